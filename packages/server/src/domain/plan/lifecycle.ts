/** What happens to a plan: asked for, finished, failed, called off. */
import { DomainError } from '../errors.ts';
import type { EventData, NewEvent } from '../event/event.ts';
import { planMoves, type Plan, type PlanRequest, type PlanState } from './plan.ts';

export interface PlanChanged {
  readonly plan: Plan;
  readonly event: NewEvent;
}

/** A plan that waits for a process to take it up. */
export function newPlan(accountId: string, id: string, name: string, request: PlanRequest, now: Date): Plan {
  return {
    accountId,
    id,
    version: 1,
    kind: request.kind,
    name,
    state: 'waiting',
    request,
    progress: null,
    result: null,
    failure: null,
    attempts: 0,
    createdAt: now,
    startedAt: null,
    endedAt: null,
    updatedAt: now,
  };
}

/**
 * Told with its routes: a problem's are the answer, those of deliveries have become trips.
 * @throws DomainError `illegal_transition`
 */
export function finishPlan(before: Plan, trips: EventData['plan.applied']['trips'], now: Date): PlanChanged {
  const plan = end(before, 'finished', {}, now);
  const told = toldOf(plan);
  const { routes = [], unassigned = [] } = before.result ?? {};
  return plan.kind === 'problem'
    ? { plan, event: planEvent(plan, 'plan.finished', { plan: told, routes, unassigned }) }
    : { plan, event: planEvent(plan, 'plan.applied', { plan: told, trips, unassigned }) };
}

/** @throws DomainError `illegal_transition` */
export function failPlan(before: Plan, failure: string, now: Date): PlanChanged {
  const plan = end(before, 'failed', { failure }, now);
  return { plan, event: planEvent(plan, 'plan.failed', { plan: toldOf(plan), failure }) };
}

/** @throws DomainError `illegal_transition`, also once trips are being made of it */
export function cancelPlan(before: Plan, now: Date): Plan {
  const isOpen = before.state === 'waiting' || before.state === 'running';
  if (isOpen && before.kind === 'deliveries' && before.result !== null) {
    throw new DomainError('illegal_transition', 'The plan is ready, and its trips are being made.');
  }
  return end(before, 'cancelled', {}, now);
}

function end(before: Plan, state: PlanState, patch: Partial<Plan>, now: Date): Plan {
  const exits: readonly PlanState[] = planMoves[before.state];
  if (!exits.includes(state)) {
    throw new DomainError('illegal_transition', `A plan that is ${before.state} cannot become ${state}.`);
  }
  return { ...before, ...patch, state, version: before.version + 1, endedAt: now, updatedAt: now };
}

const toldOf = ({ id, name, kind }: Plan): EventData['plan.failed']['plan'] => ({ id, name, kind });

type PlanEventType = Extract<NewEvent['type'], `plan.${string}`>;

/** A plan is told of once, at its end: its sequence counts what is told and not its versions. */
function planEvent<T extends PlanEventType>(plan: Plan, type: T, data: EventData[T]): NewEvent {
  const event = { aggregate: 'route_plan', aggregateId: plan.id, sequence: 1, type, data };
  // one member of the union by construction: type and data share T
  return event as unknown as NewEvent;
}
