/** Couriers: the people who carry trips, with their phones, vehicles and sign-ins. */
import type { Kysely } from 'kysely';
import { DomainError, duplicate } from '../../domain/errors.ts';
import type { Courier, CourierDraft } from '../../domain/fleet/courier.ts';
import { findCourier, insertCourier, listCouriers as selectCouriers } from '../../store/courier.ts';
import { insertCredential } from '../../store/credential.ts';
import type { DB } from '../../store/schema.ts';
import { findTrackerByCode, insertTracker } from '../../store/tracker.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { requireHubs } from '../hub/hubs.ts';
import type { Identity } from '../identity.ts';
import type { PageOf } from '../page.ts';
import { transact } from '../transact.ts';
import { requireVehicle } from './vehicles.ts';

/** The courier's own sign-in for the driver app. */
export interface CourierLogin {
  readonly userName: string;
  readonly password: string;
}

/** @throws DomainError `duplicate` for an employee number or user name that is taken, `invalid_input`, `vehicle_not_found` */
export async function createCourier(
  deps: Deps,
  { account, caller }: Identity,
  draft: CourierDraft,
  login: CourierLogin | null,
): Promise<Courier> {
  await requireHubs(deps, account, [{ path: 'branch', code: draft.branch }]);
  const passwordHash = login && (await deps.passwords.hash(login.password));
  return transact(deps, caller, async (tx) => {
    const { phoneCode, ...own } = draft;
    const vehicleId = draft.vehicleNumber && (await requireVehicle(deps, tx, account, draft.vehicleNumber));
    const trackerId = phoneCode && (await registerPhone(deps, tx, account.id, phoneCode));
    const courier: Courier = {
      ...own,
      accountId: account.id,
      id: deps.newId(),
      version: 1,
      vehicleId: vehicleId || null,
      trackerId: trackerId || null,
      trackerCode: phoneCode,
      createdAt: deps.now(),
    };
    let credentialId: string | null = null;
    if (login) {
      credentialId = deps.newId();
      const fresh = await insertCredential(tx, {
        accountId: account.id,
        id: credentialId,
        dialect: 'courier',
        label: draft.name,
        lookup: login.userName,
        passwordHash,
      });
      if (!fresh) throw duplicate('userName', `The user name ${login.userName} is taken.`);
    }
    if (!(await insertCourier(tx, courier, credentialId))) {
      throw duplicate('employeeNumber', `There is a courier ${draft.employeeNumber} already.`);
    }
    return courier;
  });
}

/** @throws DomainError `courier_not_found` */
export async function getCourier(deps: Deps, { accountId }: Caller, id: string): Promise<Courier> {
  const courier = await findCourier(deps.db.of(accountId), accountId, id);
  if (!courier) throw new DomainError('courier_not_found', 'There is no such courier.');
  return courier;
}

export async function listCouriers(deps: Deps, { accountId }: Caller, page: PageOf): Promise<Courier[]> {
  return selectCouriers(deps.db.of(accountId), accountId, page);
}

/** The tracker that stands for a phone; a phone that changed hands keeps its track. */
async function registerPhone(deps: Deps, tx: Kysely<DB>, accountId: string, code: string): Promise<string> {
  const found = await findTrackerByCode(tx, accountId, code);
  if (found) return found.id;
  const id = deps.newId();
  await insertTracker(tx, { accountId, id, code, kind: 'phone', createdAt: deps.now() });
  return id;
}
