/** Reads plans, and calls them off. */
import { DomainError } from '../../domain/errors.ts';
import { cancelPlan as cancel } from '../../domain/plan/lifecycle.ts';
import type { Plan, PlanState, PlanSummary } from '../../domain/plan/plan.ts';
import { findPlan, listPlans as selectPlans, lockPlan, savePlanEnd } from '../../store/route-plan.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import type { PageOf } from '../page.ts';
import { transact } from '../transact.ts';

/** @throws DomainError `plan_not_found` */
export async function getPlan(deps: Deps, { accountId }: Caller, id: string): Promise<Plan> {
  const plan = await findPlan(deps.db.of(accountId), accountId, id);
  if (!plan) throw notFound();
  return plan;
}

export async function listPlans(
  deps: Deps,
  { accountId }: Caller,
  filter: PageOf & { readonly state: PlanState | null },
): Promise<PlanSummary[]> {
  return selectPlans(deps.db.of(accountId), accountId, filter);
}

/**
 * Whoever works on it notices within a second and stops.
 * @throws DomainError `plan_not_found`, `illegal_transition` for one that is over, or of which trips are being made
 */
export async function cancelPlan(deps: Deps, caller: Caller, id: string): Promise<Plan> {
  return transact(deps, caller, async (tx) => {
    const before = await lockPlan(tx, caller.accountId, id);
    if (!before) throw notFound();
    const plan = cancel(before, deps.now());
    await savePlanEnd(tx, plan);
    return plan;
  });
}

const notFound = () => new DomainError('plan_not_found', 'There is no such plan.');
