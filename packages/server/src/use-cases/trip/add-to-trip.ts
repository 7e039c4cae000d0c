/** Puts more deliveries on a trip that is there already, and takes one off. */
import type { Transaction } from 'kysely';
import type { Delivery } from '../../domain/delivery/delivery.ts';
import { assertMove, onTheRoad } from '../../domain/delivery/delivery-state.ts';
import { assign, dispatch, release } from '../../domain/delivery/on-the-road.ts';
import { DomainError, invalid } from '../../domain/errors.ts';
import { makeStops } from '../../domain/trip/make-stops.ts';
import { dropped } from '../../domain/trip/stop-progress.ts';
import type { Stop, Trip } from '../../domain/trip/trip.ts';
import { findCourierIds, findDefaultTrip, type CourierKey } from '../../store/assignment.ts';
import { findCourier } from '../../store/courier.ts';
import { findDeliveries, lockDeliveries } from '../../store/delivery.ts';
import type { DB } from '../../store/schema.ts';
import { findStops, insertStops } from '../../store/stop.ts';
import { lockTrip, toTripSummary } from '../../store/trip.ts';
import type { Caller } from '../caller.ts';
import { changeDeliveries, changeDelivery } from '../delivery/change-deliveries.ts';
import type { Deps } from '../deps.ts';
import type { Identity } from '../identity.ts';
import { transact } from '../transact.ts';
import { createTripIn, plannedVisit, startingPlace } from './create-trip.ts';

/** The trip itself, or the courier whose trip it is: the one under way, else the next, else a new one. */
export type TripTarget = { readonly tripId: string } | { readonly key: CourierKey; readonly value: string };

/**
 * All of them or none. A delivery that waits on another trip changes over; on a trip that is under way the new ones are
 * under way too. The stops there are keep their times, and the new ones follow them.
 * @throws DomainError `trip_not_found`, `courier_not_found`, `delivery_not_found`, `illegal_transition`
 */
export async function addToTrip(
  deps: Deps,
  identity: Identity,
  target: TripTarget,
  deliveryIds: readonly string[],
): Promise<void> {
  const { account, caller } = identity;
  if (new Set(deliveryIds).size !== deliveryIds.length) throw invalid('deliveryIds', 'A delivery is named twice.');
  await transact(deps, caller, async (tx) => {
    if ('tripId' in target) {
      await append(deps, tx, caller, target.tripId, deliveryIds);
      return;
    }
    const courierId = await courierOf(tx, account.id, target);
    const tripId = await findDefaultTrip(tx, account.id, courierId);
    if (tripId === null) await makeTrip(deps, tx, identity, courierId, deliveryIds);
    else await append(deps, tx, caller, tripId, deliveryIds);
  });
}

/** @throws DomainError `courier_not_found`, `invalid_input` where several are meant */
async function courierOf(
  tx: Transaction<DB>,
  accountId: string,
  { key, value }: Exclude<TripTarget, { tripId: string }>,
): Promise<string> {
  const [id, other] = await findCourierIds(tx, accountId, key, value);
  if (id === undefined) throw new DomainError('courier_not_found', 'There is no such courier.');
  if (other !== undefined) throw invalid(key, 'Several couriers are meant.');
  return id;
}

async function makeTrip(
  deps: Deps,
  tx: Transaction<DB>,
  identity: Identity,
  courierId: string,
  deliveryIds: readonly string[],
): Promise<void> {
  await takeOver(deps, tx, identity.caller, deliveryIds);
  const nothing = { name: null, vehicleId: null, driverName: null, trackerCode: null, setOff: null };
  await createTripIn(deps, tx, identity, { ...nothing, courierId, deliveryIds });
}

async function append(
  deps: Deps,
  tx: Transaction<DB>,
  caller: Caller,
  tripId: string,
  deliveryIds: readonly string[],
): Promise<void> {
  const { accountId } = caller;
  const trip = await lockTrip(tx, accountId, tripId);
  if (!trip) throw new DomainError('trip_not_found', 'There is no such trip.');
  if (trip.state !== 'planned' && trip.state !== 'started') {
    throw new DomainError('illegal_transition', `The trip is ${trip.state}: nothing can be added to it.`);
  }
  await takeOver(deps, tx, caller, deliveryIds, trip.id);
  const deliveries = await lockDeliveries(tx, accountId, deliveryIds);
  for (const { state } of deliveries) assertMove(state, 'assigned');
  const before = await findStops(tx, accountId, [trip.id]);
  const stops = makeStops(
    deliveries,
    { accountId, tripId: trip.id, newId: deps.newId, ...(await whereAndWhen(deps, tx, trip, before, deliveries)) },
    undefined,
    (before.at(-1)?.sequence ?? 0) + 1,
  );
  await insertStops(tx, stops);
  const summary = toTripSummary(trip);
  await changeDeliveries(deps, tx, caller, deliveryIds, ({ delivery, circumstances }) => ({
    changed: assign(delivery, trip.id, plannedVisit(stops, delivery.id), { ...circumstances, trip: summary }),
  }));
  if (trip.state === 'planned') return;
  await changeDeliveries(deps, tx, caller, deliveryIds, ({ delivery, circumstances }) => ({
    changed: dispatch(delivery, circumstances),
  }));
}

/** Frees deliveries that wait on other trips. @throws DomainError `delivery_not_found`, `illegal_transition` */
async function takeOver(
  deps: Deps,
  tx: Transaction<DB>,
  caller: Caller,
  deliveryIds: readonly string[],
  tripId?: string,
): Promise<void> {
  const deliveries = await lockDeliveries(tx, caller.accountId, deliveryIds);
  if (deliveries.length !== deliveryIds.length) {
    throw new DomainError('delivery_not_found', 'There is no such delivery.');
  }
  const assigned = deliveries.filter(({ state }) => state === 'assigned');
  const here = assigned.find((delivery) => delivery.tripId === tripId);
  if (here) throw new DomainError('illegal_transition', `The order ${here.orderNumber} is on this trip already.`);
  const ids = assigned.map(({ id }) => id);
  if (ids.length === 0) return;
  await changeDeliveries(deps, tx, caller, ids, ({ delivery, openStops, circumstances }) => ({
    changed: release(delivery, null, circumstances),
    stops: openStops.map(dropped),
  }));
}

/** From where and when the courier goes on to the new stops. */
async function whereAndWhen(
  deps: Deps,
  tx: Transaction<DB>,
  trip: Trip,
  before: readonly Stop[],
  deliveries: readonly Delivery[],
) {
  const now = deps.now();
  const last = before.findLast(({ state }) => state === 'open' || state === 'arrived' || state === 'done');
  const [met] = last ? await findDeliveries(tx, trip.accountId, [last.deliveryId]) : [];
  const there = last && met?.[last.leg]?.position;
  if (last && there) {
    const left = last.leftAt ?? last.plannedDeparture ?? now;
    return { start: there, setOff: left > now ? left : now };
  }
  const courier = trip.courierId === null ? null : await findCourier(tx, trip.accountId, trip.courierId);
  return { start: await startingPlace(tx, courier, deliveries), setOff: now };
}

/**
 * Takes a delivery off its trip, to wait for another courier; nothing else on the trip changes.
 * @returns the trip
 * @throws DomainError `delivery_not_found`, `illegal_transition` when no trip has it, or it is handed over
 */
export async function takeOffTrip(deps: Deps, caller: Caller, deliveryId: string): Promise<Trip> {
  return transact(deps, caller, async (tx) => {
    const [known] = await findDeliveries(tx, caller.accountId, [deliveryId]);
    if (!known) throw new DomainError('delivery_not_found', 'There is no such delivery.');
    // the trip first, as everybody who locks both
    const trip = known.tripId === null ? null : await lockTrip(tx, caller.accountId, known.tripId);
    if (!trip) throw notOnATrip(known);
    await changeDelivery(deps, tx, caller, deliveryId, ({ delivery, openStops, circumstances }) => {
      const isCarried = delivery.state === 'assigned' || onTheRoad.includes(delivery.state);
      if (!isCarried || delivery.tripId !== trip.id) throw notOnATrip(delivery);
      return { changed: release(delivery, null, circumstances), stops: openStops.map(dropped) };
    });
    return trip;
  });
}

function notOnATrip({ orderNumber, state }: Delivery): DomainError {
  const message = `The order ${orderNumber} is on no trip that could be changed: it is ${state.replaceAll('_', ' ')}.`;
  return new DomainError('illegal_transition', message);
}
