/** SQL of trips. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { TripSummary } from '../domain/event/event.ts';
import type { Trip } from '../domain/trip/trip.ts';
import { json } from './json.ts';
import { afterAll } from './keyset.ts';
import type { DB } from './schema.ts';

/** A trip as the core reads it: with the names of those who drive it and the number of its vehicle. */
export interface TripWithCrew extends Trip {
  readonly courierName: string | null;
  readonly courierPhone: string | null;
  readonly vehicleNumber: string | null;
}

type TripRow = Selectable<DB['trip']> & {
  readonly courier_name: string | null;
  readonly courier_phone: string | null;
  readonly vehicle_number: string | null;
};

export function toTripSummary(trip: TripWithCrew): TripSummary {
  const { id, name, courierName, courierPhone, driverName, vehicleNumber, assignedBy } = trip;
  return { id, name, courierName, courierPhone, driverName, vehicleNumber, assignedBy };
}

/** @returns false, with nothing written, when the account already has a trip of that name. */
export async function insertTrip(tx: Kysely<DB>, trip: Trip): Promise<boolean> {
  const { rows } = await sql`
    insert into trip select * from jsonb_populate_record(null::trip, ${json(toTripJson(trip))})
    on conflict (account_id, name) do nothing returning id`.execute(tx);
  return rows.length === 1;
}

/** Trips by id, in the order of the ids asked for; an id that the account does not have is left out. */
export async function findTrips(db: Kysely<DB>, accountId: string, ids: readonly string[]): Promise<TripWithCrew[]> {
  const { rows } = await sql<TripRow>`
    select t.*, c.name as courier_name, c.phone as courier_phone, v.number as vehicle_number
    from trip t
    left join courier c on c.account_id = t.account_id and c.id = t.courier_id
    left join vehicle v on v.account_id = t.account_id and v.id = t.vehicle_id
    where t.account_id = ${accountId} and t.id = any(${ids}::uuid[])`.execute(db);
  const found = new Map(rows.map((row) => [row.id, toTrip(row)]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** As `findTrips` for one trip, locked until the transaction ends. */
export async function lockTrip(tx: Kysely<DB>, accountId: string, id: string): Promise<TripWithCrew | null> {
  await sql`select 1 from trip where account_id = ${accountId} and id = ${id} for no key update`.execute(tx);
  const [trip] = await findTrips(tx, accountId, [id]);
  return trip ?? null;
}

/**
 * As `lockTrip` for a trip that is under way.
 * @returns null when it is not, or while somebody else works on it.
 */
export async function claimStartedTrip(tx: Kysely<DB>, accountId: string, id: string): Promise<TripWithCrew | null> {
  const { rows } = await sql`
    select 1 from trip where account_id = ${accountId} and id = ${id} and state = 'started'
    for no key update skip locked`.execute(tx);
  if (rows.length === 0) return null;
  // by a statement of its own: it sees what the one before us has committed
  const [trip] = await findTrips(tx, accountId, [id]);
  return trip ?? null;
}

/** Writes what following its tracker changed of a trip that this transaction has locked at `version`. */
export async function saveProgress(tx: Kysely<DB>, version: number, after: Trip): Promise<void> {
  const { rows } = await sql`
    update trip set version = ${after.version}, expected_end = ${after.expectedEnd},
      driven_metres = ${after.drivenMetres}, updated_at = ${after.updatedAt}
    where account_id = ${after.accountId} and id = ${after.id} and version = ${version}
    returning id`.execute(tx);
  if (rows.length !== 1) throw new Error('A trip was changed without its lock.');
}

/** Trips after the cursor, newest first. */
export async function listTrips(
  db: Kysely<DB>,
  accountId: string,
  filter: { readonly state: Trip['state'] | null; readonly before: string | null; readonly limit: number },
): Promise<TripWithCrew[]> {
  const state = filter.state === null ? sql`` : sql`and t.state = ${filter.state}`;
  const { rows } = await sql<TripRow>`
    select t.*, c.name as courier_name, c.phone as courier_phone, v.number as vehicle_number
    from trip t
    left join courier c on c.account_id = t.account_id and c.id = t.courier_id
    left join vehicle v on v.account_id = t.account_id and v.id = t.vehicle_id
    where t.account_id = ${accountId} and t.id < ${filter.before ?? afterAll}::uuid ${state}
    order by t.id desc limit ${filter.limit}`.execute(db);
  return rows.map(toTrip);
}

/** Writes the next version of a trip that this transaction has locked. */
export async function saveTrip(tx: Kysely<DB>, trip: Trip): Promise<void> {
  const { rows } = await sql`
    update trip t set
      version = n.version, name = n.name, state = n.state, courier_id = n.courier_id, vehicle_id = n.vehicle_id,
      tracker_id = n.tracker_id, driver_name = n.driver_name, loaded_at = n.loaded_at, started_at = n.started_at,
      ended_at = n.ended_at, expected_end = n.expected_end, driven_metres = n.driven_metres, updated_at = n.updated_at
    from jsonb_populate_record(null::trip, ${json(toTripJson(trip))}) n
    where t.account_id = n.account_id and t.id = n.id and t.version = n.version - 1
    returning t.id`.execute(tx);
  if (rows.length !== 1) throw new Error('A trip was changed without its lock.');
}

function toTrip(row: TripRow): TripWithCrew {
  return {
    accountId: row.account_id,
    id: row.id,
    version: row.version,
    name: row.name,
    // checks in the database keep these columns to the words of the domain
    state: row.state as Trip['state'],
    assignedBy: row.assigned_by as Trip['assignedBy'],
    courierId: row.courier_id,
    vehicleId: row.vehicle_id,
    trackerId: row.tracker_id,
    driverName: row.driver_name,
    loadedAt: row.loaded_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    expectedEnd: row.expected_end,
    drivenMetres: row.driven_metres,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    courierName: row.courier_name,
    courierPhone: row.courier_phone,
    vehicleNumber: row.vehicle_number,
  };
}

function toTripJson(trip: Trip): Record<string, unknown> {
  return {
    account_id: trip.accountId,
    id: trip.id,
    version: trip.version,
    name: trip.name,
    state: trip.state,
    courier_id: trip.courierId,
    vehicle_id: trip.vehicleId,
    tracker_id: trip.trackerId,
    driver_name: trip.driverName,
    assigned_by: trip.assignedBy,
    loaded_at: trip.loadedAt,
    started_at: trip.startedAt,
    ended_at: trip.endedAt,
    expected_end: trip.expectedEnd,
    driven_metres: trip.drivenMetres,
    created_at: trip.createdAt,
    updated_at: trip.updatedAt,
  };
}
