/** Makes a trip: puts deliveries in the hands of a courier, in the order given. */
import type { Transaction } from 'kysely';
import { assign } from '../../domain/delivery/on-the-road.ts';
import type { Delivery } from '../../domain/delivery/delivery.ts';
import { assertMove } from '../../domain/delivery/delivery-state.ts';
import { DomainError, duplicate, invalid } from '../../domain/errors.ts';
import type { PlannedVisit } from '../../domain/event/event.ts';
import type { Courier } from '../../domain/fleet/courier.ts';
import type { LatLng } from '../../domain/geo.ts';
import { tripCreated } from '../../domain/trip/lifecycle.ts';
import { makeStops, type Visit } from '../../domain/trip/make-stops.ts';
import type { Stop, Trip } from '../../domain/trip/trip.ts';
import { nextTripNumber } from '../../store/account.ts';
import { findCourier } from '../../store/courier.ts';
import { lockDeliveries } from '../../store/delivery.ts';
import { findHubByCode } from '../../store/hub.ts';
import type { DB } from '../../store/schema.ts';
import { insertStops } from '../../store/stop.ts';
import { findTrips, insertTrip, toTripSummary } from '../../store/trip.ts';
import { findVehicle } from '../../store/vehicle.ts';
import { changeDeliveries } from '../delivery/change-deliveries.ts';
import type { Deps } from '../deps.ts';
import { requireTracker } from '../fleet/trackers.ts';
import type { Identity } from '../identity.ts';
import { recordEvents } from '../record-events.ts';
import { transact } from '../transact.ts';
import { readTrip, type TripView } from './read-trips.ts';

export interface TripOrder {
  /** Null: the next TRIP-number of the account. */
  readonly name: string | null;
  readonly courierId: string;
  /** Null: the courier's own vehicle. */
  readonly vehicleId: string | null;
  readonly driverName: string | null;
  /** A tracker that rides along on this trip only. */
  readonly trackerCode: string | null;
  /** When it is to set out; null: now. For the timetable. */
  readonly setOff: Date | null;
  readonly deliveryIds: readonly string[];
  /** Who put it together; without a word a person did. */
  readonly assignedBy?: Trip['assignedBy'];
  /** The driving order, with every leg ahead of each delivery; without it they are driven in the order given. */
  readonly visits?: readonly Visit[];
}

/**
 * @throws DomainError `courier_not_found`, `vehicle_not_found`, `tracker_not_found`, `delivery_not_found`,
 *   `illegal_transition` for a delivery that is not free, `duplicate` for a name that is taken
 */
export async function createTrip(deps: Deps, identity: Identity, order: TripOrder): Promise<TripView> {
  return transact(deps, identity.caller, (tx) => createTripIn(deps, tx, identity, order));
}

/** As `createTrip`, in a transaction that does more. */
export async function createTripIn(
  deps: Deps,
  tx: Transaction<DB>,
  { account, caller }: Identity,
  order: TripOrder,
): Promise<TripView> {
  if (new Set(order.deliveryIds).size !== order.deliveryIds.length) {
    throw invalid('deliveryIds', 'A delivery is named twice.');
  }
  const courier = await findCourier(tx, account.id, order.courierId);
  if (!courier) throw new DomainError('courier_not_found', 'There is no such courier.');
  if (order.vehicleId !== null && !(await findVehicle(tx, account.id, order.vehicleId))) {
    throw new DomainError('vehicle_not_found', 'There is no such vehicle.');
  }
  const deliveries = await lockDeliveries(tx, account.id, order.deliveryIds);
  if (deliveries.length !== order.deliveryIds.length) {
    throw new DomainError('delivery_not_found', 'There is no such delivery.');
  }
  // before the stops are written: their leg is open on another trip while the delivery is
  for (const { state } of deliveries) assertMove(state, 'assigned');
  const now = deps.now();
  const trip: Trip = {
    accountId: account.id,
    id: deps.newId(),
    version: 1,
    name: order.name ?? `TRIP-${await nextTripNumber(tx, account.id)}`,
    state: 'planned',
    courierId: courier.id,
    vehicleId: order.vehicleId ?? courier.vehicleId,
    trackerId: order.trackerCode && (await requireTracker(deps, tx, account, order.trackerCode)),
    driverName: order.driverName,
    assignedBy: order.assignedBy ?? 'hand',
    loadedAt: null,
    startedAt: null,
    endedAt: null,
    expectedEnd: null,
    drivenMetres: null,
    createdAt: now,
    updatedAt: now,
  };
  if (!(await insertTrip(tx, trip))) {
    throw duplicate('name', `There is a trip ${trip.name} already.`, 'It is taken.');
  }
  const start = await startingPlace(tx, courier, deliveries);
  const journey = { accountId: account.id, tripId: trip.id, start, setOff: order.setOff ?? now, newId: deps.newId };
  const stops = makeStops(deliveries, journey, order.visits);
  await insertStops(tx, stops);
  const [crewed] = await findTrips(tx, account.id, [trip.id]);
  if (!crewed) throw new Error('The trip that was just written is not there.');
  const summary = toTripSummary(crewed);
  const named = deliveries.map(({ id, orderNumber }) => ({ id, orderNumber }));
  await recordEvents(deps, tx, caller, [tripCreated(trip, { summary, deliveries: named, now })]);
  await changeDeliveries(deps, tx, caller, order.deliveryIds, ({ delivery, circumstances }) => ({
    changed: assign(delivery, trip.id, plannedVisit(stops, delivery.id), { ...circumstances, trip: summary }),
  }));
  return readTrip(tx, account.id, trip.id);
}

/** The first door at which this delivery is attended to. */
export function plannedVisit(stops: readonly Stop[], deliveryId: string): PlannedVisit {
  const stop = stops.find((one) => one.deliveryId === deliveryId);
  return { arrival: stop?.plannedArrival ?? null, departure: stop?.plannedDeparture ?? null };
}

/** Where the vehicle is loaded: the hub of the first delivery's goods, or the courier's own. */
export async function startingPlace(
  tx: Transaction<DB>,
  courier: Courier | null,
  deliveries: readonly Delivery[],
): Promise<LatLng | null> {
  const code = deliveries[0]?.distributionCentre ?? courier?.branch;
  if (!code || !courier) return null;
  return (await findHubByCode(tx, courier.accountId, code))?.position ?? null;
}
