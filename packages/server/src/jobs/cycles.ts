/** Keeps subscriptions going: cycles that begin, bills that are overdue, codes that expire. Any number may run. */
import type { Deps } from '../use-cases/deps.ts';
import { passDueBills } from '../use-cases/subscription/bills.ts';
import { expireCodes } from '../use-cases/subscription/fulfilments.ts';
import { runCycles } from '../use-cases/subscription/run-cycles.ts';
import { createLoop, type Loop } from './loop.ts';

export interface CyclesOptions {
  /** Milliseconds between looks. Cycles are counted in days: nobody waits for the second. */
  readonly idleMs?: number;
  /** Of each kind in one round. */
  readonly batch?: number;
}

export function createCycles(deps: Deps, { idleMs = 10_000, batch = 50 }: CyclesOptions = {}): Loop {
  return createLoop({
    name: 'cycles of subscriptions',
    idleMs,
    log: deps.log,
    async round() {
      let more = false;
      const failures: unknown[] = [];
      for (const work of [runCycles, passDueBills, expireCodes]) {
        try {
          more = (await work(deps, batch)) >= batch || more;
        } catch (error) {
          // one kind keeps no other waiting
          failures.push(error);
        }
      }
      if (failures.length > 0) throw new AggregateError(failures, 'Not all of it could be done.');
      return more;
    },
  });
}
