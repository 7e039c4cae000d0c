/** Lists an account's webhook messages, newest first. */
import { listMessages as selectMessages, type MessagePage, type WebhookMessage } from '../../store/webhook-message.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';

export type { MessagePage, WebhookMessage } from '../../store/webhook-message.ts';

const longestPage = 100;

/** @param page limit is cut to 100; `before` is the last id of the page before. */
export async function listMessages(
  deps: Pick<Deps, 'db'>,
  { accountId }: Caller,
  page: MessagePage,
): Promise<WebhookMessage[]> {
  return selectMessages(deps.db.of(accountId), accountId, { ...page, limit: Math.min(page.limit, longestPage) });
}
