/** Lets the relay and the followers do what waits. */
import type { Deps } from '../src/use-cases/deps.ts';
import { runFollowUps } from '../src/use-cases/follow/run-follow-ups.ts';
import { relayEvents } from '../src/use-cases/webhook/relay-events.ts';
import { writeBody } from '../src/webhooks/write-body.ts';

export async function followAll(deps: Deps): Promise<void> {
  while ((await relayEvents(deps, writeBody)) > 0);
  while ((await runFollowUps(deps, 50)) > 0);
}
