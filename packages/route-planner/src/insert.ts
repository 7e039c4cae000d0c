/** One more shipment for routes that are running: the cheapest place that breaks nothing, within milliseconds. */
import { readTours } from './evaluate/tour.ts';
import { waysOf } from './evaluate/ways.ts';
import { cheapest } from './insert-cheapest.ts';
import { callsWith, toursWithIdle } from './insertions.ts';
import { InvalidProblem } from './invalid-problem.ts';
import type { Insertion, RouteRef } from './plan-types.ts';
import type { Problem } from './problem.ts';
import { toRouteRef } from './route-ref.ts';

/** Null: it fits nowhere; `explain` tells why. The shipment is one of the problem's. */
export function insert(problem: Problem, routes: readonly RouteRef[], shipment: string): Insertion | null {
  const wanted = problem.shipments.find(({ id }) => id === shipment);
  if (wanted === undefined) throw new InvalidProblem('shipment', `no shipment is called ${JSON.stringify(shipment)}`);
  const running = readTours(problem, routes);
  const best = cheapest(toursWithIdle(problem, running), wanted, waysOf(problem.travel));
  if (best === null) return null;
  const { name } = best.candidate.tour;
  const changed = toRouteRef(name, callsWith(best.candidate, wanted));
  const others = routes.filter((route) => route.vehicle !== name);
  const at = routes.findIndex((route) => route.vehicle === name);
  return {
    routes: at < 0 ? [...others, changed] : routes.with(at, changed),
    vehicle: name,
    addedCost: best.added,
    addedDistance: best.addedDistance,
  };
}
