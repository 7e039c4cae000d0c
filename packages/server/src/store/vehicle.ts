/** SQL of vehicles. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { Vehicle } from '../domain/fleet/vehicle.ts';
import { json } from './json.ts';
import { afterAll } from './keyset.ts';
import type { DB } from './schema.ts';

type VehicleRow = Selectable<DB['vehicle']> & { readonly tracker_code: string | null };

/** @returns false, with nothing written, when the account already has the number. */
export async function insertVehicle(tx: Kysely<DB>, vehicle: Vehicle): Promise<boolean> {
  const row = {
    account_id: vehicle.accountId,
    id: vehicle.id,
    version: vehicle.version,
    number: vehicle.number,
    tracker_id: vehicle.trackerId,
    capacity_units: vehicle.capacityUnits,
    capacity_volume_cm3: vehicle.capacityVolumeCm3,
    capacity_weight_grams: vehicle.capacityWeightGrams,
    details: vehicle.details,
    created_at: vehicle.createdAt,
  };
  const { rows } = await sql`
    insert into vehicle select * from jsonb_populate_record(null::vehicle, ${json(row)})
    on conflict (account_id, number) do nothing returning id`.execute(tx);
  return rows.length === 1;
}

const columns = sql`
  v.*, t.code as tracker_code
  from vehicle v
  left join tracker t on t.account_id = v.account_id and t.id = v.tracker_id`;

export async function findVehicle(db: Kysely<DB>, accountId: string, id: string): Promise<Vehicle | null> {
  const { rows } = await sql<VehicleRow>`
    select ${columns} where v.account_id = ${accountId} and v.id = ${id}`.execute(db);
  return rows[0] ? toVehicle(rows[0]) : null;
}

export async function findVehicleByNumber(db: Kysely<DB>, accountId: string, number: string): Promise<Vehicle | null> {
  const { rows } = await sql<VehicleRow>`
    select ${columns} where v.account_id = ${accountId} and v.number = ${number}`.execute(db);
  return rows[0] ? toVehicle(rows[0]) : null;
}

/** The vehicle that carries the tracker now. */
export async function findVehicleByTracker(
  db: Kysely<DB>,
  accountId: string,
  trackerId: string,
): Promise<Vehicle | null> {
  const { rows } = await sql<VehicleRow>`
    select ${columns} where v.account_id = ${accountId} and v.tracker_id = ${trackerId}`.execute(db);
  return rows[0] ? toVehicle(rows[0]) : null;
}

/** Vehicles before the cursor, newest first. */
export async function listVehicles(
  db: Kysely<DB>,
  accountId: string,
  page: { readonly before: string | null; readonly limit: number },
): Promise<Vehicle[]> {
  const { rows } = await sql<VehicleRow>`
    select ${columns}
    where v.account_id = ${accountId} and v.id < ${page.before ?? afterAll}::uuid
    order by v.id desc limit ${page.limit}`.execute(db);
  return rows.map(toVehicle);
}

function toVehicle(row: VehicleRow): Vehicle {
  return {
    accountId: row.account_id,
    id: row.id,
    version: row.version,
    number: row.number,
    trackerId: row.tracker_id,
    trackerCode: row.tracker_code,
    capacityUnits: row.capacity_units,
    capacityVolumeCm3: row.capacity_volume_cm3,
    capacityWeightGrams: row.capacity_weight_grams,
    // written by insertVehicle and by nothing else
    details: row.details as Vehicle['details'],
    createdAt: row.created_at,
  };
}
