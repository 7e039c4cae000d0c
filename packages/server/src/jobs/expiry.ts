/** Keeps ending the rounds of broadcasting that are over. Any number may run. */
import type { Deps } from '../use-cases/deps.ts';
import { expireDueOffers } from '../use-cases/offer/expire-due.ts';
import { createLoop, type Loop } from './loop.ts';

export interface ExpiryOptions {
  /** Milliseconds between looks. Whoever reads or accepts goes by the clock and not by us. */
  readonly idleMs?: number;
  /** Rounds that are ended in one. */
  readonly batch?: number;
}

export function createExpiry(deps: Deps, { idleMs = 200, batch = 100 }: ExpiryOptions = {}): Loop {
  return createLoop({
    name: 'ending of offers',
    idleMs,
    log: deps.log,
    round: async () => (await expireDueOffers(deps, batch)) >= batch,
  });
}
