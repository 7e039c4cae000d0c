/** MDelivery has no webhooks: it asks for changes, and is told by calls that wait until it answers. */
import type { WebhookPayload } from '../dialect.ts';

export const webhooks: readonly string[] = [];

export function tell(): readonly WebhookPayload[] {
  return [];
}
