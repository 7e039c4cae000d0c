/** What is told of claims. Nothing personal stands in it: the evidence stays in the house. */
import type { NewEvent } from '../event/event.ts';
import type { Claim } from './claim.ts';

export type ClaimSummary = Pick<Claim, 'id' | 'state' | 'policyId' | 'coverageId' | 'amount' | 'granted' | 'currency' | 'decision'>; // prettier-ignore

interface ClaimChange {
  /** After the change. */
  readonly claim: ClaimSummary;
}

/** Data of each event type. */
export interface ClaimChanges {
  'claim.drafted': ClaimChange;
  'claim.submitted': ClaimChange;
  'claim.approved': ClaimChange;
  'claim.rejected': ClaimChange;
  'claim.paid': ClaimChange;
}

export function claimEvent(claim: Claim, type: keyof ClaimChanges): NewEvent {
  const { id, version, state, policyId, coverageId, amount, granted, currency, decision } = claim;
  const summary = { id, state, policyId, coverageId, amount, granted, currency, decision };
  return { aggregate: 'claim', aggregateId: id, sequence: version, type, data: { claim: summary } };
}
