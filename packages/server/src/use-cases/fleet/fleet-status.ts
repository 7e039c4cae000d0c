/** Where the fleet is: vehicles, trackers and drivers with their newest fix and the trip that they are on. */
import {
  countVehicles,
  findDuties,
  listTrackerStatus,
  listVehicleStatus,
  type Duty,
  type Part,
  type TrackerStatus,
  type VehicleStatus,
} from '../../store/fleet-status.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';

export type { Duty, Part, TrackerStatus, VehicleStatus };

/** One part of the vehicles, and how many there are in all. */
export async function vehicleStatus(
  deps: Deps,
  { accountId }: Caller,
  part: Part,
): Promise<{ readonly total: number; readonly vehicles: readonly VehicleStatus[] }> {
  const db = deps.db.of(accountId);
  const total = await countVehicles(db, accountId);
  return { total, vehicles: await listVehicleStatus(db, accountId, part) };
}

export async function trackerStatus(deps: Deps, { accountId }: Caller, part: Part): Promise<TrackerStatus[]> {
  return listTrackerStatus(deps.db.of(accountId), accountId, part);
}

/** What each of the drivers is under way with; who is not, is left out. */
export async function driverDuties(
  deps: Deps,
  { accountId }: Caller,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Duty>> {
  return findDuties(deps.db.of(accountId), accountId, ids);
}
