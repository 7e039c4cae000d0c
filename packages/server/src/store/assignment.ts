/** SQL of putting orders on trips by hand: which courier is meant, and which trip of his. */
import { sql, type Kysely } from 'kysely';
import type { DB } from './schema.ts';

/** How a courier can be named. The user name is that of the driver app. */
export type CourierKey = 'employeeNumber' | 'phone' | 'userName';

/** Ids of the couriers so named, two at most: phones are not unique. */
export async function findCourierIds(
  db: Kysely<DB>,
  accountId: string,
  key: CourierKey,
  value: string,
): Promise<string[]> {
  const matches = {
    employeeNumber: sql`c.employee_number = ${value}`,
    phone: sql`c.phone = ${value}`,
    userName: sql`exists (
      select from credential k where k.account_id = c.account_id and k.id = c.credential_id
        and k.dialect = 'courier' and k.lookup = ${value})`,
  }[key];
  const { rows } = await sql<{ id: string }>`
    select c.id from courier c where c.account_id = ${accountId} and ${matches} order by c.id limit 2`.execute(db);
  return rows.map(({ id }) => id);
}

/** The trip that the courier drives now, else the first that waits to start. */
export async function findDefaultTrip(db: Kysely<DB>, accountId: string, courierId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from trip
    where account_id = ${accountId} and courier_id = ${courierId} and state in ('planned', 'started')
    order by state = 'started' desc, id limit 1`.execute(db);
  return rows[0]?.id ?? null;
}
