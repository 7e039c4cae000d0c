/** Every plan there is for a tiny problem, judged by `evaluate`: what the search must not be worse than. */
import { evaluate } from '../evaluate.ts';
import { namedVehicles } from '../evaluate/tour.ts';
import type { RouteRef } from '../plan-types.ts';
import type { Problem, StopRef } from '../problem.ts';

/** What counts, in this order. */
export interface Standing {
  /** Left out without a penalty, per priority from the highest down. */
  readonly leftOut: readonly number[];
  /** 0 unless the fewest are asked for. */
  readonly vehicles: number;
  readonly cost: number;
}

type Stops = readonly (StopRef | 'reload')[];

/** Null: the routes break a constraint. */
export function standingOf(problem: Problem, routes: readonly RouteRef[]): Standing | null {
  const { feasible, unassigned, cost, routes: used } = evaluate(problem, routes);
  if (!feasible) return null;
  const left = new Set(unassigned);
  const needed = problem.shipments.filter(({ penalty }) => penalty === undefined);
  const levels = [...new Set(needed.map(({ priority = 0 }) => priority))].toSorted((a, b) => b - a);
  return {
    leftOut: levels.map((level) => needed.filter(({ id, priority = 0 }) => priority === level && left.has(id)).length),
    vehicles: problem.objective?.minimise === 'vehicles' ? used.length : 0,
    cost: cost.total,
  };
}

export function bestByTryingAll(problem: Problem): Standing {
  let best: Standing | null = null;
  const consider = (routes: ReadonlyMap<string, Stops>): void => {
    const standing = standingOf(
      problem,
      [...routes].map(([vehicle, stops]) => ({ vehicle, stops })),
    );
    if (standing !== null && (best === null || isBetter(standing, best))) best = standing;
  };
  const names = [...namedVehicles(problem.vehicles).keys()];
  const place = (at: number, routes: ReadonlyMap<string, Stops>): void => {
    const shipment = problem.shipments[at];
    if (shipment === undefined) {
      withReloads(problem, [...routes], new Map(), consider);
      return;
    }
    place(at + 1, routes);
    const { id, pickup, delivery } = shipment;
    for (const name of names) {
      const stops = routes.get(name) ?? [];
      for (let first = 0; first <= stops.length; first++) {
        const once = stops.toSpliced(first, 0, { shipment: id, visit: pickup === undefined ? 'delivery' : 'pickup' });
        if (pickup === undefined || delivery === undefined) place(at + 1, new Map(routes).set(name, once));
        else
          for (let second = first + 1; second <= once.length; second++)
            place(at + 1, new Map(routes).set(name, once.toSpliced(second, 0, { shipment: id, visit: 'delivery' })));
      }
    }
  };
  place(0, new Map());
  return best ?? { leftOut: [], vehicles: 0, cost: Infinity };
}

/** Each route as it is, and with reloads between its stops as far as the vehicle has trips. */
function withReloads(
  problem: Problem,
  [head, ...rest]: readonly (readonly [string, Stops])[],
  done: ReadonlyMap<string, Stops>,
  consider: (routes: ReadonlyMap<string, Stops>) => void,
): void {
  if (head === undefined) {
    consider(done);
    return;
  }
  const [name, stops] = head;
  const trips = namedVehicles(problem.vehicles).get(name)?.maxTrips ?? 1;
  const variants: Stops[] = [stops];
  for (let reloads = 1, last: Stops[] = [stops]; reloads < trips; reloads++) {
    last = last.flatMap((route) =>
      Array.from({ length: Math.max(0, route.length - 1) }, (_, k) => route.toSpliced(k + 1, 0, 'reload')),
    );
    variants.push(...last);
  }
  for (const variant of variants) withReloads(problem, rest, new Map(done).set(name, variant), consider);
}

function isBetter(a: Standing, b: Standing): boolean {
  for (const [k, count] of a.leftOut.entries()) if (count !== b.leftOut[k]) return count < (b.leftOut[k] ?? 0);
  return a.vehicles === b.vehicles ? a.cost < b.cost : a.vehicles < b.vehicles;
}
