/** How far a task is driven. */
import type { LatLng } from '../../domain/geo.ts';
import { roadUserOf } from '../../domain/price/road-user.ts';
import type { Distance } from '../../domain/task/change-task.ts';
import type { Task } from '../../domain/task/task.ts';
import { taskService } from '../../domain/task/task.ts';
import type { TaskUpdate } from '../../domain/task/task-draft.ts';
import type { TaskView } from '../../domain/task/task-view.ts';
import type { Deps } from '../deps.ts';
import { measureDrives } from '../price/measure-drives.ts';

interface Ends {
  readonly pickup: { readonly position: LatLng | null } | null;
  readonly dropoff: { readonly position: LatLng | null } | null;
}

export const unknownDistance: Distance = { distanceMetres: null, distanceByRoad: false };

type Vehicle = Pick<Task, 'vehiclePreference'>;
type Asking = Pick<Deps, 'router' | 'log'>;

/** Asks the network: never inside a transaction. Unknown where a place has no position. */
export async function measureTask(
  deps: Asking,
  { pickup, dropoff }: Ends,
  { vehiclePreference }: Vehicle,
): Promise<Distance> {
  if (!pickup?.position || !dropoff?.position) return unknownDistance;
  const [drive] = await measureDrives(deps, pickup.position, [dropoff.position], vehiclePreference);
  return drive ? { distanceMetres: drive.metres, distanceByRoad: drive.byRoad } : unknownDistance;
}

/** Nothing where an update leaves the way as it was. */
export async function measureAgain(
  deps: Asking,
  { delivery, task }: TaskView,
  { delivery: patch, terms }: TaskUpdate,
): Promise<Partial<Distance>> {
  if (delivery.service !== taskService) return {};
  const before: Ends = delivery;
  const after: Ends = {
    pickup: { position: null, ...before.pickup, ...patch?.pickup },
    dropoff: { position: null, ...before.dropoff, ...patch?.dropoff },
  };
  const vehicle: Vehicle = { ...task, ...terms };
  const isSame =
    isSamePlace(before.pickup, after.pickup) &&
    isSamePlace(before.dropoff, after.dropoff) &&
    roadUserOf(vehicle.vehiclePreference) === roadUserOf(task.vehiclePreference);
  return isSame ? {} : measureTask(deps, after, vehicle);
}

function isSamePlace(one: Ends['pickup'], other: Ends['pickup']): boolean {
  return one?.position?.lat === other?.position?.lat && one?.position?.lng === other?.position?.lng;
}
