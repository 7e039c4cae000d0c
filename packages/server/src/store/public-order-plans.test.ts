/** What the relay's question about public orders reads: those it asks about, however many there are. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { sql, type Kysely } from 'kysely';
import { openMDeliveryHouse, type MDeliveryHouse, type Seller } from '../../test/mdelivery-house.ts';
import { findPublicDeliveries } from './public-order.ts';
import type { DB } from './schema.ts';

let house: MDeliveryHouse;
let seller: Seller;
before(async () => {
  house = await openMDeliveryHouse();
  seller = await house.seller();
});
after(() => house.close());

async function rowsRead(tx: Kysely<DB>): Promise<number> {
  const { rows } = await sql<{ read: number }>`
    select coalesce(sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)), 0)::int as read
    from pg_stat_xact_user_tables where relname in ('public_order', 'delivery')`.execute(tx);
  return rows[0]?.read ?? Number.NaN;
}

it('finds public orders by their keys, though there were none when it was planned', async () => {
  const accountId = seller.caller.accountId;
  const nobody = Array.from({ length: 50 }, () => ({ accountId, id: house.deps.newId() }));
  for (let turn = 0; turn < 30; turn += 1) assert.equal((await findPublicDeliveries(house.database.db, nobody)).size, 0); // prettier-ignore
  const { deliveryId } = await seller.place('paid');
  await house.rows(`
    with made as (
      insert into delivery select (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(), 'order_number', 'N-' || n))).*
      from delivery d, generate_series(1, 2000) n where d.id = '${deliveryId}' returning id, order_number)
    insert into public_order (account_id, delivery_id, service_id, order_id, is_paid, receiver, submitted_at, accepted_until, ready_at, products)
    select o.account_id, m.id, o.service_id, m.order_number, false, o.receiver, o.submitted_at, o.accepted_until, o.ready_at, o.products
    from public_order o, made m where o.delivery_id = '${deliveryId}'`); // prettier-ignore
  const some = await house.rows(`select delivery_id as id from public_order limit 20`);
  const asked = [...some.map(({ id }) => ({ accountId, id: String(id) })), ...nobody];
  const tx = await house.database.db.startTransaction().execute();
  try {
    const begun = await rowsRead(tx);
    const found = await findPublicDeliveries(tx, asked);
    assert.deepEqual([...found].toSorted(), some.map(({ id }) => String(id)).toSorted());
    // one for each that is asked about: it, or the next
    assert.ok((await rowsRead(tx)) - begun <= 100, `${(await rowsRead(tx)) - begun} rows`);
  } finally {
    await tx.rollback().execute();
  }
});

it('does not take a delivery of another account for one of its own', async () => {
  const other = await house.seller();
  const { deliveryId } = await other.place('paid', { orderId: 'theirs' });
  const found = await findPublicDeliveries(house.database.db, [{ accountId: seller.caller.accountId, id: deliveryId }]);
  assert.equal(found.size, 0);
});
