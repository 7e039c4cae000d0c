/** Lists an account's webhook endpoints, oldest first. */
import { listEndpoints as selectEndpoints, type WebhookEndpoint } from '../../store/webhook-endpoint.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';

/** @param filter dialect null for those of every dialect. Their number is bounded by the quota, so there are no pages. */
export async function listEndpoints(
  deps: Pick<Deps, 'db'>,
  { accountId }: Caller,
  filter: { readonly dialect: string | null },
): Promise<WebhookEndpoint[]> {
  return selectEndpoints(deps.db.of(accountId), accountId, filter.dialect);
}
