/** Takes a plan to work on, and keeps it for as long as this process lives. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Plan, PlanProgress } from '../../domain/plan/plan.ts';
import { claimPlan as claimRow, renewPlan, type PlanClaim } from '../../store/route-plan.ts';
import type { Deps } from '../deps.ts';

/** A plan is another's that long after whoever worked on it was heard of last. */
const leaseSeconds = 30;
/** Between two signs of life. */
const beatMs = 1000;

export interface Claimed {
  readonly plan: Plan;
  readonly claim: PlanClaim;
}

/** Safe in any number of processes: a plan has one claim at a time. @returns null where nothing waits */
export async function claimPlan(deps: Pick<Deps, 'db' | 'newId'>, lease = leaseSeconds): Promise<Claimed | null> {
  const claim = deps.newId();
  const plan = await claimRow(deps.db.house, claim, lease);
  return plan && { plan, claim: { accountId: plan.accountId, id: plan.id, claim } };
}

export interface KeptClaim {
  /** Aborted once the plan is another's, or called off. */
  readonly lost: AbortSignal;
  readonly stop: () => Promise<void>;
}

/** Renews the lease about once a second and writes with it how far the plan is. */
export function keepClaim(
  deps: Pick<Deps, 'db' | 'log'>,
  claim: PlanClaim,
  progress: () => PlanProgress | null,
): KeptClaim {
  const [lost, stopping] = [new AbortController(), new AbortController()];
  let heard = performance.now();
  const beat = async () => {
    try {
      if (!(await renewPlan(deps.db.of(claim.accountId), claim, leaseSeconds, progress()))) lost.abort();
      else heard = performance.now();
    } catch (error) {
      deps.log.warn({ err: error, plan: claim.id }, 'the lease of a plan could not be renewed');
      if (performance.now() - heard > leaseSeconds * 1000) lost.abort();
    }
  };
  const run = async () => {
    while (!lost.signal.aborted && !stopping.signal.aborted) {
      await beat();
      await sleep(beatMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    lost: lost.signal,
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
