/** Why this vehicle: what each other one would cost more with the shipment, or what keeps it from taking it. */
import { followTour } from './evaluate/follow.ts';
import type { Tour } from './evaluate/tour.ts';
import { isVisit, readTours } from './evaluate/tour.ts';
import { waysOf } from './evaluate/ways.ts';
import { cheapest } from './insert-cheapest.ts';
import { toursWithIdle } from './insertions.ts';
import { InvalidProblem } from './invalid-problem.ts';
import { nearestObstacle } from './obstacle.ts';
import type { Alternative, RouteRef } from './plan-types.ts';
import type { Problem } from './problem.ts';

/** How many positions per vehicle are judged to find what stands in the way. */
const positionsJudged = 40;

/** One per route and one idle vehicle of each sort, cheapest first. The other shipments stay as they are. */
export function explain(problem: Problem, routes: readonly RouteRef[], shipment: string): Alternative[] {
  const wanted = problem.shipments.find(({ id }) => id === shipment);
  if (wanted === undefined) throw new InvalidProblem('shipment', `no shipment is called ${JSON.stringify(shipment)}`);
  const ways = waysOf(problem.travel);
  const running = readTours(problem, routes);
  const carrier = running.find(({ calls }) => calls.some((call) => isVisit(call) && call.shipment.id === shipment));
  const costOf = (tour: Tour | undefined): number =>
    tour === undefined || !tour.calls.some(isVisit) ? 0 : followTour(tour, ways).route.cost.total;
  const without: Tour[] = running.map((tour) =>
    tour === carrier
      ? { ...tour, calls: tour.calls.filter((call) => !isVisit(call) || call.shipment.id !== shipment) }
      : tour,
  );
  const left = without.find(({ name }) => name === carrier?.name);
  // Unassigned, it costs its penalty now.
  const saved = carrier === undefined ? (wanted.penalty ?? 0) : costOf(carrier) - costOf(left);
  return toursWithIdle(problem, without)
    .map((tour): Alternative => {
      if (tour.name === carrier?.name) return { vehicle: tour.name, extraCost: 0, obstacle: null };
      const best = cheapest([tour], wanted, ways);
      return best === null
        ? { vehicle: tour.name, extraCost: null, obstacle: nearestObstacle([tour], wanted, ways, positionsJudged) }
        : { vehicle: tour.name, extraCost: best.added - saved, obstacle: null };
    })
    .toSorted((a, b) => (a.extraCost ?? Infinity) - (b.extraCost ?? Infinity) || 0);
}
