/** The plan where there was no time for a search: what was given or must be, and all else left out. */
import { evaluate } from '../evaluate.ts';
import type { Plan, RouteRef } from '../plan-types.ts';
import type { Problem } from '../problem.ts';

export function planWithoutSearch(problem: Problem, ended: Plan['ended'], initial: readonly RouteRef[]): Plan {
  const given = initial.length > 0 ? initial : committedOnly(problem);
  const { routes, unassigned, cost } = evaluate(problem, given);
  return {
    routes,
    unassigned: unassigned.map((shipment) => ({
      shipment,
      constraint: 'missing',
      by: 1,
      message: `Planning ended before a place for ${shipment} was looked for.`,
    })),
    cost,
    trace: [],
    iterations: 0,
    ended,
  };
}

function committedOnly({ vehicles }: Problem): RouteRef[] {
  return vehicles.flatMap(({ id, count = 1, committed = [] }) =>
    committed.length === 0 ? [] : [{ vehicle: count === 1 ? id : `${id}#1`, stops: committed }],
  );
}
