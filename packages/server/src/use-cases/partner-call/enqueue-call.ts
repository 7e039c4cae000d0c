/** Puts a call to a partner on the queue, in the transaction of whatever it tells of. */
import type { Transaction } from 'kysely';
import { insertPartnerCall } from '../../store/partner-call.ts';
import type { DB } from '../../store/schema.ts';
import type { Deps } from '../deps.ts';
import type { NewPartnerCall } from './partner-calls.ts';

/** @returns false when the same operation of this aggregate and sequence is there already */
export async function enqueueCall(
  { newId, now }: Pick<Deps, 'newId' | 'now'>,
  tx: Transaction<DB>,
  call: NewPartnerCall,
): Promise<boolean> {
  return insertPartnerCall(tx, { ...call, id: newId(), dueAt: call.dueAt ?? now(), createdAt: now() });
}
