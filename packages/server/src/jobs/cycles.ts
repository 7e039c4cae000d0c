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
      const due = [await runCycles(deps, batch), await passDueBills(deps, batch), await expireCodes(deps, batch)];
      return due.some((count) => count >= batch);
    },
  });
}
