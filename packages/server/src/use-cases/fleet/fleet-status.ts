/** Where the fleet is: vehicles and trackers with their newest fix and the trip that they are on. */
import {
  countVehicles,
  listTrackerStatus,
  listVehicleStatus,
  type Part,
  type TrackerStatus,
  type VehicleStatus,
} from '../../store/fleet-status.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';

export type { Part, TrackerStatus, VehicleStatus };

/** One part of the vehicles, and how many there are in all. */
export async function vehicleStatus(
  deps: Deps,
  { accountId }: Caller,
  part: Part,
): Promise<{ readonly total: number; readonly vehicles: readonly VehicleStatus[] }> {
  const db = deps.db.of(accountId);
  const [total, vehicles] = [await countVehicles(db, accountId), await listVehicleStatus(db, accountId, part)];
  return { total, vehicles };
}

export async function trackerStatus(deps: Deps, { accountId }: Caller, part: Part): Promise<TrackerStatus[]> {
  return listTrackerStatus(deps.db.of(accountId), accountId, part);
}
