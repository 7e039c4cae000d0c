/** What looking for due cycles, bills and codes reads: what is due, however much is not. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql, type Kysely } from 'kysely';
import { addSubscriptions } from '../../test/add-subscriptions.ts';
import { testDatabase, type TestDatabase } from '../../test/database.ts';
import { testDeps } from '../../test/deps.ts';
import { draft } from '../../test/draft-delivery.ts';
import { makeTenant } from '../../test/tenant.ts';
import { createDelivery } from '../use-cases/delivery/create-delivery.ts';
import { listOverdueBills } from './bill.ts';
import type { Due } from './due.ts';
import { listExpiredCodes } from './fulfilment.ts';
import type { DB } from './schema.ts';
import { listDueOrders } from './subscription-order.ts';

const now = new Date('2030-01-01T00:00:00Z');
/** Every hundredth is due. */
const many = 3000;
const limit = 10;
let database: TestDatabase;
let house: Kysely<DB>;

before(async () => {
  database = await testDatabase();
  const deps = testDeps(database.tenants);
  house = database.tenants.house;
  const { account, identity } = await makeTenant(deps);
  const { id: delivery } = await createDelivery(deps, identity, draft());
  const ids = await addSubscriptions(database.db, { account: account.id, delivery });
  /** Copies of a row, each with fields of its own. */
  const copy = (table: string, id: string, fields: string) =>
    sql
      .raw(
        `
      insert into ${table}
      select (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), ${fields}))).*
      from ${table} one, generate_series(2, ${many + 1}) n where one.id = '${id}'`,
      )
      .execute(database.db);
  const when = `case when n % 100 = 0 then timestamptz '2029-01-01' else timestamptz '2031-01-01' + n * interval '1 hour' end`;
  await copy('subscription_order', ids['subscription-orders'], `'number', 'X-' || n, 'serial', 1000 + n, 'next_cycle_at', ${when}`); // prettier-ignore
  await copy('bill', ids.bills, `'number', 'X-' || n, 'cycle', n, 'due_at', ${when}`);
  await copy('fulfilment', ids.redemptions, `'reference', 'X-' || n, 'code', 'X-' || n, 'cycle', n, 'total', null, 'expires_at', ${when}`); // prettier-ignore
  await sql`analyze subscription_order, bill, fulfilment`.execute(database.db);
});
after(() => database.close());

async function rowsRead(tx: Kysely<DB>): Promise<number> {
  const { rows } = await sql<{ read: number }>`
    select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int as read from pg_stat_xact_user_tables
    where relname in ('subscription_order', 'bill', 'fulfilment')`.execute(tx);
  return rows[0]?.read ?? Number.NaN;
}

const queues: Readonly<Record<string, (db: Kysely<DB>, now: Date, limit: number) => Promise<Due[]>>> = {
  cycles: listDueOrders,
  'overdue bills': listOverdueBills,
  'expired codes': listExpiredCodes,
};
for (const [what, look] of Object.entries(queues)) {
  test(`of ${what} it reads what it takes`, async () => {
    const tx = await house.startTransaction().execute();
    try {
      const before = await rowsRead(tx);
      assert.equal((await look(tx, now, limit)).length, limit);
      assert.equal((await rowsRead(tx)) - before, limit);
      assert.equal((await look(tx, now, many)).length, many / 100);
    } finally {
      await tx.rollback().execute();
    }
  });
}
