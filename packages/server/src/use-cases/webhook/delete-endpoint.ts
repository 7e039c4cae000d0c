/** Removes a webhook endpoint; what still waits for it is dropped, what was sent can still be looked up. */
import { holdRelay } from '../../store/outbox.ts';
import { deleteEndpoint as markDeleted } from '../../store/webhook-endpoint.ts';
import { dropPending } from '../../store/webhook-message.ts';
import type { Caller } from '../caller.ts';
import { transact } from '../transact.ts';
import type { WebhookDeps } from './house.ts';
import { endpointNotFound } from './get-endpoint.ts';

/** @throws DomainError `endpoint_not_found` */
export async function deleteEndpoint(deps: WebhookDeps, caller: Caller, id: string): Promise<null> {
  return transact(deps, caller, async (tx) => {
    await holdRelay(tx);
    if (!(await markDeleted(tx, caller.accountId, id))) throw endpointNotFound();
    await dropPending(tx, caller.accountId, id, []);
    return null;
  });
}
