/** Drivers: people with a licence. */
import { DomainError, duplicate } from '../../domain/errors.ts';
import type { Driver, DriverDraft } from '../../domain/fleet/driver.ts';
import { findDriver, insertDriver, listDrivers as selectDrivers } from '../../store/driver.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import type { PageOf } from '../page.ts';
import { transact } from '../transact.ts';

/** @throws DomainError `duplicate` when the account has the licence number already. */
export async function createDriver(deps: Deps, caller: Caller, draft: DriverDraft): Promise<Driver> {
  const driver: Driver = { ...draft, accountId: caller.accountId, id: deps.newId(), version: 1, createdAt: deps.now() };
  return transact(deps, caller, async (tx) => {
    if (!(await insertDriver(tx, driver))) {
      throw duplicate('licenseNumber', `There is a driver with the licence ${draft.licenseNumber} already.`);
    }
    return driver;
  });
}

/** @throws DomainError `driver_not_found` */
export async function getDriver(deps: Deps, { accountId }: Caller, id: string): Promise<Driver> {
  const driver = await findDriver(deps.db.of(accountId), accountId, id);
  if (!driver) throw new DomainError('driver_not_found', 'There is no such driver.');
  return driver;
}

export async function listDrivers(deps: Deps, { accountId }: Caller, page: PageOf): Promise<Driver[]> {
  return selectDrivers(deps.db.of(accountId), accountId, page);
}
