/** Keeps working on route plans, one at a time in each process; the search itself runs in threads of the planner. */
import { availableParallelism } from 'node:os';
import { claimPlan } from '../use-cases/plan/claim-plan.ts';
import { workOnPlan } from '../use-cases/plan/work-on-plan.ts';
import type { Deps } from '../use-cases/deps.ts';
import { createLoop, type Loop } from './loop.ts';

export interface PlanningOptions {
  /** Milliseconds between looks for a plan. */
  readonly idleMs?: number;
  /** Threads of a search. One core is left for everything else. */
  readonly threads?: number;
}

export function createPlanning(deps: Deps, options: PlanningOptions = {}): Loop {
  const { idleMs = 500, threads = Math.max(1, availableParallelism() - 1) } = options;
  const stopping = new AbortController();
  const loop = createLoop({
    name: 'route planning',
    idleMs,
    log: deps.log,
    async round() {
      const claimed = await claimPlan(deps);
      if (!claimed) return false;
      await workOnPlan(deps, claimed, { threads, signal: stopping.signal });
      return true;
    },
  });
  return {
    ...loop,
    /** Hands back the plan that it works on: another process begins it anew. */
    async stop() {
      stopping.abort();
      await loop.stop();
    },
  };
}
