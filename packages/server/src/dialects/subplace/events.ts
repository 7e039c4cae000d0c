/** How SUBPLACE tells of subscription orders: one webhook, when an order is paid and when its partner has confirmed it. */
import type { RecordedEvent } from '../../domain/event/event.ts';
import type { WebhookPayload } from '../dialect.ts';
import { toOrder } from './order-view.ts';

/** The document has no name for it. */
export const webhooks = ['ORDER'] as const;

const told: readonly RecordedEvent['type'][] = ['subscription_order.paid', 'subscription_order.approved'];

/** A form: `order` is the JSON of a list with the one order, and `signature` signs it. */
export function tell(event: RecordedEvent): readonly WebhookPayload[] {
  if (!told.includes(event.type) || !('subscription' in event.data)) return [];
  const order = JSON.stringify([toOrder(event.data.subscription)]);
  return [{ type: 'ORDER' satisfies (typeof webhooks)[number], body: { order }, form: true, signed: true }];
}
