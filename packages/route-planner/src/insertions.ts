/** Every way to put one shipment into given routes, cheapest bound first: what `insert`, `explain` and reasons are made of. */
import type { FollowedTour } from './evaluate/follow.ts';
import { followTour } from './evaluate/follow.ts';
import type { Call, Tour, VisitCall } from './evaluate/tour.ts';
import { isVisit } from './evaluate/tour.ts';
import { exceeds } from './evaluate/tolerance.ts';
import type { Ways } from './evaluate/ways.ts';
import { closes, fitsAt, hasRoom, lineOf, opens, way } from './insert-line.ts';
import type { Problem, Shipment, Vehicle } from './problem.ts';

export interface Candidate {
  readonly tour: Tour;
  /** Index of the call to put the first visit before. */
  readonly at: number;
  /** Index of the call (as it is now) to put a pair's delivery before; -1 where there is one visit. */
  readonly deliveryAt: number;
  readonly reload: boolean;
  /** Added distance times its rate, and the fixed cost of an idle vehicle: what it costs at least, if waiting pays for time. */
  readonly bound: number;
}

/** The tours as they run, and one idle vehicle of each entry of the fleet. */
export function toursWithIdle({ vehicles }: Problem, running: readonly Tour[]): Tour[] {
  const names = new Set(running.map(({ name }) => name));
  const idle = vehicles.flatMap((vehicle): Tour[] => {
    const { id, count = 1 } = vehicle;
    for (let copy = 1; copy <= count; copy++) {
      const name = count === 1 ? id : `${id}#${copy}`;
      if (!names.has(name)) return [{ name, vehicle, calls: [] }];
    }
    return [];
  });
  return [...running, ...idle];
}

/** Skills and pinning. */
export function suits({ id, skills = [] }: Vehicle, shipment: Shipment): boolean {
  return (
    (shipment.skills ?? []).every((skill) => skills.includes(skill)) &&
    (shipment.vehicles === undefined || shipment.vehicles.includes(id))
  );
}

/**
 * Candidates in one tour, in no order. With `sound` only those that the windows of single stops and the loads allow;
 * breaks, limits of the whole route and the choice between several windows are left to `tryOut`.
 */
export function candidatesIn(tour: Tour, shipment: Shipment, ways: Ways, sound: boolean): Candidate[] {
  const { vehicle, calls } = tour;
  const { pickup, delivery } = shipment;
  const line = lineOf(tour, ways);
  const { costPerDistance = 1, committed = [], fixedCost = 0, maxTrips = 1 } = vehicle;
  const found: Candidate[] = [];
  const base = calls.length === 0 ? fixedCost + costPerDistance * way(ways, line.places[0], line.places[1]) : 0;
  const visit = pickup ?? delivery;
  if (visit === undefined) return [];
  const reloads = calls.filter((call) => !isVisit(call)).length;
  const paired = pickup !== undefined && delivery !== undefined ? delivery : null;
  // Once per tour: the first call of a process runs uncompiled, where every small thing per position counts.
  const [opensAt, closesAt] = [opens(visit), closes(visit)];
  const pairedCloses = paired === null ? Infinity : closes(paired);
  const { slow } = line;
  const mayReload = reloads + 1 < maxTrips && calls.length > 0;
  const offer = (at: number, deliveryAt: number, reload: boolean, added: number): void => {
    found.push({ tour, at, deliveryAt, reload, bound: base + costPerDistance * added });
  };
  for (let at = committed.length; at <= calls.length; at++) {
    if (sound && !mayReload && paired === null && !hasRoom(line, at, shipment, vehicle)) continue;
    const here = line.places[at];
    const next = line.places[at + 1];
    let time = line.departs[at] + ways.duration(here ?? 0, visit.location) * slow;
    if (time < opensAt) time = opensAt;
    if (sound && exceeds(time, closesAt)) continue;
    const into = way(ways, here, visit.location);
    if (sound && !Number.isFinite(into)) continue;
    const straight = line.lengths[at];
    const detour = into + way(ways, visit.location, next) - straight;
    time += visit.service ?? 0;
    if (mayReload && at > 0)
      offer(
        at,
        paired === null ? -1 : at,
        true,
        way(ways, here, vehicle.start) + way(ways, vehicle.start, visit.location) - into + detour,
      );
    if (paired === null) {
      const arrival = time + (next === null ? 0 : ways.duration(visit.location, next) * slow);
      if (sound && (exceeds(arrival, line.begins[at + 1]) || !hasRoom(line, at, shipment, vehicle))) continue;
      offer(at, -1, false, detour);
      continue;
    }
    if (sound && !fitsAt(line, at, shipment, vehicle)) continue;
    const between = ways.distance(visit.location, paired.location);
    const together = into + between + way(ways, paired.location, next) - straight;
    offer(at, at, false, together);
    time += next === null ? 0 : ways.duration(visit.location, next) * slow;
    for (let later = at + 1; later <= calls.length; later++) {
      if (sound && (exceeds(time, line.begins[later]) || !fitsAt(line, later, shipment, vehicle))) break;
      const call = calls[later - 1];
      time = Math.max(time, line.opens[later]) + (call !== undefined && isVisit(call) ? (call.visit.service ?? 0) : 0);
      const [from, to] = [line.places[later], line.places[later + 1]];
      const arrival = time + ways.duration(from ?? 0, paired.location) * slow;
      if (!sound || !exceeds(arrival, pairedCloses))
        offer(
          at,
          later,
          false,
          detour + way(ways, from, paired.location) + way(ways, paired.location, to) - line.lengths[later],
        );
      if (to !== null && to !== undefined) time += ways.duration(from ?? 0, to) * slow;
    }
  }
  return found;
}

/** The calls of its tour with the shipment among them. */
export function callsWith({ tour, at, deliveryAt, reload }: Candidate, shipment: Shipment): Call[] {
  const { pickup, delivery } = shipment;
  const calls: Call[] = [...tour.calls];
  if (deliveryAt >= 0 && delivery !== undefined)
    calls.splice(deliveryAt, 0, { kind: 'delivery', shipment, visit: delivery });
  const first: VisitCall | null =
    pickup !== undefined
      ? { kind: 'pickup', shipment, visit: pickup }
      : delivery !== undefined
        ? { kind: 'delivery', shipment, visit: delivery }
        : null;
  if (first !== null) calls.splice(at, 0, ...(reload ? [{ kind: 'reload' } as const] : []), first);
  return calls;
}

/** The exact outcome of one candidate. */
export function tryOut(candidate: Candidate, shipment: Shipment, ways: Ways): FollowedTour {
  return followTour({ ...candidate.tour, calls: callsWith(candidate, shipment) }, ways);
}
