/** Updates and deletes vehicles, as long as no trip is under way in them. */
import type { Transaction } from 'kysely';
import { DomainError, duplicate } from '../../domain/errors.ts';
import type { Vehicle, VehicleDraft } from '../../domain/fleet/vehicle.ts';
import type { DB } from '../../store/schema.ts';
import { hideVehicle, isInTransit, lockVehicle, saveVehicle } from '../../store/vehicle.ts';
import { violates } from '../../store/violation.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import type { Identity } from '../identity.ts';
import { transact } from '../transact.ts';
import { freeTracker } from './vehicles.ts';

/**
 * @param revise says what the vehicle becomes; it may be called again, and what it throws leaves all as it was
 * @throws DomainError `vehicle_not_found`, `vehicle_in_transit`, `duplicate` for a number that is taken,
 *   `tracker_not_found`, `in_use` for a tracker in another vehicle
 */
export async function updateVehicle(
  deps: Deps,
  { account, caller }: Identity,
  id: string,
  revise: (vehicle: Vehicle) => VehicleDraft,
): Promise<Vehicle> {
  let number = '';
  try {
    return await transact(deps, caller, async (tx) => {
      const vehicle = await lockIdle(tx, caller, id);
      const draft = revise(vehicle);
      ({ number } = draft);
      const isMapped = draft.trackerCode === vehicle.trackerCode;
      const trackerId = isMapped ? vehicle.trackerId : await freeTracker(deps, tx, account, draft.trackerCode);
      const changed: Vehicle = { ...vehicle, ...draft, trackerId, version: vehicle.version + 1 };
      await saveVehicle(tx, changed);
      return changed;
    });
  } catch (error) {
    if (violates(error, 'vehicle_number')) throw duplicate('number', `There is a vehicle ${number} already.`);
    throw error;
  }
}

/**
 * Hides the vehicle: its number and its tracker are free again, its couriers go without. Trips keep it.
 * @throws DomainError `vehicle_not_found`, `vehicle_in_transit`
 */
export async function deleteVehicle(deps: Deps, caller: Caller, id: string): Promise<void> {
  await transact(deps, caller, async (tx) => {
    await lockIdle(tx, caller, id);
    await hideVehicle(tx, caller.accountId, id, deps.now());
  });
}

async function lockIdle(tx: Transaction<DB>, { accountId }: Caller, id: string): Promise<Vehicle> {
  const vehicle = await lockVehicle(tx, accountId, id);
  if (!vehicle) throw new DomainError('vehicle_not_found', 'There is no such vehicle.');
  if (await isInTransit(tx, accountId, id)) {
    throw new DomainError('vehicle_in_transit', `The vehicle ${vehicle.number} is In Transit.`);
  }
  return vehicle;
}
