/** Estimates a trip's arrivals anew when something other than its tracker tells where it is. */
import type { Transaction } from 'kysely';
import type { LatLng } from '../../domain/geo.ts';
import { estimateTrip, type Outlook } from '../../domain/trip/estimate-trip.ts';
import { paceOf, shareWay } from '../../domain/trip/follow-trip.ts';
import type { DB } from '../../store/schema.ts';
import { findStopsWithDoors, saveStopProgress, type StopWithDoor } from '../../store/stop.ts';
import { findWatch } from '../../store/tracker-watch.ts';
import { saveProgress, type TripWithCrew } from '../../store/trip.ts';
import { changedMuch, changedStops } from './progress.ts';

export interface Sight {
  /** Null: where it was seen last. */
  readonly here: LatLng | null;
  /** The door where it must be when nobody says anything else. */
  readonly atStop?: string;
  readonly now: Date;
}

/** After an action at a stop of a trip under way, which this transaction has locked. */
export async function estimateAgain(tx: Transaction<DB>, trip: TripWithCrew, sight: Sight): Promise<void> {
  const stops = await findStopsWithDoors(tx, trip.accountId, trip.id);
  const { stops: after, expectedEnd } = await lookAhead(tx, trip, shareWay(stops, trip.drivenMetres), sight);
  await saveStopProgress(tx, changedStops(stops, after));
  if (changedMuch(trip.expectedEnd, expectedEnd)) await saveProgress(tx, trip.version, { ...trip, expectedEnd });
}

/** When the last stop ahead will be reached. A trip that has not set out does so no earlier than planned. */
export async function lastArrival(tx: Transaction<DB>, trip: TripWithCrew, sight: Sight): Promise<Date | null> {
  const stops = await findStopsWithDoors(tx, trip.accountId, trip.id);
  const { stops: after } = await lookAhead(tx, trip, stops, sight);
  const last = after.findLast(({ state }) => state === 'open');
  const times = [last?.expectedArrival, trip.state === 'planned' ? last?.plannedArrival : null].filter((one) => !!one);
  if (times.length === 0) return null;
  return new Date(Math.max(sight.now.getTime(), ...times.map((one) => one.getTime())));
}

async function lookAhead(
  tx: Transaction<DB>,
  trip: TripWithCrew,
  stops: readonly StopWithDoor[],
  { here, atStop, now }: Sight,
): Promise<Outlook<StopWithDoor>> {
  const watch = await findWatch(tx, trip.accountId, trip.id);
  const memory = watch?.memory ?? null;
  const door = stops.find(({ id }) => id === atStop)?.position ?? null;
  return estimateTrip(stops, {
    here: here ?? memory?.following.last ?? door,
    now,
    pace: memory ? paceOf(memory) : { metres: 0, seconds: 0 },
    destination: watch?.destination ?? null,
  });
}
