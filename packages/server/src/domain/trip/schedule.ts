/** When a courier should be where: a simple timetable from great-circle distances, until a planner or a router knows better. */
import { distanceMetres, type LatLng } from '../geo.ts';

/** What the timetable assumes of a road network: how much longer roads are, and how fast one drives on them. */
export interface SpeedProfile {
  readonly detourFactor: number;
  readonly metresPerSecond: number;
}

/** A city in daytime: roads 1.3 times the great circle, 25 km/h. */
export const cityProfile: SpeedProfile = { detourFactor: 1.3, metresPerSecond: 25 / 3.6 };

export interface Visit {
  readonly position: LatLng | null;
  readonly earliest: Date | null;
  readonly serviceMinutes: number | null;
}

export interface Timing {
  readonly arrival: Date | null;
  readonly departure: Date | null;
  /** From the place before. */
  readonly distanceMetres: number | null;
}

/**
 * Arrival, departure and distance of each visit in order, from a start at `setOff`.
 * Service begins no earlier than the visit's window. A visit without a position has no times, nor has any after it.
 */
export function schedule(
  start: LatLng | null,
  setOff: Date,
  visits: readonly Visit[],
  profile: SpeedProfile = cityProfile,
): readonly Timing[] {
  let here = start;
  let clock: number | null = setOff.getTime();
  return visits.map(({ position, earliest, serviceMinutes }) => {
    const distance = here && position ? Math.round(distanceMetres(here, position) * profile.detourFactor) : null;
    // the first visit of a trip that starts nowhere in particular is where the trip starts
    const travel = distance ?? (here === null && position && clock === setOff.getTime() ? 0 : null);
    here = position;
    if (clock === null || travel === null) {
      clock = null;
      return { arrival: null, departure: null, distanceMetres: distance };
    }
    const arrival = clock + Math.round((travel / profile.metresPerSecond) * 1000);
    const begin = Math.max(arrival, earliest?.getTime() ?? arrival);
    clock = begin + (serviceMinutes ?? 0) * 60_000;
    return { arrival: new Date(arrival), departure: new Date(clock), distanceMetres: distance };
  });
}
