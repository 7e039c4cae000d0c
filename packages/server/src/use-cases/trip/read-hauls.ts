/** Tells how trips stand, asked for by id or by name: hauls and trips of deliveries alike. */
import { plannedArrival } from '../../domain/trip/haulage.ts';
import { findTripStatus, type TripStatus } from '../../store/trip-status.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';

export type { TripStatus };

/** In how a trip may be asked for, both may fit: a name can look like an id. */
export interface TripQuestion {
  readonly id: string | null;
  readonly name: string | null;
}

/** What was found for each question, in the order of the questions; one trip may answer several. */
export async function tripStatusOf(
  deps: Deps,
  { accountId }: Caller,
  questions: readonly TripQuestion[],
): Promise<(readonly TripStatus[])[]> {
  const ids = questions.flatMap(({ id }) => id ?? []);
  const names = questions.flatMap(({ name }) => name ?? []);
  const found = await findTripStatus(deps.db.of(accountId), accountId, { ids, names });
  return questions.map(({ id, name }) => found.filter((trip) => trip.id === id || trip.name === name));
}

/**
 * When a trip should be at its end: reckoned from where it is, else by its timetable; null when nobody can say. While it
 * is under way that is never a time gone by.
 */
export function etaOf(trip: TripStatus, now: Date): Date | null {
  const end = trip.expectedEnd ?? trip.plannedEnd ?? haulArrival(trip);
  return end && trip.state === 'started' && end < now ? now : end;
}

function haulArrival({ haulage, startedAt, origin, destination }: TripStatus): Date | null {
  if (!haulage) return null;
  return plannedArrival(haulage.transportMode, startedAt ?? haulage.reportingAt, origin, destination);
}
