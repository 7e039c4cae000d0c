/** Takes what a trip's tracker has told since it was looked at last: hubs, doors, the way driven, new arrivals. */
import type { Transaction } from 'kysely';
import { unseen } from '../../domain/hub/crossing.ts';
import { believedOf } from '../../domain/tracking/believe.ts';
import { estimateTrip } from '../../domain/trip/estimate-trip.ts';
import { doorsInside, followTrip, freshMemory, paceOf, shareWay, type Memory } from '../../domain/trip/follow-trip.ts';
import { endVisitsOfOtherTrips, findFences, saveVisits, type FencedHub } from '../../store/hub-visit.ts';
import { listUnseenFixes } from '../../store/position.ts';
import type { DB } from '../../store/schema.ts';
import { findStopsWithDoors, saveStopProgress, type StopWithDoor } from '../../store/stop.ts';
import { findWatch, saveWatch, type Watch } from '../../store/tracker-watch.ts';
import { saveProgress, type TripWithCrew } from '../../store/trip.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { recordEvents } from '../record-events.ts';
import { crossHubs } from './cross-hubs.ts';
import { changedMuch, changedStops } from './progress.ts';

/** Fixes in one transaction; what is left is taken in the next. */
const mostFixes = 500;
/** Arrivals are estimated this often at most, unless a hub was entered or left. */
const estimateEveryMs = 20_000;

/**
 * Takes the fixes that were received by `ripeAt`, and those that they have overtaken, in the transaction that has
 * locked the trip. Later ones of an earlier time belong to the track and change nothing here.
 * @returns the trip after it; null when there was nothing to take.
 */
export async function takeFixes(
  deps: Pick<Deps, 'newId' | 'now'>,
  tx: Transaction<DB>,
  caller: Caller,
  before: TripWithCrew,
  ripeAt: Date,
): Promise<TripWithCrew | null> {
  const { accountId, id: tripId } = before;
  const watch = await findWatch(tx, accountId, tripId);
  if (!watch?.trackerId) return null;
  const { trackerId, after } = watch;
  const fixes = await listUnseenFixes(tx, accountId, trackerId, { after, ripeAt, limit: mostFixes });
  if (fixes.length === 0) return null;
  const key = { accountId, trackerId, tripId };
  const stops = await findStopsWithDoors(tx, accountId, tripId);
  const places = believedOf(watch.memory?.following ?? unseen, fixes);
  const hubs = places.length > 0 ? await findFences(tx, accountId, tripId, places) : [];
  const seen = followTrip(recall(watch, before, hubs, stops), fixes, hubs, stops);
  const { memory } = seen;
  const { trip, events, ...visits } = crossHubs(deps, before, seen.crossings, hubs);

  const now = deps.now();
  const due = !watch.estimatedAt || now.getTime() - watch.estimatedAt.getTime() >= estimateEveryMs;
  const doors = shareWay(seen.stops, memory.drivenMetres);
  const outlook =
    due || events.length > 0
      ? estimateTrip(doors, { here: memory.following.last, now, pace: paceOf(memory), destination: watch.destination })
      : { stops: doors, expectedEnd: before.expectedEnd };
  const { expectedEnd } = changedMuch(before.expectedEnd, outlook.expectedEnd) ? outlook : before;
  const followed = { ...trip, drivenMetres: memory.drivenMetres, expectedEnd };
  // before the watch moves on: it says where the other trip was seen last
  if (!watch.memory || visits.begun.length > 0) await endVisitsOfOtherTrips(tx, key);
  await saveWatch(tx, key, memory, { estimatedAt: due || events.length > 0 ? now : watch.estimatedAt, now });
  await saveVisits(tx, key, visits);
  await saveStopProgress(tx, changedStops(stops, outlook.stops));
  if (isNews(before, followed)) await saveProgress(tx, before.version, followed);
  await recordEvents(deps, tx, caller, events);
  return followed;
}

/** What the watch remembers, with what stands in other tables: the way driven, and the fences it is in. */
function recall(
  { memory }: Watch,
  { drivenMetres }: TripWithCrew,
  hubs: readonly FencedHub[],
  stops: readonly StopWithDoor[],
): Memory {
  const inHubs = hubs.filter(({ openVisitId }) => openVisitId !== null).map(({ id }) => id);
  const known = memory ?? freshMemory;
  return { ...known, drivenMetres, following: { ...known.following, inside: [...inHubs, ...doorsInside(stops)] } };
}

function isNews(before: TripWithCrew, after: TripWithCrew): boolean {
  return (
    before.version !== after.version ||
    before.drivenMetres !== after.drivenMetres ||
    before.expectedEnd !== after.expectedEnd
  );
}
