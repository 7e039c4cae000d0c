/** Reads trips with their stops, the numbers of what they carry, and what they haul. */
import type { Kysely } from 'kysely';
import type { DeliveryState } from '../../domain/delivery/delivery-state.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Haulage } from '../../domain/trip/haulage.ts';
import type { Stop, TripState } from '../../domain/trip/trip.ts';
import { findDeliveryLabels } from '../../store/delivery.ts';
import { findHaulages } from '../../store/haulage.ts';
import type { DB } from '../../store/schema.ts';
import { findStops } from '../../store/stop.ts';
import { findTrips, listTrips as selectTrips, type TripWithCrew } from '../../store/trip.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import type { PageOf } from '../page.ts';

export interface StopView extends Stop {
  readonly orderNumber: string;
  readonly deliveryState: DeliveryState;
}

export interface TripView extends TripWithCrew {
  readonly stops: readonly StopView[];
  /** Null for a trip of deliveries. */
  readonly haulage: Haulage | null;
}

/** @throws DomainError `trip_not_found` */
export async function getTrip(deps: Deps, { accountId }: Caller, id: string): Promise<TripView> {
  return readTrip(deps.db.of(accountId), accountId, id);
}

/** Newest first. */
export async function listTrips(
  deps: Deps,
  { accountId }: Caller,
  filter: PageOf & { readonly state: TripState | null },
): Promise<TripView[]> {
  return withStops(deps.db.of(accountId), accountId, await selectTrips(deps.db.of(accountId), accountId, filter));
}

/** As `getTrip`, in a transaction that may have changed it. */
export async function readTrip(db: Kysely<DB>, accountId: string, id: string): Promise<TripView> {
  const [trip] = await withStops(db, accountId, await findTrips(db, accountId, [id]));
  if (!trip) throw new DomainError('trip_not_found', 'There is no such trip.');
  return trip;
}

async function withStops(db: Kysely<DB>, accountId: string, trips: readonly TripWithCrew[]): Promise<TripView[]> {
  if (trips.length === 0) return [];
  const ids = trips.map(({ id }) => id);
  const stops = await findStops(db, accountId, ids);
  const haulages = new Map((await findHaulages(db, accountId, ids)).map((haulage) => [haulage.tripId, haulage]));
  const labels = await findDeliveryLabels(db, accountId, [...new Set(stops.map(({ deliveryId }) => deliveryId))]);
  return trips.map((trip) => ({
    ...trip,
    haulage: haulages.get(trip.id) ?? null,
    stops: stops.flatMap((stop) => {
      const label = stop.tripId === trip.id && labels.get(stop.deliveryId);
      return label ? [{ ...stop, orderNumber: label.orderNumber, deliveryState: label.state }] : [];
    }),
  }));
}
