/** Keeps ending the shipping orders that nobody has paid in time. Any number may run. */
import type { Deps } from '../use-cases/deps.ts';
import { expireUnpaidOrders } from '../use-cases/shipping-order/expire-unpaid.ts';
import { createLoop, type Loop } from './loop.ts';

export interface UnpaidOrdersOptions {
  /** Milliseconds between looks. Time to pay is counted in hours: nobody waits for the second. */
  readonly idleMs?: number;
  /** Orders that are ended in one. */
  readonly batch?: number;
}

export function createUnpaidOrders(deps: Deps, { idleMs = 10_000, batch = 100 }: UnpaidOrdersOptions = {}): Loop {
  return createLoop({
    name: 'ending of unpaid orders',
    idleMs,
    log: deps.log,
    round: async () => (await expireUnpaidOrders(deps, batch)) >= batch,
  });
}
