/** The arrivals that are expected of a whole trip: at its stops, and at its end. */
import type { LatLng } from '../geo.ts';
import { atPace, estimate, haulProfiles, type Pace, type StopAhead } from './eta.ts';
import { cityProfile, schedule, type SpeedProfile } from './schedule.ts';
import type { Stop } from './trip.ts';

export interface Outlook<T> {
  readonly stops: readonly T[];
  /** Null where nothing is ahead, or nobody can tell. */
  readonly expectedEnd: Date | null;
}

export interface Whereabouts {
  /** Null: nobody knows. */
  readonly here: LatLng | null;
  readonly now: Date;
  readonly pace: Pace;
  /** Of a haul. */
  readonly destination: { readonly position: LatLng; readonly mode: string } | null;
}

/** @param stops in driving order, without those that were taken off */
export function estimateTrip<T extends Stop & StopAhead>(
  stops: readonly T[],
  { here, now, pace, destination }: Whereabouts,
): Outlook<T> {
  const ahead = stops.filter(({ state }) => state === 'open' || state === 'arrived');
  const times = estimate(here, now, ahead, atPace(cityProfile, pace));
  const byId = new Map(ahead.map((stop, index) => [stop.id, times[index]?.arrival ?? null]));
  const expected = stops.map((stop) => {
    const arrival = byId.get(stop.id);
    // what was expected before is better than nothing
    return stop.state === 'open' && arrival ? { ...stop, expectedArrival: arrival } : stop;
  });
  if (!destination) return { stops: expected, expectedEnd: here && (times.at(-1)?.departure ?? null) };
  const target = { position: destination.position, earliest: null, serviceMinutes: null };
  const [timing] = schedule(here ?? destination.position, now, [target], atPace(profileOf(destination.mode), pace));
  return { stops: expected, expectedEnd: here && (timing?.arrival ?? null) };
}

function profileOf(mode: string): SpeedProfile {
  const profiles: Readonly<Record<string, SpeedProfile>> = haulProfiles;
  return profiles[mode] ?? haulProfiles.road;
}
