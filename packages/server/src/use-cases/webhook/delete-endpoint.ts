/** Removes a webhook endpoint; what still waits for it is dropped, what was sent can still be looked up. */
import type { Transaction } from 'kysely';
import { holdRelay } from '../../store/outbox.ts';
import type { DB } from '../../store/schema.ts';
import { deleteEndpoint as markDeleted } from '../../store/webhook-endpoint.ts';
import { dropPending } from '../../store/webhook-message.ts';
import type { Caller } from '../caller.ts';
import { transact } from '../transact.ts';
import type { WebhookDeps } from './house.ts';
import { endpointNotFound } from './get-endpoint.ts';

/** @throws DomainError `endpoint_not_found` */
export async function deleteEndpoint(deps: WebhookDeps, caller: Caller, id: string): Promise<null> {
  return transact(deps, caller, async (tx) => {
    await removeEndpoint(tx, caller.accountId, id);
    return null;
  });
}

/** As `deleteEndpoint`, in a transaction of the caller's. */
export async function removeEndpoint(tx: Transaction<DB>, accountId: string, id: string): Promise<void> {
  await holdRelay(tx);
  if (!(await markDeleted(tx, accountId, id))) throw endpointNotFound();
  await dropPending(tx, accountId, id, []);
}
