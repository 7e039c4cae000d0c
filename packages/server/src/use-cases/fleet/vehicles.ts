/** Vehicles and the devices built into them. */
import type { Kysely } from 'kysely';
import type { Account } from '../../domain/account/account.ts';
import { DomainError, duplicate } from '../../domain/errors.ts';
import type { Vehicle, VehicleDraft } from '../../domain/fleet/vehicle.ts';
import type { DB } from '../../store/schema.ts';
import {
  findVehicle,
  findVehicleByNumber,
  findVehicleByTracker,
  insertVehicle,
  listVehicles as selectVehicles,
} from '../../store/vehicle.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import type { Identity } from '../identity.ts';
import type { PageOf } from '../page.ts';
import { transact } from '../transact.ts';
import { lockTracker } from '../../store/tracker.ts';
import { requireTracker } from './trackers.ts';

/** @throws DomainError `duplicate` for a number the account has, `tracker_not_found`, `in_use` for a tracker in another vehicle */
export async function createVehicle(deps: Deps, { account, caller }: Identity, draft: VehicleDraft): Promise<Vehicle> {
  return transact(deps, caller, async (tx) => {
    const trackerId = await freeTracker(deps, tx, account, draft.trackerCode);
    const vehicle: Vehicle = {
      ...draft,
      accountId: account.id,
      id: deps.newId(),
      version: 1,
      trackerId,
      createdAt: deps.now(),
    };
    if (!(await insertVehicle(tx, vehicle))) {
      throw duplicate('number', `There is a vehicle ${draft.number} already.`);
    }
    return vehicle;
  });
}

/**
 * The tracker with this code, if it is in no vehicle.
 * @throws DomainError `tracker_not_found`, `in_use`
 */
export async function freeTracker(
  deps: Deps,
  tx: Kysely<DB>,
  account: Account,
  code: string | null,
): Promise<string | null> {
  if (code === null) return null;
  const trackerId = await requireTracker(deps, tx, account, code);
  // whoever maps the same tracker at this moment waits here, and finds it taken
  await lockTracker(tx, account.id, trackerId);
  if (await findVehicleByTracker(tx, account.id, trackerId)) {
    const message = `The tracker ${code} is in another vehicle.`;
    throw new DomainError('in_use', message, [{ path: 'trackerCode', message }]);
  }
  return trackerId;
}

/** @throws DomainError `vehicle_not_found` */
export async function getVehicle(deps: Deps, { accountId }: Caller, id: string): Promise<Vehicle> {
  const vehicle = await findVehicle(deps.db.of(accountId), accountId, id);
  if (!vehicle) throw new DomainError('vehicle_not_found', 'There is no such vehicle.');
  return vehicle;
}

export async function listVehicles(deps: Deps, { accountId }: Caller, page: PageOf): Promise<Vehicle[]> {
  return selectVehicles(deps.db.of(accountId), accountId, page);
}

/**
 * The vehicle with this number; made on the way when the account's setting `autoCreateReferences` is on.
 * @throws DomainError `vehicle_not_found`
 */
export async function requireVehicle(deps: Deps, db: Kysely<DB>, account: Account, number: string): Promise<string> {
  const found = await findVehicleByNumber(db, account.id, number);
  if (found) return found.id;
  if (!account.settings.autoCreateReferences) {
    throw new DomainError('vehicle_not_found', `There is no vehicle ${number}.`, [
      { path: 'vehicleNumber', message: 'It is unknown.' },
    ]);
  }
  const vehicle: Vehicle = {
    accountId: account.id,
    id: deps.newId(),
    version: 1,
    number,
    trackerId: null,
    trackerCode: null,
    capacityUnits: null,
    capacityVolumeCm3: null,
    capacityWeightGrams: null,
    details: {},
    createdAt: deps.now(),
  };
  if (await insertVehicle(db, vehicle)) return vehicle.id;
  const made = await findVehicleByNumber(db, account.id, number);
  if (!made) throw new DomainError('vehicle_not_found', `There is no vehicle ${number}.`);
  return made.id;
}
