/** Pure: the hub's own work, as the native API shows it: calls to partners, follow-ups, reconciliations. */
import type { FollowUpRow } from '../../use-cases/follow/follow-ups.ts';
import type * as calls from '../../use-cases/partner-call/calls.ts';
import type * as runs from '../../use-cases/reconciliation/runs.ts';
import { iso, isoOrNull } from './iso.ts';
import type { FollowUp } from './schemas/follow-up.ts';
import type { PartnerCall } from './schemas/partner-call.ts';
import type { Reconciliation, ReconciliationSummary } from './schemas/reconciliation.ts';

export function toPartnerCall(call: calls.PartnerCall): PartnerCall {
  const { id, connector, partnerId, aggregateId, sequence, operation, state, attempts, status, error } = call;
  const times = { createdAt: iso(call.createdAt), settledAt: isoOrNull(call.settledAt) };
  const what = { id, connector, partnerId, aggregateId, sequence, operation };
  return { ...what, state, attempts, dueAt: iso(call.dueAt), status, error, ...times };
}

export function toFollowUp(row: FollowUpRow): FollowUp {
  const { follower, eventId, aggregateId, sequence, attempts, dueAt, parkedAt, error } = row;
  return {
    follower,
    eventId,
    aggregateId,
    sequence,
    attempts,
    dueAt: iso(dueAt),
    parkedAt: isoOrNull(parkedAt),
    error,
  };
}

export function toReconciliationSummary(run: Omit<runs.Reconciliation, 'findings'>): ReconciliationSummary {
  const { orders, findings: findingCount, finishedAt } = run.counted;
  return { day: run.day, startedAt: iso(run.createdAt), finishedAt, orders, findingCount };
}

export function toReconciliation(run: runs.Reconciliation): Reconciliation {
  return { ...toReconciliationSummary(run), findings: [...run.findings] };
}
