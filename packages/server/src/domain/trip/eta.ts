/** When a trip will be where: from the last fix, the stops ahead and how fast it has been going. */
import type { LatLng } from '../geo.ts';
import { schedule, type SpeedProfile, type Timing, type Visit } from './schedule.ts';
import type { Stop } from './trip.ts';

/** Between towns: roads 1.25 times the great circle, 45 km/h with halts. */
const roadProfile: SpeedProfile = { detourFactor: 1.25, metresPerSecond: 45 / 3.6 };

/** How goods travel from hub to hub, by mode of transport. */
export const haulProfiles = {
  road: roadProfile,
  rail: roadProfile,
  // from gate to gate
  air: { detourFactor: 1, metresPerSecond: 500 / 3.6 },
} as const satisfies Record<string, SpeedProfile>;

/** What was driven of late, without the time at doors and in hubs. */
export interface Pace {
  readonly metres: number;
  readonly seconds: number;
}

/** Seconds of driving after which the pace alone counts. */
const enoughSeconds = 15 * 60;
/** However it went of late, nobody stays this much slower or faster than usual. */
const slowest = 0.5;
const fastest = 1.5;

/** The usual speed blended with that of late; the more was driven, the more the latter counts. */
export function atPace(usual: SpeedProfile, { metres, seconds }: Pace): SpeedProfile {
  if (seconds < 1) return usual;
  const weight = Math.min(1, seconds / enoughSeconds);
  const blended = usual.metresPerSecond * (1 - weight) + (metres / seconds) * weight;
  const factor = Math.min(fastest, Math.max(slowest, blended / usual.metresPerSecond));
  return { ...usual, metresPerSecond: usual.metresPerSecond * factor };
}

/** A stop that is not over yet, with what its delivery says of the door. */
export interface StopAhead extends Visit {
  readonly arrivedAt: Date | null;
}

/**
 * Arrival and departure at each stop, in driving order, never before now; where the courier stands at a door already,
 * what is left of the service there comes first. A stop whose place nobody knows has no times, nor has any after it.
 */
export function estimate(
  here: LatLng | null,
  now: Date,
  stops: readonly StopAhead[],
  profile: SpeedProfile,
): readonly Timing[] {
  if (!here) return stops.map(() => ({ arrival: null, departure: null, distanceMetres: null }));
  const attended = stops.filter(({ arrivedAt }) => arrivedAt !== null);
  const ahead = stops.filter(({ arrivedAt }) => arrivedAt === null);
  const times = schedule(here, now, [...attended.map((stop) => rest(stop, here, now)), ...ahead], profile);
  const byStop = new Map([...attended, ...ahead].map((stop, index) => [stop, times[index]]));
  return stops.map((stop) => byStop.get(stop) ?? { arrival: null, departure: null, distanceMetres: null });
}

/** What remains to be done at a door where the courier stands. */
function rest(stop: StopAhead, here: LatLng, now: Date): Visit {
  const spentMinutes = Math.max(0, (now.getTime() - (stop.arrivedAt ?? now).getTime()) / 60_000);
  return { ...stop, position: here, serviceMinutes: Math.max(0, (stop.serviceMinutes ?? 0) - spentMinutes) };
}

/**
 * The arrival that is expected at a stop as of now. While it is ahead of a trip under way that is never a time gone by:
 * a silent tracker does not make a courier arrive.
 * @param underWay whether the trip has set out
 */
export function expectedArrival(
  { state, expectedArrival: expected, plannedArrival }: Pick<Stop, 'state' | 'expectedArrival' | 'plannedArrival'>,
  underWay: boolean,
  now: Date,
): Date | null {
  const arrival = expected ?? plannedArrival;
  return arrival && underWay && state === 'open' && arrival < now ? now : arrival;
}
