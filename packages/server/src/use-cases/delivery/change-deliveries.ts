/** The common way of a change: lock the deliveries, let the domain decide, write what it says with its events. */
import type { Transaction } from 'kysely';
import type { Circumstances, DeliveryChanged } from '../../domain/delivery/change.ts';
import type { Delivery } from '../../domain/delivery/delivery.ts';
import { onTheRoad } from '../../domain/delivery/delivery-state.ts';
import { DomainError } from '../../domain/errors.ts';
import type { NewEvent, Report } from '../../domain/event/event.ts';
import type { LatLng } from '../../domain/geo.ts';
import { withTask } from '../../domain/task/statuses.ts';
import { taskService } from '../../domain/task/task.ts';
import type { Stop } from '../../domain/trip/trip.ts';
import { lockDeliveries, saveDeliveries, savePackages } from '../../store/delivery.ts';
import { lastFixes } from '../../store/position.ts';
import type { DB } from '../../store/schema.ts';
import { findOpenStops, saveStops } from '../../store/stop.ts';
import { findTaskSnapshots } from '../../store/task-snapshot.ts';
import { findTrips, toTripSummary } from '../../store/trip.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { recordEvents } from '../record-events.ts';
import { keepOffers } from './keep-offers.ts';

/** A locked delivery with what is known around it. */
export interface Scene {
  readonly delivery: Delivery;
  /** Its stops that are still ahead or under way, in driving order. */
  readonly openStops: readonly Stop[];
  readonly circumstances: Circumstances;
}

/** What is to be written: the next version, and the stops that changed with it. */
export interface Outcome {
  readonly changed: DeliveryChanged;
  readonly stops?: readonly Stop[];
}

/**
 * Changes each of the deliveries by `act`, in the order of the ids, in a fixed number of statements.
 * @param handover what is reported of a handover: without a place, `act` gets the trackers'
 * @returns the deliveries after the change.
 * @throws DomainError `delivery_not_found` for an id that the account does not have; whatever `act` throws
 */
export async function changeDeliveries(
  deps: Deps,
  tx: Transaction<DB>,
  caller: Caller,
  ids: readonly string[],
  act: (scene: Scene) => Outcome,
  handover: Report | null = null,
): Promise<Delivery[]> {
  const found = await lockDeliveries(tx, caller.accountId, ids);
  if (found.length !== ids.length) throw new DomainError('delivery_not_found', 'There is no such delivery.');
  const outcomes = (await scenesOf(deps, tx, caller, found, handover)).map(act);
  await writeOutcomes(tx, found, outcomes);
  const after = outcomes.map(({ changed }) => changed.delivery);
  await keepOffers(tx, caller.accountId, found, after, deps.now());
  await recordEvents(deps, tx, caller, await eventsOf(tx, caller, outcomes));
  return after;
}

/** The events of the changes, those of tasks with the task as it is now. */
async function eventsOf(tx: Transaction<DB>, { accountId }: Caller, outcomes: readonly Outcome[]): Promise<NewEvent[]> {
  const changes = outcomes.map(({ changed }) => changed);
  const withTasks = changes.flatMap(({ delivery }) => (delivery.service === taskService ? [delivery.id] : []));
  const tasks = withTasks.length > 0 ? await findTaskSnapshots(tx, accountId, withTasks) : null;
  return changes.map(({ delivery, event }) => withTask(event, tasks?.get(delivery.id)));
}

/** As `changeDeliveries`, for one. */
export async function changeDelivery(
  deps: Deps,
  tx: Transaction<DB>,
  caller: Caller,
  id: string,
  act: (scene: Scene) => Outcome,
  handover: Report | null = null,
): Promise<Delivery> {
  const [delivery] = await changeDeliveries(deps, tx, caller, [id], act, handover);
  if (!delivery) throw new Error('One delivery went in and none came out.');
  return delivery;
}

async function scenesOf(
  deps: Deps,
  tx: Transaction<DB>,
  { accountId }: Caller,
  deliveries: readonly Delivery[],
  handover: Report | null,
): Promise<Scene[]> {
  const tripIds = [...new Set(deliveries.flatMap(({ tripId }) => tripId ?? []))];
  const ids = deliveries.map(({ id }) => id);
  const trips = tripIds.length > 0 ? await findTrips(tx, accountId, tripIds) : [];
  const stops = tripIds.length > 0 ? await findOpenStops(tx, accountId, ids) : [];
  const seen = handover && !handover.position ? await seenTrips(tx, accountId, deliveries, handover.at) : null;
  const summaries = new Map(trips.map((trip) => [trip.id, toTripSummary(trip)]));
  const now = deps.now();
  return deliveries.map((delivery) => ({
    delivery,
    openStops: stops.filter((stop) => stop.deliveryId === delivery.id),
    circumstances: {
      now,
      trip: (delivery.tripId && summaries.get(delivery.tripId)) || null,
      seenAt: (delivery.tripId && seen?.get(delivery.tripId)) || null,
    },
  }));
}

/** Where the couriers were, of those who have the deliveries now: a trip that one was taken off says nothing of it. */
async function seenTrips(
  tx: Transaction<DB>,
  accountId: string,
  deliveries: readonly Delivery[],
  at: Date,
): Promise<ReadonlyMap<string, LatLng> | null> {
  const carried = deliveries.filter(({ state }) => state === 'assigned' || onTheRoad.includes(state));
  const tripIds = [...new Set(carried.flatMap(({ tripId }) => tripId ?? []))];
  return tripIds.length > 0 ? lastFixes(tx, accountId, tripIds, at) : null;
}

/** Writes the next versions; packages only where they changed. */
async function writeOutcomes(
  tx: Transaction<DB>,
  before: readonly Delivery[],
  outcomes: readonly Outcome[],
): Promise<void> {
  const after = outcomes.map(({ changed }) => changed.delivery);
  await saveDeliveries(tx, after);
  await savePackages(tx, after.filter((delivery, index) => delivery.packages !== before[index]?.packages)); // prettier-ignore
  await saveStops(tx, outcomes.flatMap(({ stops }) => stops ?? [])); // prettier-ignore
}
