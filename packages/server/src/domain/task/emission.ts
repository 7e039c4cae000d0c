/** What the drive of a task puts into the air. */
import { emissionOf, type Emission } from '../price/emission-factors.ts';
import type { Task, TaskDriver } from './task.ts';

/** What of a task it goes by; a task that an event froze has it too. */
export interface DrivenTask extends Pick<Task, 'distanceMetres' | 'distanceByRoad' | 'vehiclePreference'> {
  readonly driver: Pick<TaskDriver, 'vehicleKind' | 'emissionsType'> | null;
}

/** By the driver's vehicle once there is one, else by what is asked for and an engine; null where no distance is known. */
export function emissionOfTask(task: DrivenTask): Emission | null {
  if (task.distanceMetres === null) return null;
  const vehicle = task.driver?.vehicleKind ?? task.vehiclePreference;
  const drive = { metres: task.distanceMetres, byRoad: task.distanceByRoad };
  return emissionOf(vehicle, task.driver?.emissionsType ?? 'ice', drive);
}
