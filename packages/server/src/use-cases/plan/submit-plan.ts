/** Takes a request for a plan: it is kept, and a worker takes it up. */
import { DomainError, invalid } from '../../domain/errors.ts';
import { problemFaults } from '../../domain/plan/check-problem.ts';
import { newPlan } from '../../domain/plan/lifecycle.ts';
import {
  mostOpen,
  type DeliveriesRequest,
  type Plan,
  type PlanRequest,
  type ProblemRequest,
} from '../../domain/plan/plan.ts';
import { knownCouriers, knownDeliveries } from '../../store/plan-input.ts';
import { countOpenPlans, insertPlan } from '../../store/route-plan.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { transact } from '../transact.ts';

/**
 * Vehicles and shipments that a partner sent whole.
 * @throws DomainError `invalid_input` that names each fault, `too_many_requests`
 */
export async function submitProblem(deps: Deps, caller: Caller, name: string, request: ProblemRequest): Promise<Plan> {
  const faults = problemFaults(request);
  const [first] = faults;
  if (first) throw new DomainError('invalid_input', first.message, faults);
  return submit(deps, caller, name, request);
}

/**
 * Trips for deliveries that wait and couriers who are free. Without a name it is called by its time.
 * @throws DomainError `invalid_input`, `delivery_not_found`, `courier_not_found`, `too_many_requests`
 */
export async function submitDeliveries(
  deps: Deps,
  caller: Caller,
  name: string | null,
  request: DeliveriesRequest,
): Promise<Plan> {
  const { accountId } = caller;
  const { deliveryIds, courierIds, window } = request;
  if (deliveryIds && window) throw invalid('window', 'Name deliveries or a window, not both.');
  if (window?.from && window.until && Date.parse(window.until) < Date.parse(window.from)) {
    throw invalid('window.until', 'The window ends before it begins.');
  }
  const db = deps.db.of(accountId);
  if (deliveryIds && (await knownDeliveries(db, accountId, deliveryIds)) !== new Set(deliveryIds).size) {
    throw new DomainError('delivery_not_found', 'There is no such delivery.');
  }
  if (courierIds && (await knownCouriers(db, accountId, courierIds)) !== new Set(courierIds).size) {
    throw new DomainError('courier_not_found', 'There is no such courier.');
  }
  return submit(deps, caller, name ?? `Plan of ${deps.now().toISOString().slice(0, 16).replace('T', ' ')}`, request);
}

async function submit(deps: Deps, caller: Caller, name: string, request: PlanRequest): Promise<Plan> {
  return transact(deps, caller, async (tx) => {
    if ((await countOpenPlans(tx, caller.accountId)) >= mostOpen) {
      throw new DomainError('too_many_requests', `${mostOpen} plans wait already.`);
    }
    const plan = newPlan(caller.accountId, deps.newId(), name, request, deps.now());
    await insertPlan(tx, plan);
    return plan;
  });
}
