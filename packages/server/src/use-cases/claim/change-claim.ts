/** What happens to a claim: submitted, approved, rejected, paid. */
import type { Transaction } from 'kysely';
import {
  approveClaim as approve,
  payClaim as pay,
  rejectClaim as reject,
  submitClaim as submit,
  type Claim,
  type ClaimChanged,
} from '../../domain/claim/claim.ts';
import { DomainError } from '../../domain/errors.ts';
import { claimOn } from '../../domain/policy/lifecycle.ts';
import { lockClaim, saveClaim } from '../../store/claim.ts';
import { lockPolicy, savePolicy } from '../../store/policy.ts';
import type { DB } from '../../store/schema.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { recordEvents } from '../record-events.ts';
import { transact } from '../transact.ts';

/** @throws DomainError `claim_not_found`, `illegal_transition` */
export async function submitClaim(deps: Deps, caller: Caller, id: string): Promise<Claim> {
  return changeClaim(deps, caller, id, (before) => submit(before, deps.now()));
}

/**
 * A policy of ours counts as claimed from now on.
 * @param given.granted minor units
 * @throws DomainError `claim_not_found`, `illegal_transition`; `claim_refused` where the policy was cancelled; `invalid_input`
 */
export async function approveClaim(
  deps: Deps,
  caller: Caller,
  id: string,
  given: { readonly granted: number; readonly decision: string | null },
): Promise<Claim> {
  return changeClaim(deps, caller, id, async (before, tx) => {
    const changed = approve(before, given, deps.now());
    if (before.policyId !== null) await claimPolicy(deps, tx, caller, before.policyId);
    return changed;
  });
}

/** @throws DomainError `claim_not_found`, `illegal_transition` */
export async function rejectClaim(deps: Deps, caller: Caller, id: string, decision: string): Promise<Claim> {
  return changeClaim(deps, caller, id, (before) => reject(before, decision, deps.now()));
}

/** @param reference of the payment. @throws DomainError `claim_not_found`, `illegal_transition` */
export async function payClaim(deps: Deps, caller: Caller, id: string, reference: string | null): Promise<Claim> {
  return changeClaim(deps, caller, id, (before) => pay(before, reference, deps.now()));
}

async function changeClaim(
  deps: Deps,
  caller: Caller,
  id: string,
  act: (before: Claim, tx: Transaction<DB>) => ClaimChanged | Promise<ClaimChanged>,
): Promise<Claim> {
  return transact(deps, caller, async (tx) => {
    const before = await lockClaim(tx, caller.accountId, id);
    if (!before) throw new DomainError('claim_not_found', 'There is no such claim.');
    const { claim, event } = await act(before, tx);
    await saveClaim(tx, claim);
    await recordEvents(deps, tx, caller, [event]);
    return claim;
  });
}

async function claimPolicy(deps: Deps, tx: Transaction<DB>, caller: Caller, policyId: string): Promise<void> {
  const before = await lockPolicy(tx, caller.accountId, policyId);
  if (!before) throw new Error('A claim is on a policy that is not there.');
  const { policy, events } = claimOn(before, deps.now());
  await savePolicy(tx, policy);
  await recordEvents(deps, tx, caller, events);
}
