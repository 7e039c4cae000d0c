/** For tests of webhooks: what was kept and what arrived, in the words that tests compare. */
import { listMessages, type WebhookMessage } from '../src/use-cases/webhook/list-messages.ts';
import type { Received } from './receiver.ts';
import type { WebhookHouse } from './webhook-house.ts';

/** How many messages of an endpoint are in a state. */
export async function countOf(house: WebhookHouse, endpointId: string, state: string): Promise<number> {
  const row = await house.row(
    `select count(*)::int as n from webhook_message where endpoint_id = '${endpointId}' and state = '${state}'`,
  );
  return Number(row?.['n']);
}

/** The newest hundred messages of an endpoint of the house's own account. */
export function messagesOf(house: WebhookHouse, endpointId: string): Promise<WebhookMessage[]> {
  return listMessages(house.deps, house.caller, { endpointId, state: null, before: null, limit: 100 });
}

export function idsOf(received: readonly Received[]): unknown[] {
  return received.map(({ headers }) => headers['webhook-id']);
}

/** The sequence that the dialect `echo` writes into each body. */
export function sequencesOf(received: readonly Received[]): number[] {
  return received.map(({ body }) => Number(/"sequence":(\d+)/.exec(body)?.[1]));
}

/** What a library of Standard Webhooks looks at. */
export function standardHeaders({ headers }: Received): Record<string, string> {
  return {
    'webhook-id': String(headers['webhook-id']),
    'webhook-timestamp': String(headers['webhook-timestamp']),
    'webhook-signature': String(headers['webhook-signature']),
  };
}
