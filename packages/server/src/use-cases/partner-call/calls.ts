/** Calls to partners as the account sees them: read, and made once more. */
import { DomainError } from '../../domain/errors.ts';
import {
  listPartnerCalls as selectCalls,
  lockPartnerCall,
  makeCallDue,
  type CallState,
  type PartnerCall,
} from '../../store/partner-call.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import type { PageOf } from '../page.ts';
import { transact } from '../transact.ts';

export type { CallState, PartnerCall } from '../../store/partner-call.ts';

/** Newest first. */
export async function listPartnerCalls(
  { db }: Pick<Deps, 'db'>,
  { accountId }: Caller,
  page: PageOf & { readonly state: CallState | null },
): Promise<PartnerCall[]> {
  return selectCalls(db.of(accountId), accountId, page);
}

/**
 * Has a call made now that waits for its next try, or that was refused. While its partner's breaker is open it waits for
 * that.
 * @throws DomainError `call_not_found`; `illegal_transition` for one that was answered, or that nobody wants any more
 */
export async function retryPartnerCall(deps: Pick<Deps, 'db' | 'now'>, caller: Caller, id: string): Promise<PartnerCall> {
  return transact(deps, caller, async (tx) => {
    const call = await lockPartnerCall(tx, caller.accountId, id);
    if (!call) throw new DomainError('call_not_found', 'There is no such call.');
    if (call.state !== 'waiting' && call.state !== 'refused') {
      throw new DomainError('illegal_transition', `A call that was ${call.state} is not made again.`);
    }
    const dueAt = deps.now();
    await makeCallDue(tx, call, dueAt);
    return { ...call, state: 'waiting', attempts: 0, dueAt, settledAt: null };
  });
} // prettier-ignore
