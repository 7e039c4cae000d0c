/** The hub's own work over the native API: calls to partners, follow-ups, reconciliations. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { sql } from 'kysely';
import { addMDelivery, type MDeliveryIds } from '../../../test/add-mdelivery.ts';
import { elements, openNativeHouse, type NativeClient, type NativeHouse } from '../../../test/native-house.ts';
import { seedDelivery } from '../../../test/seed-delivery.ts';
import { insertFollowUps } from '../../store/follow-up.ts';
import { createApiKey } from '../../use-cases/account/manage-credentials.ts';
import { reconcile } from '../../use-cases/reconciliation/reconcile.ts';

let house: NativeHouse;
let client: NativeClient;
let ids: MDeliveryIds;
before(async () => {
  house = await openNativeHouse();
  client = await house.client();
  const { db } = house.database;
  const { id: account } = client.tenant.account;
  const { deliveryId, accountId } = await seedDelivery(db);
  await sql`update delivery set account_id = ${account} where account_id = ${accountId}`.execute(db);
  const asked = await createApiKey(house.deps, client.tenant.identity.caller, { dialect: 'mdelivery', label: 'M' });
  ids = await addMDelivery(db, { account, delivery: deliveryId, credential: asked.id });
});
after(() => house.close());

it('lists calls to partners by their state, and makes one again that was refused', async () => {
  const path = `/partner-calls/${ids['partner-calls']}`;
  const [call] = elements((await client.call('GET', '/partner-calls')).body);
  const { createdAt, dueAt, ...rest } = call ?? assert.fail();
  assert.deepEqual(rest, {
    id: ids['partner-calls'],
    connector: 'mdelivery.provider',
    partnerId: ids.providers,
    aggregateId: ids['shipping-orders'],
    sequence: 1,
    operation: 'put_status',
    state: 'waiting',
    attempts: 0,
    status: null,
    error: null,
    settledAt: null,
  });
  assert.deepEqual([typeof createdAt, typeof dueAt], ['string', 'string']);
  assert.deepEqual(elements((await client.call('GET', '/partner-calls?state=refused')).body), []);
  await sql`update partner_call set state = 'refused', attempts = 3, status = 400, error = 'No.', settled_at = now()`.execute(house.database.db); // prettier-ignore
  const [refused] = elements((await client.call('GET', '/partner-calls?state=refused')).body);
  assert.deepEqual([refused?.['status'], refused?.['error']], [400, 'No.']);
  const again = await client.call('POST', `${path}/retry`, {});
  assert.equal(again.status, 200);
  const { state, attempts, dueAt: at, settledAt } = again.body;
  assert.deepEqual([state, attempts, at, settledAt], ['waiting', 0, house.deps.now().toISOString(), null]);
  await sql`update partner_call set state = 'acknowledged', settled_at = now()`.execute(house.database.db);
  assert.equal((await client.call('POST', `${path}/retry`, {})).status, 409);
  assert.equal((await client.call('POST', `/partner-calls/${house.deps.newId()}/retry`, {})).status, 404);
});

it('lists what has still to be done after events page by page, and tries again what was given up', async () => {
  const { db } = house.database;
  const { id: account } = client.tenant.account;
  const places = Array.from({ length: 3 }, (_, index) => ({ accountId: account, id: house.deps.newId(), aggregateId: house.deps.newId(), sequence: index + 1 })); // prettier-ignore
  for (const { id, aggregateId, sequence } of places) {
    await sql`insert into event (account_id, id, aggregate, aggregate_id, sequence, type, occurred_at, actor, data)
      values (${account}, ${id}, 'delivery', ${aggregateId}, ${sequence}, 'delivery.ready', now(), 'x', '{}')`.execute(
      db,
    );
  }
  await insertFollowUps(db, 'public-changes', places);
  await sql`update follow_up set parked_at = now(), attempts = 12, error = 'No.' where sequence < 3`.execute(db);
  const first = await client.call('GET', '/follow-ups?limit=2');
  const second = await client.call('GET', `/follow-ups?limit=2&cursor=${String(first.body['next'])}`);
  const all = [...elements(first.body), ...elements(second.body)];
  assert.deepEqual(all.map(({ eventId }) => eventId), places.map(({ id }) => id)); // prettier-ignore
  assert.equal(second.body['next'], null);
  const [waiting, ...more] = elements((await client.call('GET', '/follow-ups?state=waiting')).body);
  const { dueAt, ...rest } = waiting ?? assert.fail();
  const { id: eventId, aggregateId } = places[2] ?? assert.fail();
  assert.deepEqual(rest, { follower: 'public-changes', eventId, aggregateId, sequence: 3, attempts: 0, parkedAt: null, error: null }); // prettier-ignore
  assert.deepEqual([typeof dueAt, more.length], ['string', 0]);
  assert.equal(elements((await client.call('GET', '/follow-ups?state=parked')).body).length, 2);
  const retried = await client.call('POST', '/follow-ups/retry', {});
  assert.deepEqual([retried.status, retried.body], [200, { retried: 2 }]);
  assert.equal(elements((await client.call('GET', '/follow-ups?state=parked')).body).length, 0);
  const stranger = await house.client();
  assert.deepEqual(elements((await stranger.call('GET', '/follow-ups')).body), []);
  for (const cursor of ['x', Buffer.from('a b').toString('base64url')]) {
    assert.equal((await client.call('GET', `/follow-ups?cursor=${cursor}`)).status, 422);
  }
  assert.equal((await client.call('GET', '/follow-ups?state=done')).status, 422);
});

it('begins the reconciliation of today, and shows what was found', async () => {
  const begun = await client.call('POST', '/reconciliations', {});
  const day = house.deps.now().toISOString().slice(0, 10);
  const startedAt = house.deps.now().toISOString();
  assert.equal(begun.status, 201);
  assert.deepEqual(begun.body, { day, startedAt, finishedAt: null, orders: 0, findingCount: 0, findings: [] });
  await sql`update provider set state = 'paused'`.execute(house.database.db);
  await sql`update shipping_order set status = 'ready', waybill_tries = 1 where id = ${ids['paid-orders']}`.execute(
    house.database.db,
  );
  await reconcile(house.deps);
  const { body } = await client.call('GET', `/reconciliations/${day}`);
  const found = {
    shippingOrderId: ids['paid-orders'],
    number: `${ids.number}-P`,
    orderId: `${ids.orders}-P`,
    provider: null,
    hub: 'ready',
    carrier: null,
  };
  assert.deepEqual(body, {
    day,
    startedAt,
    finishedAt: startedAt,
    orders: 2,
    findingCount: 2,
    findings: [
      { ...found, kind: 'waybill_missing', words: 'Tries: 1.' },
      { ...found, kind: 'payment_excess', words: `Payment ${ids.number}: 95.00 MDL.` },
    ],
  });
  const first = await client.call('GET', '/reconciliations?limit=1');
  const { findings: _findings, ...summary } = body;
  assert.deepEqual(elements(first.body), [summary]);
  const second = await client.call('GET', `/reconciliations?limit=1&cursor=${String(first.body['next'])}`);
  assert.deepEqual(elements(second.body).map(({ day: one }) => one), [ids.reconciliations]); // prettier-ignore
  for (const other of ['2026-02-30', 'today', '0000-01-01', '2999-12-31', '2026-1-1']) {
    assert.equal((await client.call('GET', `/reconciliations/${other}`)).status, 404, other);
  }
});
