/** Whose a receiver's link, number or cookie is, asked by nobody in particular; and what the tables keep from happening. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql, type RawBuilder } from 'kysely';
import { addMDelivery, addMDeliveryTraces, type MDeliveryIds } from '../../test/add-mdelivery.ts';
import { testDatabase, type TestDatabase } from '../../test/database.ts';
import { testDeps, type TestDeps } from '../../test/deps.ts';
import { draft } from '../../test/draft-delivery.ts';
import { makeTenant, type Tenant } from '../../test/tenant.ts';
import { createDelivery } from '../use-cases/delivery/create-delivery.ts';
import { findHubService, findReceiverSession, findShippingOrder } from './receiver-lookup.ts';

let database: TestDatabase;
let deps: TestDeps;
let tenant: Tenant;
let ids: MDeliveryIds;
let cookie: Buffer;
before(async () => {
  database = await testDatabase();
  deps = testDeps(database.tenants);
  tenant = await makeTenant(deps);
  ids = await seed(tenant);
  cookie = await addMDeliveryTraces(database.db, tenant.account.id, ids);
});
after(() => database.close());

async function seed({ account, identity }: Tenant): Promise<MDeliveryIds> {
  const { id: delivery } = await createDelivery(deps, identity, draft({ orderNumber: deps.newId() }));
  const credential = identity.caller.credentialId ?? assert.fail();
  return addMDelivery(database.db, { account: account.id, delivery, credential });
}

const anyone = () => database.tenants.anyone;
const refused = (statement: RawBuilder<unknown>, words: RegExp) =>
  assert.rejects(statement.execute(database.db), words);

test('a link is found by the code of its service, while its provider is active', async () => {
  const found = await findHubService(anyone(), ids.services);
  assert.deepEqual(found, { accountId: tenant.account.id, providerId: ids.providers, serviceId: ids['provider-services'] }); // prettier-ignore
  assert.equal(await findHubService(anyone(), 'nobody’s'), null);
  const state = (word: string) => sql`update provider set state = ${word} where id = ${ids.providers}`.execute(database.db); // prettier-ignore
  await state('paused');
  assert.equal(await findHubService(anyone(), ids.services), null);
  await state('active');
});

test('an order is found by its number', async () => {
  const found = await findShippingOrder(anyone(), ids.number);
  assert.deepEqual(found, { accountId: tenant.account.id, serviceId: ids['provider-services'], shippingOrderId: ids['shipping-orders'] }); // prettier-ignore
  assert.equal(await findShippingOrder(anyone(), ids.number.toLowerCase()), null);
});

test('a cookie is found until it expires', async () => {
  const { rows } = await sql<{ expires_at: Date }>`select expires_at from receiver_session`.execute(database.db);
  const end = rows[0]?.expires_at ?? assert.fail();
  const found = await findReceiverSession(anyone(), cookie, new Date(end.getTime() - 1));
  assert.deepEqual(found, { accountId: tenant.account.id, serviceId: ids['provider-services'], orderId: ids.orders });
  // the database counts microseconds
  assert.equal(await findReceiverSession(anyone(), cookie, new Date(end.getTime() + 1)), null);
  assert.equal(await findReceiverSession(anyone(), Buffer.alloc(32), deps.now()), null);
});

test('a code of a service and a number of an order are nobody else’s', async () => {
  const other = await seed(await makeTenant(deps));
  await refused(sql`update provider_service set code = ${ids.services} where id = ${other['provider-services']}`, /provider_service_code/); // prettier-ignore
  await refused(sql`update shipping_order set number = ${ids.number} where id = ${other['shipping-orders']}`, /shipping_order_number/); // prettier-ignore
});

test('one order of the same goods is open at a time, and a payment counts once', async () => {
  const again = (number: string) => sql`
    insert into shipping_order select (jsonb_populate_record(o, jsonb_build_object('id', ${deps.newId()}::text, 'number', ${number}::text, 'status', 'awaiting_payment'))).*
    from shipping_order o where id = ${ids['shipping-orders']}`; // prettier-ignore
  await refused(again('D-2'), /shipping_order_open/);
  const status = (word: string) => sql`update shipping_order set status = ${word} where number = ${ids.number}`.execute(database.db); // prettier-ignore
  await status('expired');
  await again('D-2').execute(database.db);
  await refused(sql`update shipping_order set status = 'awaiting_payment' where number = ${ids.number}`, /shipping_order_open/); // prettier-ignore
  const pay = sql`insert into payment select (jsonb_populate_record(p, jsonb_build_object('id', ${deps.newId()}::text))).*
    from payment p where account_id = ${tenant.account.id}`;
  await refused(pay, /payment_account_id_payment_id_key/);
});

test('an order on its way has a waybill', async () => {
  for (const word of ['awaiting_pickup', 'delivering', 'delivered', 'returning', 'returned'])
    await refused(sql`update shipping_order set status = ${word} where number = 'D-2'`, /shipping_order_check/);
  await sql`update shipping_order set status = 'problem' where number = 'D-2'`.execute(database.db);
  await sql`update shipping_order set status = 'delivering', waybill = 'W' where number = 'D-2'`.execute(database.db);
});
