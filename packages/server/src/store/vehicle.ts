/** SQL of vehicles. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { Vehicle } from '../domain/fleet/vehicle.ts';
import type { Trip } from '../domain/trip/trip.ts';
import { json } from './json.ts';
import { afterAll } from './keyset.ts';
import type { DB } from './schema.ts';

export type VehicleRow = Selectable<DB['vehicle']> & { readonly tracker_code: string | null };

/** @returns false, with nothing written, when the account already has the number. */
export async function insertVehicle(tx: Kysely<DB>, vehicle: Vehicle): Promise<boolean> {
  const { rows } = await sql`
    insert into vehicle select * from jsonb_populate_record(null::vehicle, ${json(toVehicleJson(vehicle))})
    on conflict (account_id, number) where deleted_at is null do nothing returning id`.execute(tx);
  return rows.length === 1;
}

const columns = sql`
  v.*, t.code as tracker_code
  from vehicle v
  left join tracker t on t.account_id = v.account_id and t.id = v.tracker_id`;

export async function findVehicle(db: Kysely<DB>, accountId: string, id: string): Promise<Vehicle | null> {
  const { rows } = await sql<VehicleRow>`
    select ${columns} where v.account_id = ${accountId} and v.id = ${id} and v.deleted_at is null`.execute(db);
  return rows[0] ? toVehicle(rows[0]) : null;
}

export async function findVehicleByNumber(db: Kysely<DB>, accountId: string, number: string): Promise<Vehicle | null> {
  const { rows } = await sql<VehicleRow>`
    select ${columns} where v.account_id = ${accountId} and v.number = ${number} and v.deleted_at is null`.execute(db);
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
    where v.account_id = ${accountId} and v.id < ${page.before ?? afterAll}::uuid and v.deleted_at is null
    order by v.id desc limit ${page.limit}`.execute(db);
  return rows.map(toVehicle);
}

/** As `findVehicle`, locked until the transaction ends: no trip can set out in it meanwhile. */
export async function lockVehicle(tx: Kysely<DB>, accountId: string, id: string): Promise<Vehicle | null> {
  await sql`select 1 from vehicle where account_id = ${accountId} and id = ${id} for update`.execute(tx);
  return findVehicle(tx, accountId, id);
}

/** Keeps the trip's vehicle from being changed until the transaction ends; many can do so at once. */
export async function holdVehicleOf(
  tx: Kysely<DB>,
  accountId: string,
  { vehicleId, trackerId }: Pick<Trip, 'vehicleId' | 'trackerId'>,
): Promise<void> {
  await sql`
    select 1 from vehicle
    where account_id = ${accountId} and (id = ${vehicleId} or (${vehicleId}::uuid is null and tracker_id = ${trackerId}))
    for share`.execute(tx);
}

/** As `holdVehicleOf`, by its number; null when there is none, or it is just being deleted. */
export async function holdVehicleByNumber(tx: Kysely<DB>, accountId: string, number: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from vehicle where account_id = ${accountId} and number = ${number} and deleted_at is null
    for share`.execute(tx);
  return rows[0]?.id ?? null;
}

/** Whether a trip in this vehicle is under way, or one of which only the device is known that is built into it. */
export async function isInTransit(db: Kysely<DB>, accountId: string, id: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from vehicle v
    join trip t on t.account_id = v.account_id and t.state = 'started'
      and (t.vehicle_id = v.id or (t.vehicle_id is null and t.tracker_id = v.tracker_id))
    where v.account_id = ${accountId} and v.id = ${id} limit 1`.execute(db);
  return rows.length > 0;
}

/** Writes the next version of a vehicle that this transaction has locked. */
export async function saveVehicle(tx: Kysely<DB>, vehicle: Vehicle): Promise<void> {
  const { rows } = await sql`
    update vehicle v set
      version = n.version, number = n.number, tracker_id = n.tracker_id, capacity_units = n.capacity_units,
      capacity_volume_cm3 = n.capacity_volume_cm3, capacity_weight_grams = n.capacity_weight_grams, details = n.details
    from jsonb_populate_record(null::vehicle, ${json(toVehicleJson(vehicle))}) n
    where v.account_id = n.account_id and v.id = n.id and v.version = n.version - 1 and v.deleted_at is null
    returning v.id`.execute(tx);
  if (rows.length !== 1) throw new Error('A vehicle was changed without its lock.');
}

/** Hides a vehicle that this transaction has locked, and takes its device and its couriers off it. */
export async function hideVehicle(tx: Kysely<DB>, accountId: string, id: string, at: Date): Promise<void> {
  await sql`
    update courier set vehicle_id = null, version = version + 1
    where account_id = ${accountId} and vehicle_id = ${id}`.execute(tx);
  await sql`
    update vehicle set deleted_at = ${at}, tracker_id = null, version = version + 1
    where account_id = ${accountId} and id = ${id}`.execute(tx);
}

function toVehicleJson(vehicle: Vehicle): Record<string, unknown> {
  return {
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
}

export function toVehicle(row: VehicleRow): Vehicle {
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
    // written by insertVehicle and saveVehicle only
    details: row.details as Vehicle['details'],
    createdAt: row.created_at,
  };
}
