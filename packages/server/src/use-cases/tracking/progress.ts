/** What is worth writing of a trip's progress: arrivals move a little with each fix. */
import type { Stop } from '../../domain/trip/trip.ts';

/** An arrival that changes by less than this is left as it stands. */
const leastChangeMs = 30_000;

export function changedMuch(before: Date | null, after: Date | null): boolean {
  if (!before || !after) return before !== after;
  return Math.abs(before.getTime() - after.getTime()) >= leastChangeMs;
}

/** Those of the stops, in the order of both lists, that are to be written. */
export function changedStops(before: readonly Stop[], after: readonly Stop[]): readonly Stop[] {
  return after.filter((stop, index) => {
    const was = before[index];
    return (
      !was ||
      was.fenceEnteredAt !== stop.fenceEnteredAt ||
      was.fenceLeftAt !== stop.fenceLeftAt ||
      was.drivenMetres !== stop.drivenMetres ||
      changedMuch(was.expectedArrival, stop.expectedArrival)
    );
  });
}
