/** A courier sets out on a trip of his, and comes back from it. */
import type { Transaction } from 'kysely';
import { whenActed } from '../../domain/courier/late-action.ts';
import type { Delivery } from '../../domain/delivery/delivery.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Report } from '../../domain/event/event.ts';
import { assertCourierMove } from '../../domain/task/courier-moves.ts';
import { taskService } from '../../domain/task/task.ts';
import { findDeliveries } from '../../store/delivery.ts';
import { findOwnStop, type OwnStop, type StopRef } from '../../store/courier-work.ts';
import type { DB } from '../../store/schema.ts';
import { findStops } from '../../store/stop.ts';
import { lockTrip, type TripWithCrew } from '../../store/trip.ts';
import type { Deps } from '../deps.ts';
import { endTripIn } from '../trip/end-trip.ts';
import { startTripIn } from '../trip/run-trip.ts';
import type { Effect } from './action.ts';
import { hasStopsAhead } from './end-when-done.ts';
import type { CourierIdentity } from './identity.ts';

/**
 * The trip that the stop belongs to begins.
 * @throws DomainError `stop_not_found` for one that is not his, `illegal_transition`, `in_use` while he is on another trip
 */
export async function setOut(
  deps: Deps,
  tx: Transaction<DB>,
  courier: CourierIdentity,
  on: StopRef,
  said: Report,
): Promise<Effect> {
  const { stop, trip } = await lockOwnTrip(tx, courier, on);
  if (trip.state === 'started' || trip.state === 'ended') return { outcome: 'superseded', delivery: stop.delivery };
  for (const delivery of await aboard(tx, trip)) {
    if (delivery.service === taskService) assertCourierMove(delivery.state, 'to_pickup');
  }
  const report = { ...said, at: whenActed(said.at, deps.now(), [trip.createdAt]) };
  await startTripIn(deps, tx, courier.caller, trip.id, report);
  return done(tx, courier, on);
}

/**
 * He is back with what he collected for the hub. Other trips end by themselves with their last stop.
 * @throws DomainError `stop_not_found`, `illegal_transition` while there are stops ahead
 */
export async function backAtHub(
  deps: Deps,
  tx: Transaction<DB>,
  courier: CourierIdentity,
  on: StopRef,
  said: Report,
): Promise<Effect> {
  const { stop, trip } = await lockOwnTrip(tx, courier, on);
  if (trip.state === 'ended') return { outcome: 'superseded', delivery: stop.delivery };
  const stops = await findStops(tx, courier.account.id, [trip.id]);
  if (hasStopsAhead(stops)) throw new DomainError('illegal_transition', 'There are stops ahead on the trip.');
  const report = {
    ...said,
    at: whenActed(said.at, deps.now(), [trip.startedAt, ...stops.map(({ leftAt }) => leftAt)]),
  };
  await endTripIn(deps, tx, courier.caller, trip.id, { notDispatched: [], delivered: [] }, report);
  return done(tx, courier, on);
}

/** @throws DomainError `stop_not_found` for what is on no trip of his */
export async function lockOwnTrip(
  tx: Transaction<DB>,
  { account, courierId }: CourierIdentity,
  on: StopRef,
): Promise<{ readonly stop: OwnStop; readonly trip: TripWithCrew }> {
  const known = await findOwnStop(tx, account.id, courierId, on);
  const trip = known && (await lockTrip(tx, account.id, known.tripId));
  // again: it may have changed while we waited
  const stop = trip && (await findOwnStop(tx, account.id, courierId, { ...on, stopId: known.stopId }));
  if (!stop) throw new DomainError('stop_not_found', 'You have no such stop.');
  return { stop, trip };
}

async function aboard(tx: Transaction<DB>, trip: TripWithCrew): Promise<Delivery[]> {
  const stops = await findStops(tx, trip.accountId, [trip.id]);
  const found = await findDeliveries(tx, trip.accountId, [...new Set(stops.map(({ deliveryId }) => deliveryId))]);
  return found.filter(({ tripId, state }) => tripId === trip.id && state !== 'ready');
}

async function done(tx: Transaction<DB>, { account, courierId }: CourierIdentity, on: StopRef): Promise<Effect> {
  const after = await findOwnStop(tx, account.id, courierId, on);
  return { outcome: 'done', delivery: after?.delivery ?? null };
}
