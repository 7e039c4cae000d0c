/** What the house's statements on shipping orders read: what they need, though the tables were empty when they were planned. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql, type Kysely } from 'kysely';
import { openShippingHouse, type ShippingHouse } from '../../test/shipping-house.ts';
import type { ShippingOrder } from '../domain/shipping-order/shipping-order.ts';
import type { DB } from './schema.ts';
import { deliveriesWithOrders, listUnpaid } from './shipping-order.ts';

const waiting = 3000;
let house: ShippingHouse;
let order: ShippingOrder;
before(async () => {
  house = await openShippingHouse();
  await house.addCarrier();
});
after(() => house.close());

async function rowsRead(tx: Kysely<DB>): Promise<number> {
  const { rows } = await sql<{ read: number }>`
    select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int as read from pg_stat_xact_user_tables
    where relname = 'shipping_order'`.execute(tx);
  return rows[0]?.read ?? Number.NaN;
}

async function reads<T>(work: (tx: Kysely<DB>) => Promise<T>): Promise<{ result: T; read: number }> {
  const tx = await house.database.db.startTransaction().execute();
  try {
    const before = await rowsRead(tx);
    const result = await work(tx);
    return { result, read: (await rowsRead(tx)) - before };
  } finally {
    await tx.rollback().execute();
  }
}

/** Has every connection of the house plan its statements while the table is empty. */
async function planned(round: () => Promise<unknown>): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await Promise.all(Array.from({ length: 10 }, round));
}

/** Orders like the first, all of them late. */
async function fill(): Promise<void> {
  order = await house.placed();
  await sql`
    insert into shipping_order
    select (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid(), 'number', 'N-' || n, 'order_id', 'O-' || n,
      'form_id', null, 'pay_until', now() - interval '1 hour', 'status', case when n % 2 = 0 then 'paid' else 'awaiting_payment' end))).*
    from shipping_order s, generate_series(1, ${waiting}) n where s.id = ${order.id}`.execute(house.database.db);
}

const unpaid = () => reads((tx) => listUnpaid(tx, house.deps.now(), 50));
const carrying = () =>
  reads((tx) => {
    const none = Array.from({ length: 50 }, () => ({
      accountId: house.tenant.account.id,
      deliveryId: house.deps.newId(),
    }));
    return deliveriesWithOrders(tx, none);
  });

test('looking for unpaid orders reads those that it finds; deliveries without an order read none', async () => {
  await planned(unpaid);
  await planned(carrying);
  await fill();
  const late = await unpaid();
  assert.equal(late.result.length, 50);
  assert.ok(late.read <= 60, `${late.read} rows read for ${late.result.length} orders`);
  const found = await carrying();
  assert.equal(found.result.size, 0);
  assert.ok(found.read <= 5, `${found.read} rows read for none`);
});
