/** SQL of accounts. */
import type { Kysely, Selectable } from 'kysely';
import { defaultSettings, type Account, type AccountSettings } from '../domain/account/account.ts';
import type { DB } from './schema.ts';

type AccountRow = Pick<Selectable<DB['account']>, 'id' | 'name' | 'currency' | 'time_zone' | 'settings'>;

export function toAccount(row: AccountRow): Account {
  return {
    id: row.id,
    name: row.name,
    currency: row.currency,
    timeZone: row.time_zone,
    // an object by the column's default and by everything that writes it
    settings: { ...defaultSettings, ...(row.settings as Partial<AccountSettings>) },
  };
}

export async function insertAccount(db: Kysely<DB>, account: Account): Promise<boolean> {
  const row = await db
    .insertInto('account')
    .values({
      id: account.id,
      name: account.name,
      currency: account.currency,
      time_zone: account.timeZone,
      settings: JSON.stringify(account.settings),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function findAccount(db: Kysely<DB>, id: string): Promise<Account | null> {
  const row = await db.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? toAccount(row) : null;
}

/** The next number for a trip that nobody named. Holds the account's row until the transaction ends. */
export async function nextTripNumber(tx: Kysely<DB>, accountId: string): Promise<number> {
  const row = await tx
    .updateTable('account')
    .set((eb) => ({ trips_made: eb('trips_made', '+', 1) }))
    .where('id', '=', accountId)
    .returning('trips_made')
    .executeTakeFirstOrThrow();
  return row.trips_made;
}
