/** Sends one webhook message again: the same id, the same bytes, a fresh signature. */
import { DomainError } from '../../domain/errors.ts';
import { findEndpoint } from '../../store/webhook-endpoint.ts';
import { findMessage, resendMessage as makeDue, type WebhookMessage } from '../../store/webhook-message.ts';
import type { Caller } from '../caller.ts';
import { transact } from '../transact.ts';
import type { WebhookDeps } from './house.ts';
import { endpointNotFound } from './get-endpoint.ts';
import { messageNotFound } from './get-message.ts';

/**
 * One that is on its way at this moment is left to arrive; one of a disabled endpoint waits until it is enabled.
 * @throws DomainError `message_not_found`, `endpoint_not_found`, `invalid_input` for a message that never got a body
 */
export async function resendMessage(deps: WebhookDeps, caller: Caller, id: string): Promise<WebhookMessage> {
  const { accountId } = caller;
  return transact(deps, caller, async (tx) => {
    const message = await findMessage(tx, accountId, id);
    if (!message) throw messageNotFound();
    if (message.body === '') {
      throw new DomainError('invalid_input', 'The message has no body: its event could not be put into words.');
    }
    if (!(await findEndpoint(tx, accountId, message.endpointId))) throw endpointNotFound();
    const again = await makeDue(tx, accountId, id);
    if (!again) throw messageNotFound();
    return again;
  });
}
