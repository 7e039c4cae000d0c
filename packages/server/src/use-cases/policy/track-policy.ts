/** Notes what a partner reports of insured goods: late, twice, in any order, and never in vain. */
import type { Transaction } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import { track } from '../../domain/policy/lifecycle.ts';
import type { Policy, TrackedItem } from '../../domain/policy/policy.ts';
import { fingerprint } from '../../lib/hash.ts';
import { insertReports, knownReports } from '../../store/policy-event.ts';
import { findOwnDelivery, lockPolicy, savePolicy } from '../../store/policy.ts';
import type { DB } from '../../store/schema.ts';
import type { Deps } from '../deps.ts';
import type { Identity } from '../identity.ts';
import { recordEvents } from '../record-events.ts';
import { transact } from '../transact.ts';
import { applyTracking } from './apply-tracking.ts';

interface Report {
  readonly item: TrackedItem;
  readonly fingerprint: Buffer;
}

/**
 * What came before changes nothing. The newest of the rest counts; the others are kept beside it.
 * @param items one at least
 * @throws DomainError `policy_not_found`
 */
export async function trackPolicy(
  deps: Deps,
  { account, caller }: Identity,
  policyId: string,
  items: readonly TrackedItem[],
): Promise<Policy> {
  return transact(deps, caller, async (tx) => {
    const found = await lockPolicy(tx, caller.accountId, policyId);
    if (!found) throw new DomainError('policy_not_found', 'There is no such policy.');
    const fresh = await freshOf(tx, found, items);
    const newest = newestOf(fresh);
    if (!newest) return found;
    const before = { ...found, deliveryId: found.deliveryId ?? (await findOwnDelivery(tx, account.id, found.trackingNumber)) }; // prettier-ignore
    const effect = await applyTracking(deps, tx, caller, account.settings, before, newest.item);
    const { deliveryStatus: status, at } = newest.item;
    const now = deps.now();
    const { policy, events } = track(before, { status, at, effect }, now);
    await savePolicy(tx, policy);
    const beside = { applied: false, why: 'A newer word came with it.' };
    const rows = fresh.map((one) => ({
      ...one,
      ...(one === newest ? effect : beside),
      accountId: policy.accountId,
      id: deps.newId(),
      policyId,
      receivedAt: now,
    }));
    await insertReports(tx, rows);
    await recordEvents(deps, tx, caller, events);
    return policy;
  });
}

/** What the policy does not have yet, each once. */
async function freshOf(tx: Transaction<DB>, policy: Policy, items: readonly TrackedItem[]): Promise<readonly Report[]> {
  const reports = new Map(
    items.map((item): [string, Report] => {
      const digest = fingerprint(item);
      return [digest.toString('hex'), { item, fingerprint: digest }];
    }),
  );
  const known = await knownReports(tx, policy, [...reports.values()].map((one) => one.fingerprint)); // prettier-ignore
  return [...reports].flatMap(([digest, report]) => (known.has(digest) ? [] : [report]));
}

function newestOf(reports: readonly Report[]): Report | undefined {
  return reports.toSorted((one, other) => other.item.at.getTime() - one.item.at.getTime())[0];
}
