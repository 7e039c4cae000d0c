/** SQL of running numbers that people read. */
import { sql, type Kysely } from 'kysely';
import { json } from './json.ts';
import type { DB } from './schema.ts';

/**
 * The next number, 1 to begin with. Holds the counter until the transaction ends, so that none is left out; take it late.
 * @param name which of the account's counters.
 */
export async function nextSerial(tx: Kysely<DB>, accountId: string, name: string): Promise<number> {
  const { last } = await tx
    .insertInto('serial_counter')
    .values({ account_id: accountId, name, last: 1 })
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'name']).doUpdateSet((eb) => ({ last: eb('serial_counter.last', '+', 1) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return last;
}

/** The last numbers that were given out, by the names of the counters. One that has counted farther stays. */
export async function raiseSerials(
  tx: Kysely<DB>,
  accountId: string,
  lasts: Readonly<Record<string, number>>,
): Promise<void> {
  await sql`
    insert into serial_counter (account_id, name, last)
    select ${accountId}, key, value::bigint from jsonb_each_text(${json(lasts)})
    on conflict (account_id, name) do update set last = greatest(serial_counter.last, excluded.last)`.execute(tx);
}
