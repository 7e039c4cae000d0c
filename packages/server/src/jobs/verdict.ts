/** What follows from one try of a webhook message. */
import type { Claimed } from '../use-cases/webhook/claim-messages.ts';
import type { Attempt } from '../use-cases/webhook/record-attempts.ts';
import { waitBefore } from '../webhooks/backoff.ts';
import type { Sent } from '../webhooks/send.ts';

/**
 * @param schedule seconds to wait after each failed try.
 * @param random from 0 to 1.
 */
export function verdictOn(message: Claimed, sent: Sent, schedule: readonly number[], random: number): Attempt {
  const { outcome, retryAfter, ...attempt } = sent;
  const { accountId, id, endpointId, claim } = message;
  const wait = outcome === 'retry' ? waitBefore({ tries: message.attempts + 1, schedule, retryAfter, random }) : null;
  const state = outcome === 'delivered' ? 'delivered' : wait === null ? 'failed' : 'pending';
  const gone = outcome === 'gone';
  const again = message.attempts > 0;
  return { ...attempt, accountId, id, endpointId, claim, state, waitSeconds: wait ?? 0, gone, again };
}
