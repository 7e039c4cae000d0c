/** Drafts a claim with the evidence that the house has of it. */
import type { Transaction } from 'kysely';
import { draftClaim as draft, type Claim, type ClaimDraft, type ClaimSubject } from '../../domain/claim/claim.ts';
import { assertCovered } from '../../domain/coverage/lifecycle.ts';
import { duplicate, invalid } from '../../domain/errors.ts';
import { assertClaimable } from '../../domain/policy/lifecycle.ts';
import { insertClaim } from '../../store/claim.ts';
import { lockCoverage } from '../../store/coverage.ts';
import { lockPolicy } from '../../store/policy.ts';
import type { DB } from '../../store/schema.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { recordEvents } from '../record-events.ts';
import { transact } from '../transact.ts';
import { gatherEvidence } from './gather-evidence.ts';

interface Insured {
  readonly deliveryId: string | null;
  /** Minor units. */
  readonly insuredValue: number;
  readonly currency: string;
}

/**
 * At most one claim on the same is open at a time.
 * @throws DomainError `claim_refused` where nothing is covered; `duplicate`; `invalid_input`
 */
export async function draftClaim(
  deps: Deps,
  caller: Caller,
  { subject, ...about }: ClaimDraft & { readonly subject: ClaimSubject },
): Promise<Claim> {
  const { accountId } = caller;
  return transact(deps, caller, async (tx) => {
    const { deliveryId, insuredValue, currency } = await lockInsured(tx, accountId, subject, deps.now());
    const evidence = await gatherEvidence(tx, accountId, { deliveryId, policyId: subject.policyId });
    const birth = { accountId, id: deps.newId(), subject, insuredValue, currency, evidence, now: deps.now() };
    const { claim, event } = draft(about, birth);
    if (!(await insertClaim(tx, claim))) {
      const path = subject.policyId === null ? 'coverageId' : 'policyId';
      throw duplicate(path, 'There is an open claim on it already.');
    }
    await recordEvents(deps, tx, caller, [event]);
    return claim;
  });
}

async function lockInsured(
  tx: Transaction<DB>,
  accountId: string,
  { policyId, coverageId }: ClaimSubject,
  now: Date,
): Promise<Insured> {
  if (policyId !== null) {
    const policy = await lockPolicy(tx, accountId, policyId);
    if (!policy) throw invalid('policyId', 'There is no such policy.');
    assertClaimable(policy, now);
    return policy;
  }
  const coverage = await lockCoverage(tx, accountId, coverageId);
  if (!coverage) throw invalid('coverageId', 'There is no such coverage.');
  assertCovered(coverage);
  return coverage;
}
