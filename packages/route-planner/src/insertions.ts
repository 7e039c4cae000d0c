/** Every way to put one shipment into given routes, cheapest bound first: what `insert`, `explain` and reasons are made of. */
import type { FollowedTour } from './evaluate/follow.ts';
import { followTour } from './evaluate/follow.ts';
import type { Call, Tour, VisitCall } from './evaluate/tour.ts';
import { isVisit } from './evaluate/tour.ts';
import { exceeds } from './evaluate/tolerance.ts';
import type { Ways } from './evaluate/ways.ts';
import type { Problem, Shipment, Vehicle, Visit } from './problem.ts';

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

export interface Inserted {
  readonly calls: readonly Call[];
  readonly followed: FollowedTour;
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

/** The exact outcome of one candidate. */
export function tryOut({ tour, at, deliveryAt, reload }: Candidate, shipment: Shipment, ways: Ways): Inserted {
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
  return { calls, followed: followTour({ ...tour, calls }, ways) };
}

/** The cheapest candidate that breaks nothing, among all tours. */
export function cheapest(
  tours: readonly Tour[],
  shipment: Shipment,
  ways: Ways,
): { candidate: Candidate; inserted: Inserted; added: number; addedDistance: number } | null {
  const candidates = tours
    .filter(({ vehicle }) => suits(vehicle, shipment))
    .flatMap((tour) => candidatesIn(tour, shipment, ways, true))
    .toSorted((a, b) => a.bound - b.bound);
  const before = new Map<Tour, Standing>();
  let best: ReturnType<typeof cheapest> = null;
  for (const candidate of candidates) {
    if (best !== null && candidate.bound >= best.added) break;
    const { tour } = candidate;
    const now = before.get(tour) ?? standingOf(tour, ways);
    before.set(tour, now);
    const inserted = tryOut(candidate, shipment, ways);
    const { route, violations } = inserted.followed;
    if (violations.length > now.violations) continue;
    const added = route.cost.total - now.cost;
    if (best === null || added < best.added)
      best = { candidate, inserted, added, addedDistance: route.distance - now.distance };
  }
  return best;
}

interface Standing {
  readonly cost: number;
  readonly distance: number;
  readonly violations: number;
}

/** A vehicle that stands still costs nothing and breaks nothing, wherever it would have to end. */
function standingOf(tour: Tour, ways: Ways): Standing {
  if (tour.calls.length === 0) return { cost: 0, distance: 0, violations: 0 };
  const { route, violations } = followTour(tour, ways);
  return { cost: route.cost.total, distance: route.distance, violations: violations.length };
}

/** A tour from its start (index 0) over its calls to its end: where, how early, how late, with how much. */
interface Line {
  readonly places: readonly (number | null)[];
  /** Distance from each to the next. */
  readonly lengths: readonly number[];
  readonly departs: readonly number[];
  readonly begins: readonly number[];
  readonly opens: readonly number[];
  /** Per dimension: on board when leaving each. */
  readonly loads: readonly (readonly number[])[];
  /** The most of it up to and including each, and from each on. */
  readonly mostUntil: readonly (readonly number[])[];
  readonly mostFrom: readonly (readonly number[])[];
  readonly slow: number;
}

/** Reasons ask for the same tours again and again. */
const lines = new WeakMap<Tour, { readonly ways: Ways; readonly line: Line }>();

function lineOf(tour: Tour, ways: Ways): Line {
  const known = lines.get(tour);
  if (known?.ways === ways) return known.line;
  const line = drawLine(tour, ways);
  lines.set(tour, { ways, line });
  return line;
}

function drawLine({ vehicle, calls }: Tour, ways: Ways): Line {
  const { start, end = start, speedFactor = 1, shift = [0, Infinity], reloadDuration = 0, capacity = [] } = vehicle;
  const slow = 1 / speedFactor;
  const places: (number | null)[] = [start];
  const opensAt = [shift[0]];
  const closesAt = [shift[1]];
  const lasts = [0];
  for (const call of calls) {
    const visit = isVisit(call) ? call.visit : null;
    places.push(visit?.location ?? start);
    opensAt.push(visit === null ? -Infinity : opens(visit));
    closesAt.push(visit === null ? Infinity : closes(visit));
    lasts.push(visit === null ? reloadDuration : (visit.service ?? 0));
  }
  places.push(end);
  opensAt.push(shift[0]);
  closesAt.push(shift[1]);
  lasts.push(0);
  const lengths: number[] = [];
  const drives: number[] = [];
  for (let k = 0; k < places.length - 1; k++) {
    const [from, to] = [places[k], places[k + 1]];
    const there = typeof from === 'number' && typeof to === 'number';
    lengths.push(there ? ways.distance(from, to) : 0);
    drives.push(there ? ways.duration(from, to) * slow : 0);
  }
  const departs = [shift[0]];
  for (let k = 1; k < places.length; k++) departs.push(Math.max(departs[k - 1] + drives[k - 1], opensAt[k]) + lasts[k]);
  const begins = [...closesAt];
  for (let k = places.length - 2; k >= 0; k--) begins[k] = Math.min(closesAt[k], begins[k + 1] - drives[k] - lasts[k]);
  const loads = capacity.map((_, dimension) => loadsAlong(calls, dimension));
  return {
    places,
    lengths,
    departs,
    begins,
    opens: opensAt,
    loads,
    mostUntil: loads.map((along) => highestSoFar(along)),
    mostFrom: loads.map((along) => highestSoFar(along.toReversed()).toReversed()),
    slow,
  };
}

function highestSoFar(numbers: readonly number[]): number[] {
  let highest = -Infinity;
  return numbers.map((number) => (highest = Math.max(highest, number)));
}

function loadsAlong(calls: readonly Call[], dimension: number): number[] {
  const toLoad = (from: number): number => {
    let sum = 0;
    for (let k = from; k < calls.length; k++) {
      const call = calls[k];
      if (call === undefined || !isVisit(call)) break;
      if (call.shipment.pickup === undefined) sum += call.shipment.amount?.[dimension] ?? 0;
    }
    return sum;
  };
  let load = toLoad(0);
  let collected = 0;
  const loads = [load];
  calls.forEach((call, k) => {
    if (isVisit(call)) {
      const amount = call.shipment.amount?.[dimension] ?? 0;
      load += call.kind === 'pickup' ? amount : -amount;
      if (call.shipment.delivery === undefined) collected += amount;
    } else {
      load += toLoad(k + 1) - collected;
      collected = 0;
    }
    loads.push(load);
  });
  return loads;
}

const fitsAt = ({ loads }: Line, at: number, { amount = [] }: Shipment, { capacity = [] }: Vehicle): boolean =>
  loads.every(
    (along, dimension) => !exceeds((along[at] ?? 0) + (amount[dimension] ?? 0), capacity[dimension] ?? Infinity),
  );

/** Goods from the start must fit on all the way to here, goods for the end on all the way from here (of a single trip). */
function hasRoom(
  line: Line,
  at: number,
  { pickup, amount = [] }: Shipment,
  { capacity = [], maxTrips = 1 }: Vehicle,
): boolean {
  if (maxTrips > 1) return true;
  const most = pickup === undefined ? line.mostUntil : line.mostFrom;
  return most.every(
    (along, dimension) => !exceeds((along[at] ?? 0) + (amount[dimension] ?? 0), capacity[dimension] ?? Infinity),
  );
}

function opens({ windows }: Visit): number {
  if (windows === undefined) return -Infinity;
  let least = Infinity;
  for (const [from] of windows) if (from < least) least = from;
  return windows.length === 0 ? -Infinity : least;
}

function closes({ windows }: Visit): number {
  if (windows === undefined) return Infinity;
  let most = -Infinity;
  for (const [, until] of windows) if (until > most) most = until;
  return windows.length === 0 ? Infinity : most;
}

/** An open end is 0 far. */
const way = (ways: Ways, from: number | null | undefined, to: number | null | undefined): number =>
  typeof from === 'number' && typeof to === 'number' ? ways.distance(from, to) : 0;
