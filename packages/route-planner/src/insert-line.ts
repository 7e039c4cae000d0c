/** A tour laid out position by position, so that a place in it can be judged by a few additions. */
import { exceeds } from './evaluate/tolerance.ts';
import type { Call, Tour } from './evaluate/tour.ts';
import { isVisit } from './evaluate/tour.ts';
import type { Ways } from './evaluate/ways.ts';
import type { Shipment, Vehicle, Visit } from './problem.ts';

/** A tour from its start (index 0) over its calls to its end: where, how early, how late, with how much. */
export interface Line {
  readonly places: readonly (number | null)[];
  /** Distance from each to the next, and how long that takes. */
  readonly lengths: readonly number[];
  readonly drives: readonly number[];
  readonly departs: readonly number[];
  readonly begins: readonly number[];
  /** Hull of the windows. */
  readonly opens: readonly number[];
  readonly closes: readonly number[];
  /** Per dimension: on board when leaving each. */
  readonly loads: readonly (readonly number[])[];
  /** The most of it in the same trip up to and including each, and from each on. */
  readonly mostUntil: readonly (readonly number[])[];
  readonly mostFrom: readonly (readonly number[])[];
  readonly slow: number;
}

/** Reasons ask for the same tours again and again. */
const lines = new WeakMap<Tour, { readonly ways: Ways; readonly line: Line }>();

export function lineOf(tour: Tour, ways: Ways): Line {
  const known = lines.get(tour);
  if (known?.ways === ways) return known.line;
  const line = drawLine(tour, ways);
  lines.set(tour, { ways, line });
  return line;
}

function drawLine({ vehicle, calls }: Tour, ways: Ways): Line {
  const { start, end = start, speedFactor = 1, shift = [0, Infinity], reloadDuration = 0, capacity = [] } = vehicle;
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
    drives.push(there ? ways.duration(from, to) / speedFactor : 0);
  }
  const departs = [shift[0]];
  for (let k = 1; k < places.length; k++) departs.push(Math.max(departs[k - 1] + drives[k - 1], opensAt[k]) + lasts[k]);
  const begins = [...closesAt];
  for (let k = places.length - 2; k >= 0; k--) begins[k] = Math.min(closesAt[k], begins[k + 1] - drives[k] - lasts[k]);
  const loads = capacity.map((_, dimension) => loadsAlong(calls, dimension));
  return {
    places,
    lengths,
    drives,
    departs,
    begins,
    opens: opensAt,
    closes: closesAt,
    loads,
    mostUntil: loads.map((along) => highestInTrip(along, (k) => reloadsAt(calls, k - 1))),
    mostFrom: loads.map((along) => {
      const last = along.length - 1;
      return highestInTrip(along.toReversed(), (k) => reloadsAt(calls, last - k)).toReversed();
    }),
    slow: 1 / speedFactor,
  };
}

const reloadsAt = (calls: readonly Call[], k: number): boolean => {
  const call = calls[k];
  return call !== undefined && !isVisit(call);
};

/** Begins anew where a trip does. */
function highestInTrip(numbers: readonly number[], begins: (index: number) => boolean): number[] {
  let highest = -Infinity;
  return numbers.map((number, k) => (highest = begins(k) ? number : Math.max(highest, number)));
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

export const fitsAt = ({ loads }: Line, at: number, { amount = [] }: Shipment, { capacity = [] }: Vehicle): boolean =>
  loads.every(
    (along, dimension) => !exceeds((along[at] ?? 0) + (amount[dimension] ?? 0), capacity[dimension] ?? Infinity),
  );

/** Goods from the start must fit on all the way to here, goods for the end on all the way from here; of the same trip. */
export function hasRoom(
  line: Line,
  at: number,
  { pickup, amount = [] }: Shipment,
  { capacity = [] }: Vehicle,
): boolean {
  const most = pickup === undefined ? line.mostUntil : line.mostFrom;
  return most.every(
    (along, dimension) => !exceeds((along[at] ?? 0) + (amount[dimension] ?? 0), capacity[dimension] ?? Infinity),
  );
}

export function opens({ windows }: Visit): number {
  if (windows === undefined) return -Infinity;
  let least = Infinity;
  for (const [from] of windows) if (from < least) least = from;
  return windows.length === 0 ? -Infinity : least;
}

export function closes({ windows }: Visit): number {
  if (windows === undefined) return Infinity;
  let most = -Infinity;
  for (const [, until] of windows) if (until > most) most = until;
  return windows.length === 0 ? Infinity : most;
}

/** An open end is 0 far. */
export const way = (ways: Ways, from: number | null | undefined, to: number | null | undefined): number =>
  typeof from === 'number' && typeof to === 'number' ? ways.distance(from, to) : 0;
