/** SQL of running numbers that people read. */
import type { Kysely } from 'kysely';
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
