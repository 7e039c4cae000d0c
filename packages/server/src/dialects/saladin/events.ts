/** The insurer has no webhooks: partners tell it, and it tells nobody. */
import type { WebhookPayload } from '../dialect.ts';

export const webhooks: readonly string[] = [];

export function tell(): readonly WebhookPayload[] {
  return [];
}
