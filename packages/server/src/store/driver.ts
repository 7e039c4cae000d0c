/** SQL of drivers. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { Driver } from '../domain/fleet/driver.ts';
import { json } from './json.ts';
import { afterAll } from './keyset.ts';
import type { DB } from './schema.ts';

/** @returns false, with nothing written, when the account already has the licence number. */
export async function insertDriver(tx: Kysely<DB>, driver: Driver): Promise<boolean> {
  const row = await tx
    .insertInto('driver')
    .values({
      account_id: driver.accountId,
      id: driver.id,
      version: driver.version,
      name: driver.name,
      phone: driver.phone,
      email: driver.email,
      license_number: driver.licenseNumber,
      details: JSON.stringify(driver.details),
      created_at: driver.createdAt,
    })
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'license_number']).where('deleted_at', 'is', null).doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function findDriver(db: Kysely<DB>, accountId: string, id: string): Promise<Driver | null> {
  const [driver] = await findDrivers(db, accountId, [id]);
  return driver ?? null;
}

/** Drivers by id, in no order; an id that the account does not have is left out. */
export async function findDrivers(db: Kysely<DB>, accountId: string, ids: readonly string[]): Promise<Driver[]> {
  const { rows } = await sql<Selectable<DB['driver']>>`
    select * from driver
    where account_id = ${accountId} and id = any(${ids}::uuid[]) and deleted_at is null`.execute(db);
  return rows.map(toDriver);
}

/** As `findDriver`, locked until the transaction ends. */
export async function lockDriver(tx: Kysely<DB>, accountId: string, id: string): Promise<Driver | null> {
  await sql`select 1 from driver where account_id = ${accountId} and id = ${id} for update`.execute(tx);
  return findDriver(tx, accountId, id);
}

/**
 * The one driver of this name, kept from being deleted until the transaction ends; null when nobody has it, or several
 * have and nobody knows who is meant.
 */
export async function holdDriverByName(tx: Kysely<DB>, accountId: string, name: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from driver where account_id = ${accountId} and name = ${name} and deleted_at is null
    order by id limit 2 for share`.execute(tx);
  return rows.length === 1 ? (rows[0]?.id ?? null) : null;
}

/** Name of the trip under way that this driver drives. */
export async function findTripDriven(db: Kysely<DB>, accountId: string, id: string): Promise<string | null> {
  const { rows } = await sql<{ name: string }>`
    select t.name from haulage h
    join trip t on t.account_id = h.account_id and t.id = h.trip_id and t.state = 'started'
    where h.account_id = ${accountId} and h.driver_id = ${id} limit 1`.execute(db);
  return rows[0]?.name ?? null;
}

/** Writes the next version of a driver that this transaction has locked. */
export async function saveDriver(tx: Kysely<DB>, driver: Driver): Promise<void> {
  const { rows } = await sql`
    update driver set
      version = ${driver.version}, name = ${driver.name}, phone = ${driver.phone}, email = ${driver.email},
      license_number = ${driver.licenseNumber}, details = ${json(driver.details)}
    where account_id = ${driver.accountId} and id = ${driver.id} and version = ${driver.version - 1}
      and deleted_at is null
    returning id`.execute(tx);
  if (rows.length !== 1) throw new Error('A driver was changed without its lock.');
}

/** Hides a driver that this transaction has locked. */
export async function hideDriver(tx: Kysely<DB>, accountId: string, id: string, at: Date): Promise<void> {
  await sql`
    update driver set deleted_at = ${at}, version = version + 1
    where account_id = ${accountId} and id = ${id}`.execute(tx);
}

/** Drivers before the cursor, newest first. */
export async function listDrivers(
  db: Kysely<DB>,
  accountId: string,
  page: { readonly before: string | null; readonly limit: number },
): Promise<Driver[]> {
  const { rows } = await sql<Selectable<DB['driver']>>`
    select * from driver
    where account_id = ${accountId} and id < ${page.before ?? afterAll}::uuid and deleted_at is null
    order by id desc limit ${page.limit}`.execute(db);
  return rows.map(toDriver);
}

function toDriver(row: Selectable<DB['driver']>): Driver {
  return {
    accountId: row.account_id,
    id: row.id,
    version: row.version,
    name: row.name,
    phone: row.phone,
    email: row.email,
    licenseNumber: row.license_number,
    // written by insertDriver and saveDriver only
    details: row.details as Driver['details'],
    createdAt: row.created_at,
  };
}
