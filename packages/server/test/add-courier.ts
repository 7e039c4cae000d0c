/** Couriers with a phone that is signed in, on duty and near the pickups of offered tasks. */
import { sql } from 'kysely';
import type { CourierDraft } from '../src/domain/fleet/courier.ts';
import type { LatLng } from '../src/domain/geo.ts';
import type { VehicleKind } from '../src/domain/task/vehicle-kind.ts';
import { newId } from '../src/lib/new-id.ts';
import { insertCredential } from '../src/store/credential.ts';
import type { CourierIdentity } from '../src/use-cases/courier/identity.ts';
import { setDuty, setOwnDuty } from '../src/use-cases/courier/duty.ts';
import { authenticateCourier, openCourierSession } from '../src/use-cases/courier/sign-in.ts';
import type { Deps } from '../src/use-cases/deps.ts';
import { createCourier } from '../src/use-cases/fleet/couriers.ts';
import { jurong } from './add-task.ts';
import type { Tenant } from './tenant.ts';

export interface CourierOptions {
  readonly vehicleKind?: VehicleKind;
  readonly marine?: boolean;
  readonly squads?: readonly string[];
  readonly organisationId?: string | null;
  /** Null: nobody knows. */
  readonly position?: LatLng | null;
  readonly onDuty?: boolean;
}

export interface SeededCourier {
  readonly id: string;
  readonly token: string;
  readonly identity: CourierIdentity;
}

const draft: Omit<CourierDraft, 'employeeNumber'> = {
  name: 'Courier Ong',
  phone: '+6581112222',
  email: null,
  branch: null,
  vehicleNumber: null,
  phoneCode: null,
  capacityUnits: null,
  capacityVolumeCm3: null,
  capacityWeightGrams: null,
  maxDistanceMetres: null,
  preferredPostalCode: null,
  languages: [],
  daysOff: [],
  shifts: [],
  details: {},
};

/** On duty with a van at the pickup, unless told otherwise. Nobody knows the password: the session is made by itself. */
export async function addCourier(
  deps: Deps,
  tenant: Tenant,
  employeeNumber: string,
  options: CourierOptions = {},
): Promise<SeededCourier> {
  const { vehicleKind = 'van_1.7m', marine = false, squads = [], organisationId = null } = options;
  const { caller } = tenant.identity;
  const { id } = await createCourier(deps, tenant.identity, { ...draft, employeeNumber }, null);
  const order = { vehicleKind, emissionsType: 'ice', marine, squads, organisationId, onDuty: null } as const;
  await setDuty(deps, caller, id, order);
  const phone = await giveSession(deps, tenant, id);
  const { onDuty = true, position = jurong } = options;
  await setOwnDuty(deps, phone.identity, { onDuty, position, vehicleKind: null, emissionsType: null });
  return { id, ...phone };
}

/** Signs in a courier who has no password. */
export async function giveSession(
  deps: Deps,
  { account }: Tenant,
  courierId: string,
): Promise<Pick<SeededCourier, 'token' | 'identity'>> {
  const credentialId = newId();
  const credential = { accountId: account.id, id: credentialId, dialect: 'courier', label: 'phone' };
  await insertCredential(deps.db.house, { ...credential, lookup: credentialId, passwordHash: null });
  await sql`update courier set credential_id = ${credentialId} where id = ${courierId}`.execute(deps.db.house);
  const { token } = await openCourierSession(deps, { accountId: account.id, courierId, credentialId });
  return { token, identity: await authenticateCourier(deps, token) };
}
