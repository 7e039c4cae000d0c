/** SQL of couriers. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { Courier } from '../domain/fleet/courier.ts';
import { json } from './json.ts';
import { afterAll } from './keyset.ts';
import type { DB } from './schema.ts';

type CourierRow = Selectable<DB['courier']> & {
  readonly vehicle_number: string | null;
  readonly tracker_code: string | null;
};

/** @returns false, with nothing written, when the account already has the employee number. */
export async function insertCourier(tx: Kysely<DB>, courier: Courier, credentialId: string | null): Promise<boolean> {
  const row = {
    account_id: courier.accountId,
    id: courier.id,
    version: courier.version,
    employee_number: courier.employeeNumber,
    name: courier.name,
    phone: courier.phone,
    email: courier.email,
    branch: courier.branch,
    credential_id: credentialId,
    vehicle_id: courier.vehicleId,
    tracker_id: courier.trackerId,
    capacity_units: courier.capacityUnits,
    capacity_volume_cm3: courier.capacityVolumeCm3,
    capacity_weight_grams: courier.capacityWeightGrams,
    max_distance_metres: courier.maxDistanceMetres,
    preferred_postal_code: courier.preferredPostalCode,
    languages: courier.languages,
    days_off: courier.daysOff,
    shifts: courier.shifts,
    details: courier.details,
    created_at: courier.createdAt,
  };
  const { rows } = await sql`
    insert into courier select * from jsonb_populate_record(null::courier, ${json(row)})
    on conflict (account_id, employee_number) do nothing returning id`.execute(tx);
  return rows.length === 1;
}

const columns = sql`
  c.*, v.number as vehicle_number, t.code as tracker_code
  from courier c
  left join vehicle v on v.account_id = c.account_id and v.id = c.vehicle_id
  left join tracker t on t.account_id = c.account_id and t.id = c.tracker_id`;

export async function findCourier(db: Kysely<DB>, accountId: string, id: string): Promise<Courier | null> {
  const { rows } = await sql<CourierRow>`
    select ${columns} where c.account_id = ${accountId} and c.id = ${id}`.execute(db);
  return rows[0] ? toCourier(rows[0]) : null;
}

/** Couriers before the cursor, newest first. */
export async function listCouriers(
  db: Kysely<DB>,
  accountId: string,
  page: { readonly before: string | null; readonly limit: number },
): Promise<Courier[]> {
  const { rows } = await sql<CourierRow>`
    select ${columns}
    where c.account_id = ${accountId} and c.id < ${page.before ?? afterAll}::uuid
    order by c.id desc limit ${page.limit}`.execute(db);
  return rows.map(toCourier);
}

function toCourier(row: CourierRow): Courier {
  return {
    accountId: row.account_id,
    id: row.id,
    version: row.version,
    employeeNumber: row.employee_number,
    name: row.name,
    phone: row.phone,
    email: row.email,
    branch: row.branch,
    vehicleId: row.vehicle_id,
    vehicleNumber: row.vehicle_number,
    trackerId: row.tracker_id,
    trackerCode: row.tracker_code,
    capacityUnits: row.capacity_units,
    capacityVolumeCm3: row.capacity_volume_cm3,
    capacityWeightGrams: row.capacity_weight_grams,
    maxDistanceMetres: row.max_distance_metres,
    preferredPostalCode: row.preferred_postal_code,
    languages: row.languages,
    daysOff: row.days_off,
    // written by insertCourier and by nothing else
    shifts: row.shifts as unknown as Courier['shifts'],
    details: row.details as Courier['details'],
    createdAt: row.created_at,
  };
}
