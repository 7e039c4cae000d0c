/** For tests of planning: works on plans as a worker does, and delivers what is told to a partner's own server. */
import type { TestContext } from 'node:test';
import { createPlanning } from '../src/jobs/planning.ts';
import { createRelay } from '../src/jobs/relay.ts';
import { createSender } from '../src/jobs/sender.ts';
import { createEgress } from '../src/lib/egress/egress.ts';
import type { Deps } from '../src/use-cases/deps.ts';
import { createEndpoint } from '../src/use-cases/webhook/create-endpoint.ts';
import { startReceiver, type Received } from './receiver.ts';
import type { Tenant } from './tenant.ts';

export interface Listener {
  readonly received: readonly Received[];
  /** Bodies so far, in the order in which they came. */
  readonly bodies: () => readonly unknown[];
}

/** Planning, relay and sender, as in a running house but with short pauses, until the test ends. */
export function startPlanning(t: Pick<TestContext, 'after'>, deps: Deps): void {
  const sender = createSender(deps, {
    slots: 16,
    perEndpoint: 8,
    failing: false,
    idleMs: 10,
    egress: createEgress(deps.settings),
  });
  const loops = [createPlanning(deps, { idleMs: 20, threads: 1 }), createRelay(deps, { idleMs: 10 }), sender];
  for (const loop of loops) loop.start();
  t.after(() => Promise.all(loops.map((loop) => loop.stop())));
}

/** A partner's server that is subscribed to some webhooks of a dialect. */
export async function listenFor(
  t: Pick<TestContext, 'after'>,
  deps: Deps,
  { identity }: Tenant,
  dialect: string,
  events: readonly string[],
): Promise<Listener> {
  const receiver = await startReceiver();
  t.after(() => receiver.close());
  const { url, received } = receiver;
  await createEndpoint(deps, identity.caller, { dialect, url, events: [...events], contentType: 'json' });
  return { received, bodies: () => received.map(({ body }): unknown => JSON.parse(body)) };
}
