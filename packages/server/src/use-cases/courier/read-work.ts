/** What a courier has to do: his trips that are ahead or under way, with everything that he needs at the doors. */
import type { Delivery } from '../../domain/delivery/delivery.ts';
import { nextStep, type NextStep } from '../../domain/task/next-step.ts';
import { taskService, type TaskSnapshot } from '../../domain/task/task.ts';
import type { Stop } from '../../domain/trip/trip.ts';
import { listOpenTrips } from '../../store/courier-work.ts';
import { findDeliveries } from '../../store/delivery.ts';
import { findStops } from '../../store/stop.ts';
import { findTaskSnapshots } from '../../store/task-snapshot.ts';
import { findTrips, type TripWithCrew } from '../../store/trip.ts';
import type { Deps } from '../deps.ts';
import type { CourierIdentity } from './identity.ts';

/** More trips than anybody drives; the others are seen when these are done. */
const mostTrips = 50;

export interface WorkStop extends Stop {
  readonly delivery: Delivery;
}

export interface WorkTrip extends TripWithCrew {
  /** The one thing to do now; null: the trip waits for another to end. */
  readonly next: NextStep | null;
  readonly stops: readonly WorkStop[];
  /** Of those deliveries that are tasks, by the ids of the deliveries. */
  readonly tasks: ReadonlyMap<string, TaskSnapshot>;
}

/** The one under way comes first, then those made first. Stops that were taken off a trip are left out. */
export async function readWork(
  deps: Pick<Deps, 'db'>,
  { account: { id: accountId }, courierId }: CourierIdentity,
): Promise<WorkTrip[]> {
  const db = deps.db.of(accountId);
  const ids = await listOpenTrips(db, accountId, courierId, mostTrips);
  if (ids.length === 0) return [];
  const trips = await findTrips(db, accountId, ids);
  const stops = (await findStops(db, accountId, ids)).filter(({ state }) => state !== 'dropped');
  const found = await findDeliveries(db, accountId, [...new Set(stops.map(({ deliveryId }) => deliveryId))]);
  const deliveries = new Map(found.map((delivery) => [delivery.id, delivery]));
  const withTasks = found.filter(({ service }) => service === taskService).map(({ id }) => id);
  const tasks = withTasks.length > 0 ? await findTaskSnapshots(db, accountId, withTasks) : new Map<string, never>();
  const isUnderWay = trips.some(({ state }) => state === 'started');
  return trips.map((trip) => {
    const own = stops.filter(({ tripId }) => tripId === trip.id);
    return {
      ...trip,
      next: nextStep(trip, own, isUnderWay),
      stops: own.flatMap((stop) => {
        const delivery = deliveries.get(stop.deliveryId);
        // what somebody else drives now is no longer his to see
        return delivery?.tripId === trip.id ? [{ ...stop, delivery }] : [];
      }),
      tasks,
    };
  });
}
