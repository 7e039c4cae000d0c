/** Cancels the policy of a delivery that its partner has cancelled. */
import { DomainError } from '../../domain/errors.ts';
import { cancel } from '../../domain/policy/lifecycle.ts';
import type { Cancellation, Policy } from '../../domain/policy/policy.ts';
import { lockPolicy, savePolicy } from '../../store/policy.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { recordEvents } from '../record-events.ts';
import { transact } from '../transact.ts';

/**
 * Cancelled again it stays as it was first.
 * @param number that the partner knows it by
 * @throws DomainError `policy_not_found` for another number than its own, `policy_not_cancellable`
 */
export async function cancelPolicy(
  deps: Deps,
  caller: Caller,
  { policyId, number }: { readonly policyId: string; readonly number: string },
  cancellation: Cancellation,
): Promise<Policy> {
  return transact(deps, caller, async (tx) => {
    const before = await lockPolicy(tx, caller.accountId, policyId);
    if (before?.number !== number) throw new DomainError('policy_not_found', 'There is no such policy.');
    const { policy, events } = cancel(before, cancellation, deps.now());
    if (events.length > 0) await savePolicy(tx, policy);
    await recordEvents(deps, tx, caller, events);
    return policy;
  });
}
