/** By how much a shipment is too large for what a route leaves free: a sum, for where there is no time to try places. */
import type { Shipment } from '../problem.ts';
import { loadsOf } from './load.ts';
import type { Tour } from './tour.ts';

/** Goods on board, one entry per dimension, at the moments that matter to goods of each sort. */
interface Moments {
  readonly atStart: readonly number[];
  readonly atEnd: readonly number[];
  readonly any: readonly (readonly number[])[];
}

const moments = new WeakMap<Tour, Moments>();

/** At least this much is missing wherever the shipment is put; 0 or less says nothing. Routes that may reload have room. */
export function lackOfRoom(tour: Tour, { pickup, delivery, amount = [] }: Shipment): number {
  const { capacity = [], maxTrips = 1, committed = [] } = tour.vehicle;
  if (maxTrips > 1) return 0;
  const known = moments.get(tour) ?? read(tour, committed.length);
  moments.set(tour, known);
  const over = (load: readonly number[]): number =>
    amount.reduce(
      (most, size, k) => (size > 0 ? Math.max(most, size + (load[k] ?? 0) - (capacity[k] ?? Infinity)) : most),
      0,
    );
  if (pickup === undefined) return over(known.atStart);
  if (delivery === undefined) return over(known.atEnd);
  return known.any.reduce((least, load) => Math.min(least, over(load)), Infinity);
}

function read(tour: Tour, committed: number): Moments {
  const { after } = loadsOf(tour);
  return { atStart: after[0] ?? [], atEnd: after.at(-1) ?? [], any: after.slice(committed) };
}
