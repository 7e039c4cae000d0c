/** Why shipments were left out, in the words of the constraint that came closest. */
import { readTours } from './evaluate/tour.ts';
import { waysOf } from './evaluate/ways.ts';
import { cheapest, toursWithIdle } from './insertions.ts';
import { nearestObstacle } from './obstacle.ts';
import type { RouteRef, Unassigned } from './plan-types.ts';
import type { Problem } from './problem.ts';

/** Positions judged for all of them together: a plan must come in time also where half of the shipments are left out. */
const positionsInAll = 600;
const mostPositions = 60;
/** Beyond these many, all that is looked at is whether a vehicle could take the shipment at all. */
const mostLookedAt = 300;

export function reasonsFor(problem: Problem, routes: readonly RouteRef[], unassigned: readonly string[]): Unassigned[] {
  if (unassigned.length === 0) return [];
  const ways = waysOf(problem.travel);
  const tours = toursWithIdle(problem, readTours(problem, routes));
  const left = new Set(unassigned);
  const positions = Math.max(1, Math.min(mostPositions, Math.floor(positionsInAll / unassigned.length)));
  let looked = 0;
  return problem.shipments
    .filter(({ id }) => left.has(id))
    .map((shipment): Unassigned => {
      const { id, penalty } = shipment;
      if (looked++ >= mostLookedAt)
        return {
          shipment: id,
          constraint: 'capacity',
          by: 1,
          message: `There was no room left for ${id} in the fleet.`,
        };
      if (penalty !== undefined) {
        const best = cheapest(tours, shipment, ways);
        if (best !== null) {
          const by = best.added - penalty;
          const message = `Leaving out ${id} costs ${penalty}; the cheapest way to serve it, ${best.candidate.tour.name}, adds ${Math.round(best.added * 100) / 100}.`;
          return { shipment: id, constraint: 'penalty', by: Math.max(0, by), message };
        }
      }
      const obstacle = nearestObstacle(tours, shipment, ways, positions);
      if (obstacle === null)
        return {
          shipment: id,
          constraint: 'vehicle',
          by: 1,
          message: `There was no time to find a place for ${id}, or no vehicle is free.`,
        };
      return { shipment: id, constraint: obstacle.constraint, by: obstacle.by, message: obstacle.message };
    });
}
