/** Loads, starts, ends and calls off trips; their deliveries move with them. */
import type { Transaction } from 'kysely';
import { dispatch, release } from '../../domain/delivery/on-the-road.ts';
import type { Delivery } from '../../domain/delivery/delivery.ts';
import { onTheRoad } from '../../domain/delivery/delivery-state.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Report } from '../../domain/event/event.ts';
import type { LatLng } from '../../domain/geo.ts';
import * as lifecycle from '../../domain/trip/lifecycle.ts';
import { timed } from '../../domain/trip/make-stops.ts';
import { dropped } from '../../domain/trip/stop-progress.ts';
import type { Stop, Trip } from '../../domain/trip/trip.ts';
import { findCourier } from '../../store/courier.ts';
import { lockDeliveries } from '../../store/delivery.ts';
import { holdDriverOf } from '../../store/haulage.ts';
import type { DB } from '../../store/schema.ts';
import { findStops, saveStops } from '../../store/stop.ts';
import { lockTrip, saveTrip, toTripSummary, type TripWithCrew } from '../../store/trip.ts';
import { holdVehicleOf } from '../../store/vehicle.ts';
import { violates } from '../../store/violation.ts';
import type { Caller } from '../caller.ts';
import { changeDeliveries } from '../delivery/change-deliveries.ts';
import type { Deps } from '../deps.ts';
import { recordEvents } from '../record-events.ts';
import { lastArrival } from '../tracking/estimate-again.ts';
import { transact } from '../transact.ts';
import { startingPlace } from './create-trip.ts';
import { readTrip, type TripView } from './read-trips.ts';

/** A locked trip with what it carries; deliveries that went elsewhere since are left out. */
export interface LockedTrip {
  readonly trip: TripWithCrew;
  readonly stops: readonly Stop[];
  readonly deliveries: readonly Delivery[];
  readonly scene: lifecycle.TripScene;
}

/** @throws DomainError `trip_not_found` */
export async function lockWholeTrip(deps: Deps, tx: Transaction<DB>, caller: Caller, id: string): Promise<LockedTrip> {
  const trip = await lockTrip(tx, caller.accountId, id);
  if (!trip) throw new DomainError('trip_not_found', 'There is no such trip.');
  const all = await findStops(tx, caller.accountId, [id]);
  const ids = [...new Set(all.map(({ deliveryId }) => deliveryId))];
  const locked = await lockDeliveries(tx, caller.accountId, ids);
  const deliveries = locked.filter((delivery) => delivery.tripId === id && delivery.state !== 'ready');
  // read again: a courier may have left a stop while we waited for the locks
  const stops = await findStops(tx, caller.accountId, [id]);
  const named = deliveries.map((delivery) => ({ id: delivery.id, orderNumber: delivery.orderNumber }));
  return { trip, stops, deliveries, scene: { summary: toTripSummary(trip), deliveries: named, now: deps.now() } };
}

/** Everything is on the vehicle. @throws DomainError `trip_not_found`, `illegal_transition` */
export async function finishLoading(deps: Deps, caller: Caller, id: string, report: Report): Promise<TripView> {
  return transact(deps, caller, async (tx) => {
    const { trip, deliveries, scene } = await lockWholeTrip(deps, tx, caller, id);
    const here = report.position ?? (trip.state === 'planned' ? await startOf(tx, trip, deliveries) : null);
    const revisedEta = await lastArrival(tx, trip, { here, now: deps.now() });
    const changed = lifecycle.finishLoading(trip, report, revisedEta, scene);
    await saveTrip(tx, changed.trip);
    await recordEvents(deps, tx, caller, [changed.event]);
    return readTrip(tx, caller.accountId, id);
  });
}

/**
 * The courier sets out: what was assigned is on its way, and the timetable starts anew.
 * @throws DomainError `trip_not_found`, `illegal_transition`, `in_use` while courier or vehicle are on another trip
 */
export async function startTrip(deps: Deps, caller: Caller, id: string, report: Report): Promise<TripView> {
  return transact(deps, caller, async (tx) => {
    await startTripIn(deps, tx, caller, id, report);
    return readTrip(tx, caller.accountId, id);
  });
}

/** As `startTrip`, in a transaction that does more. */
export async function startTripIn(
  deps: Deps,
  tx: Transaction<DB>,
  caller: Caller,
  id: string,
  report: Report,
): Promise<void> {
  const { trip, stops, deliveries, scene } = await lockWholeTrip(deps, tx, caller, id);
  const changed = lifecycle.startTrip(trip, report, scene);
  // whoever deletes vehicle or driver now has to see that they are under way
  await holdVehicleOf(tx, caller.accountId, trip);
  await holdDriverOf(tx, caller.accountId, trip.id);
  await saveStarted(tx, changed.trip);
  const start = report.position ?? (await startOf(tx, trip, deliveries));
  const open = stops.filter((stop) => stop.state === 'open');
  await saveStops(tx, timed(open, deliveries, { start, setOff: report.at }));
  await recordEvents(deps, tx, caller, [changed.event]);
  const waiting = deliveries.filter((delivery) => delivery.state === 'assigned').map((delivery) => delivery.id);
  await changeDeliveries(deps, tx, caller, waiting, ({ delivery, circumstances }) => ({
    changed: dispatch(delivery, circumstances, report),
  }));
}

async function saveStarted(tx: Transaction<DB>, trip: Trip): Promise<void> {
  try {
    await saveTrip(tx, trip);
  } catch (error) {
    if (violates(error, 'trip_started_courier')) throw new DomainError('in_use', 'The courier is on another trip.');
    if (violates(error, 'trip_started_vehicle')) throw new DomainError('in_use', 'The vehicle is on another trip.');
    throw error;
  }
}

async function startOf(tx: Transaction<DB>, trip: Trip, deliveries: readonly Delivery[]): Promise<LatLng | null> {
  const courier = trip.courierId === null ? null : await findCourier(tx, trip.accountId, trip.courierId);
  return startingPlace(tx, courier, deliveries);
}

/**
 * Calls a trip off before it starts; its deliveries wait again.
 * @throws DomainError `trip_not_found`, `illegal_transition`, also once somebody has set out for one of its deliveries
 */
export async function cancelTrip(deps: Deps, caller: Caller, id: string): Promise<TripView> {
  return transact(deps, caller, (tx) => cancelWithin(deps, tx, caller, id));
}

/** As `cancelTrip`, in a transaction that writes more. */
export async function cancelWithin(deps: Deps, tx: Transaction<DB>, caller: Caller, id: string): Promise<TripView> {
  const { trip, deliveries, scene } = await lockWholeTrip(deps, tx, caller, id);
  const changed = lifecycle.cancelTrip(trip, scene);
  const first = deliveries.find((delivery) => onTheRoad.includes(delivery.state));
  if (first) {
    const message = `The order ${first.orderNumber} is under way already: start the trip and end it.`;
    throw new DomainError('illegal_transition', message);
  }
  await saveTrip(tx, changed.trip);
  await recordEvents(deps, tx, caller, [changed.event]);
  const waiting = deliveries.filter((delivery) => delivery.state === 'assigned').map((delivery) => delivery.id);
  await changeDeliveries(deps, tx, caller, waiting, ({ delivery, openStops, circumstances }) => ({
    changed: release(delivery, null, circumstances),
    stops: openStops.map(dropped),
  }));
  return readTrip(tx, caller.accountId, id);
}
