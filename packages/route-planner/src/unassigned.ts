/**
 * Why shipments were left out. Only what was found is said: first what a vehicle of each sort could do if it had nothing
 * else to do, then, while time lasts, where the shipment would go in the routes as they are.
 */
import type { Sort } from './evaluate/sorts.ts';
import { sortFleet } from './evaluate/sorts.ts';
import { lackOfRoom } from './evaluate/spare-room.ts';
import { exceeds, inWords } from './evaluate/tolerance.ts';
import type { Tour } from './evaluate/tour.ts';
import type { Ways } from './evaluate/ways.ts';
import { waysOf } from './evaluate/ways.ts';
import { cheapest } from './insert-cheapest.ts';
import { suits } from './insertions.ts';
import { nearestObstacle, probe } from './obstacle.ts';
import type { Unassigned } from './plan-types.ts';
import type { Problem, Shipment } from './problem.ts';

/** Positions judged for all of them together: a plan must come in time also where half of the shipments are left out. */
const positionsInAll = 600;
const mostPositions = 60;
/** So many are looked for in the routes; the others are told by sums alone. */
const mostLookedAt = 300;

interface Setting {
  readonly tours: readonly Tour[];
  readonly sorts: readonly Sort[];
  readonly ways: Ways;
  readonly positions: number;
}

type Reason = Omit<Unassigned, 'shipment'>;

/** `isOver`: there is no time to look further. Those not looked at by then are said to be just that. */
export function reasonsFor(
  problem: Problem,
  tours: readonly Tour[],
  unassigned: readonly Shipment[],
  isOver: () => boolean = () => false,
): Unassigned[] {
  if (unassigned.length === 0) return [];
  const positions = Math.max(1, Math.min(mostPositions, Math.floor(positionsInAll / unassigned.length)));
  const setting: Setting = { tours, sorts: sortFleet(problem, tours), ways: waysOf(problem.travel), positions };
  let looked = 0;
  const alone = unassigned.map((shipment) => (isOver() ? { able: [] } : whenAlone(setting, shipment)));
  return alone.map((found, k): Unassigned => {
    const shipment = unassigned[k];
    const { id } = shipment;
    if ('constraint' in found) return { shipment: id, ...found };
    if (isOver()) return { shipment: id, ...unlooked(shipment) };
    const deep = looked++ < mostLookedAt;
    return { shipment: id, ...inRoutes(setting, shipment, found.able, deep) };
  });
}

function unlooked({ id }: Shipment): Reason {
  const message = `Planning ended before a place for ${id} was found; what stands in its way was not looked into.`;
  return { constraint: 'missing', by: 1, message };
}

/** The reason if no vehicle could take it even with nothing else to do; else the sorts that could. */
function whenAlone({ sorts, ways }: Setting, shipment: Shipment): Reason | { readonly able: readonly Sort[] } {
  const able: Sort[] = [];
  for (const sort of sorts) {
    if (!suits(sort.empty.vehicle, shipment)) continue;
    const found = probe([sort.empty], shipment, ways, 1);
    if (found !== null && 'added' in found) able.push(sort);
  }
  if (able.length > 0) return { able };
  const obstacle = nearestObstacle(
    sorts.map(({ empty }) => empty),
    shipment,
    ways,
    sorts.length,
  );
  // Vehicles whose only tour is committed may still be the ones that could.
  if (obstacle === null) return { able };
  const { constraint, by, message } = obstacle;
  return { constraint, by, message };
}

/** An empty vehicle could take it: what else there is to say. */
function inRoutes(setting: Setting, shipment: Shipment, able: readonly Sort[], deep: boolean): Reason {
  const { tours, ways, positions } = setting;
  const { id, penalty } = shipment;
  const idle = able.flatMap(({ idle: tour }) => (tour === null ? [] : [tour]));
  const running = tours.filter(({ vehicle }) => suits(vehicle, shipment));
  if (penalty !== undefined) {
    const best = deep ? cheapest([...running, ...idle], shipment, ways) : null;
    if (best !== null) return notWorthIt(id, penalty, best.candidate.tour.name, best.added, 'the cheapest way to');
    const [first] = idle;
    if (first !== undefined) {
      const room = probe([first], shipment, ways, 1);
      if (room !== null && 'added' in room) return notWorthIt(id, penalty, first.name, room.added, 'a way to');
    }
  }
  const [still] = idle;
  if (still !== undefined) {
    const message = `Planning ended before a place for ${id} was settled; ${still.name} stands still and could take it.`;
    return { constraint: 'missing', by: 1, message };
  }
  if (running.length === 0) return { constraint: 'vehicle', by: 1, message: `No vehicle was left for ${id}.` };
  const rooms = running.map((tour) => ({ tour, over: lackOfRoom(tour, shipment) }));
  const open = rooms.filter(({ over }) => !exceeds(over, 0));
  if (open.length === 0) {
    const { tour, over } = rooms.reduce((a, b) => (b.over < a.over ? b : a));
    const closest = running.length > 1 ? ', the closest' : '';
    const message = `All vehicles that could take ${id} are in use, and none has room left: ${tour.name}${closest}, lacks ${inWords(over)}.`;
    return { constraint: 'capacity', by: over, message };
  }
  const found = deep
    ? probe(
        open.map(({ tour }) => tour),
        shipment,
        ways,
        positions,
      )
    : null;
  if (found !== null && 'added' in found) {
    if (penalty !== undefined) return notWorthIt(id, penalty, found.tour.name, found.added, 'a way to');
    const message = `Planning ended before a place for ${id} was settled; the route of ${found.tour.name} has one.`;
    return { constraint: 'missing', by: 1, message };
  }
  if (found !== null) return { constraint: found.constraint, by: found.by, message: found.message };
  const message = `All ${running.length} vehicles that could take ${id} are in use, and no place was found in their routes; one more would take it.`;
  return { constraint: 'vehicle', by: 1, message };
}

function notWorthIt(id: string, penalty: number, name: string, added: number, which: string): Reason {
  const message = `Leaving out ${id} costs ${penalty}; ${which} serve it, ${name}, adds ${Math.round(added * 100) / 100}.`;
  return { constraint: 'penalty', by: Math.max(0, added - penalty), message };
}
