/** Which fields of a delivery a change really changes, in the core's words: `waybillNumber`, `pickup.window`, `packages`. */
import type { Delivery, Place } from './delivery.ts';

const places = ['pickup', 'dropoff', 'returnTo'] as const;

/** Only what differs: a field that was named and stays the same is left out. */
export function changedFields(before: Delivery, patch: Partial<Delivery>): string[] {
  const { pickup, dropoff, returnTo, ...plain } = patch;
  const after = { pickup, dropoff, returnTo };
  const ofPlaces = places.flatMap((name) => {
    const [old, next] = [before[name], after[name]];
    if (next === undefined || same(old, next)) return [];
    if (!old || !next) return [name];
    return keysOf(next).filter((key) => !same(old[key], next[key])).map((key) => `${name}.${key}`); // prettier-ignore
  });
  return [...keysOf(plain).filter((key) => !same(before[key], plain[key])), ...ofPlaces];
}

function keysOf<T extends Partial<Delivery> | Place>(value: T): readonly (keyof T & string)[] {
  // what stands in a value of the domain is what its type names
  return Object.keys(value) as (keyof T & string)[];
}

/** Values of the domain are plain data, and their keys have one order. */
function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
