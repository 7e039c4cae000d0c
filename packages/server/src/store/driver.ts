/** SQL of drivers. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { Driver } from '../domain/fleet/driver.ts';
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
    .onConflict((conflict) => conflict.columns(['account_id', 'license_number']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function findDriver(db: Kysely<DB>, accountId: string, id: string): Promise<Driver | null> {
  const row = await db
    .selectFrom('driver')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? toDriver(row) : null;
}

/** Drivers before the cursor, newest first. */
export async function listDrivers(
  db: Kysely<DB>,
  accountId: string,
  page: { readonly before: string | null; readonly limit: number },
): Promise<Driver[]> {
  const { rows } = await sql<Selectable<DB['driver']>>`
    select * from driver
    where account_id = ${accountId} and id < ${page.before ?? afterAll}::uuid
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
    // written by insertDriver and by nothing else
    details: row.details as Driver['details'],
    createdAt: row.created_at,
  };
}
