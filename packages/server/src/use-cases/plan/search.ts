/** Searches for routes with the planner, which does so in threads of its own. */
import type { Plan as Found, PlanOptions, Problem, Progress, RouteRef } from '@waybill/route-planner';
import type { PlanningTask } from './task.ts';

export interface SearchOptions {
  readonly seconds: number;
  readonly threads: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** Seconds that a search is worth. Few shipments are done long before, see `enough`. */
export function secondsFor(shipments: number): number {
  if (shipments <= few) return 10;
  if (shipments < 100) return 2;
  return shipments < 1000 ? 10 : 30;
}

const few = 10;
/** Iterations after which few shipments cannot be had better. */
const enough = 20_000;
/** A machine that is busy may not have begun when time is up: then it gets as many times the time. */
const patience = 5;

/**
 * Preferences are soft: first who is preferred must go; then what found no place so may go with anybody, from the routes
 * found so far.
 * @returns null where there is nothing to search for. After an abort it is the best so far.
 * @throws InvalidProblem
 */
export async function search(task: PlanningTask, { seconds, ...options }: SearchOptions): Promise<Found | null> {
  const { problem, preferred } = task;
  if (problem.shipments.length === 0 || problem.vehicles.length === 0) return null;
  const limit = problem.shipments.length <= few ? { iterations: enough } : {};
  const whole: PlanOptions = { ...options, ...limit, timeLimitMs: seconds * 1000 };
  if (preferred.size === 0) return searchPatiently(problem, whole);
  const half: PlanOptions = { ...whole, timeLimitMs: seconds * 500 };
  const first = await searchPatiently(restricted(problem, preferred), half);
  const homeless = first.unassigned.filter(({ shipment }) => preferred.has(shipment)).map(({ shipment }) => shipment);
  if (homeless.length === 0 || options.signal.aborted) return first;
  const kept = new Map([...preferred].filter(([shipment]) => !homeless.includes(shipment)));
  return searchPatiently(restricted(problem, kept), { ...half, initial: first.routes.map(toRef) });
}

async function searchPatiently(problem: Problem, options: PlanOptions): Promise<Found> {
  // only a worker that has something to plan needs it
  const { plan } = await import('@waybill/route-planner');
  const found = await plan(problem, options);
  if (found.iterations > 0 || options.signal?.aborted === true) return found;
  return plan(problem, { ...options, timeLimitMs: patience * (options.timeLimitMs ?? 0) });
}

function restricted(problem: Problem, preferred: PlanningTask['preferred']): Problem {
  const shipments = problem.shipments.map((one) => {
    const vehicles = preferred.get(one.id);
    return vehicles ? { ...one, vehicles } : one;
  });
  return { ...problem, shipments };
}

function toRef({ vehicle, stops }: Found['routes'][number]): RouteRef {
  return {
    vehicle,
    stops: stops.flatMap(({ kind, shipment }) =>
      shipment !== null && (kind === 'pickup' || kind === 'delivery') ? [{ shipment, visit: kind }] : [],
    ),
  };
}
