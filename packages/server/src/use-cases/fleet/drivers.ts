/** Drivers: people with a licence. */
import { DomainError, duplicate } from '../../domain/errors.ts';
import type { Driver, DriverDraft } from '../../domain/fleet/driver.ts';
import {
  findDriver,
  findDrivers,
  findTripDriven,
  hideDriver,
  insertDriver,
  listDrivers as selectDrivers,
  lockDriver,
  saveDriver,
} from '../../store/driver.ts';
import { violates } from '../../store/violation.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import type { PageOf } from '../page.ts';
import { transact } from '../transact.ts';

/** @throws DomainError `duplicate` when the account has the licence number already. */
export async function createDriver(deps: Deps, caller: Caller, draft: DriverDraft): Promise<Driver> {
  const driver: Driver = { ...draft, accountId: caller.accountId, id: deps.newId(), version: 1, createdAt: deps.now() };
  return transact(deps, caller, async (tx) => {
    if (!(await insertDriver(tx, driver))) {
      throw licenseTaken(draft.licenseNumber);
    }
    return driver;
  });
}

/** @throws DomainError `driver_not_found` */
export async function getDriver(deps: Deps, { accountId }: Caller, id: string): Promise<Driver> {
  const driver = await findDriver(deps.db.of(accountId), accountId, id);
  if (!driver) throw unknownDriver();
  return driver;
}

/** Those of the ids that the account has, in no order. */
export async function driversById(deps: Deps, { accountId }: Caller, ids: readonly string[]): Promise<Driver[]> {
  return findDrivers(deps.db.of(accountId), accountId, ids);
}

/**
 * @param revise says what the driver becomes; it may be called again, and what it throws leaves all as it was
 * @throws DomainError `driver_not_found`, `duplicate` when another driver has the licence number
 */
export async function updateDriver(
  deps: Deps,
  caller: Caller,
  id: string,
  revise: (driver: Driver) => DriverDraft,
): Promise<Driver> {
  let licenseNumber = '';
  try {
    return await transact(deps, caller, async (tx) => {
      const driver = await lockDriver(tx, caller.accountId, id);
      if (!driver) throw unknownDriver();
      const draft = revise(driver);
      ({ licenseNumber } = draft);
      const changed: Driver = { ...driver, ...draft, version: driver.version + 1 };
      await saveDriver(tx, changed);
      return changed;
    });
  } catch (error) {
    if (violates(error, 'driver_license_number')) throw licenseTaken(licenseNumber);
    throw error;
  }
}

/**
 * Hides the driver; trips keep the name, and the licence number is free again.
 * @throws DomainError `driver_not_found`, `driver_in_transit` while a haul of this driver is under way
 */
export async function deleteDriver(deps: Deps, caller: Caller, id: string): Promise<void> {
  await transact(deps, caller, async (tx) => {
    // a trip that sets out at this moment holds the driver: one of the two waits and sees the other
    const driver = await lockDriver(tx, caller.accountId, id);
    if (!driver) throw unknownDriver();
    if ((await findTripDriven(tx, caller.accountId, id)) !== null) {
      throw new DomainError('driver_in_transit', `The driver ${driver.name} is In Transit.`);
    }
    await hideDriver(tx, caller.accountId, id, deps.now());
  });
}

export async function listDrivers(deps: Deps, { accountId }: Caller, page: PageOf): Promise<Driver[]> {
  return selectDrivers(deps.db.of(accountId), accountId, page);
}

function unknownDriver(): DomainError {
  return new DomainError('driver_not_found', 'There is no such driver.');
}

function licenseTaken(number: string): DomainError {
  return duplicate('licenseNumber', `There is a driver with the licence ${number} already.`);
}
