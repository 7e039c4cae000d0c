/** Shows one webhook message, and how each try to deliver it ended. */
import { DomainError } from '../../domain/errors.ts';
import { listAttempts as selectAttempts, type AttemptPage, type WebhookAttempt } from '../../store/webhook-attempt.ts';
import { findMessage, type WebhookMessage } from '../../store/webhook-message.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';

export type { AttemptPage, WebhookAttempt } from '../../store/webhook-attempt.ts';

const longestPage = 100;

export interface MessageWithAttempts {
  readonly message: WebhookMessage;
  /** Newest first. */
  readonly attempts: readonly WebhookAttempt[];
}

/**
 * @param page of its attempts; limit is cut to 100.
 * @throws DomainError `message_not_found`
 */
export async function getMessage(
  deps: Pick<Deps, 'db'>,
  { accountId }: Caller,
  id: string,
  page: AttemptPage,
): Promise<MessageWithAttempts> {
  const message = await findMessage(deps.db.of(accountId), accountId, id);
  if (!message) throw messageNotFound();
  const limit = Math.min(page.limit, longestPage);
  return { message, attempts: await selectAttempts(deps.db.of(accountId), accountId, id, { ...page, limit }) };
}

export function messageNotFound(): DomainError {
  return new DomainError('message_not_found', 'There is no such webhook message.');
}
