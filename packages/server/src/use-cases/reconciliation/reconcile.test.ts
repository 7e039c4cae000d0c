/** What provider, hub, carrier and payments do not agree on is found, once each, however often somebody dies over it. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import { openHubHouse, tellsOf, type HubHouse } from '../../../test/hub-house.ts';
import { sendJson } from '../../../test/provider-server.ts';
import type { PublicStatus } from '../../domain/public-order/public-status.ts';
import type { ShippingOrder } from '../../domain/shipping-order/shipping-order.ts';
import { reconcile } from './reconcile.ts';
import { getReconciliation, listReconciliations, openReconciliations, startReconciliation } from './runs.ts';

let house: HubHouse;
before(async () => {
  house = await openHubHouse();
  await house.addCarrier();
});
beforeEach(async () => {
  for (const table of ['reconciliation', 'payment', 'partner_call', 'partner_health', 'shipping_order']) {
    await house.rows(`delete from ${table}`);
  }
});
after(() => house.close());

const set = (order: Pick<ShippingOrder, 'id'>, change: string) =>
  house.rows(`update shipping_order set ${change} where id = '${order.id}'`);
/** What was queued is told; ten minutes pass. */
async function settle(): Promise<void> {
  await house.rows(`delete from partner_call where state = 'waiting'`);
  house.deps.clock.move(11 * 60_000);
}
async function run() {
  await startReconciliation(house.deps, house.tenant.identity.caller);
  await reconcile(house.deps);
  const today = house.deps.now().toISOString().slice(0, 10);
  return getReconciliation(house.deps, house.tenant.identity.caller, today);
}
async function found() {
  const { findings } = await run();
  return findings.map(({ kind, provider, hub, carrier, words }) => [kind, provider, hub, carrier, words]);
}
/** The provider has these words for the orders, in their order. */
function answer(orders: readonly ShippingOrder[], words: readonly PublicStatus[]): void {
  const byId = Object.fromEntries(orders.map(({ details }, index) => [details.orderId, words[index] ?? 'Unknown']));
  house.server.answerWith(tellsOf(house, orders, byId));
}
/** One that our fleet has on its list. */
async function withCarrier(): Promise<ShippingOrder> {
  const order = await house.paid();
  await set(order, `status = 'ready'`);
  await sql`insert into partner_call (account_id, id, connector, partner_id, aggregate_id, sequence, operation, content, state, due_at)
    values (${order.accountId}, ${house.deps.newId()}, 'carrier.fleet', ${order.carrierId}, ${order.id}, 99, 'create_waybill', '{}', 'waiting', ${house.deps.now()})`.execute(
    house.database.db,
  );
  assert.deepEqual(await house.work(order), [['create_waybill', 'done']]);
  return house.read(order);
}

test('finds nothing where all agree', async () => {
  const orders = [await house.placed(), await house.placed(), await house.paid(), await withCarrier()];
  await settle();
  answer(orders, ['AwaitingPayment', 'Ready', 'Paid', 'AwaitingPickup']);
  const { counted, findings } = await run();
  assert.deepEqual(findings, []);
  assert.deepEqual([counted.orders, counted.findings, counted.finishedAt === null], [4, 0, false]);
  const compared = await house.rows('select 1 from shipping_order where reconciled_at is not null');
  assert.equal(compared.length, 4);
});

test('what the provider has told nobody is heard, and is no finding', async () => {
  const order = await house.paid();
  await settle();
  answer([order], ['Processing']);
  assert.deepEqual(await found(), []);
  assert.equal((await house.read(order)).status, 'processing');
});

test('a provider that has another word, or does not know the order', async () => {
  const [one, two] = [await house.paid(), await house.paid()];
  await settle();
  answer([one], ['AwaitingPayment']);
  assert.deepEqual(await found(), [
    ['provider_disagrees', 'AwaitingPayment', 'paid', null, null],
    ['provider_disagrees', null, 'paid', null, 'The provider knows no such order.'],
  ]);
  assert.ok(two);
});

test('what is a moment old, or has still to be told, is no disagreement', async () => {
  const order = await house.paid();
  answer([order], ['AwaitingPayment']);
  assert.deepEqual(await found(), []);
  house.deps.clock.move(60 * 60_000);
  assert.deepEqual(await found(), [], 'the calls wait');
  await settle();
  assert.equal((await found()).length, 1);
});

test('a provider that does not answer is asked once for a page, and not at all while its breaker is open', async () => {
  for (let count = 0; count < 9; count += 1) await house.paid();
  await settle();
  house.server.asked.length = 0;
  house.server.answerWith(sendJson(503, {}));
  const silent = await found();
  assert.deepEqual(new Set(silent.map(String)), new Set([String(['provider_unreachable', null, 'paid', null, 'Agency answered 503.'])])); // prettier-ignore
  assert.equal(silent.length, 9);
  assert.ok(house.server.asked.length <= 4, `${house.server.asked.length} questions`);
  const { accountId, id } = house.of.provider;
  const until = new Date(house.deps.now().getTime() + 60_000);
  await sql`insert into partner_health (account_id, connector, partner_id, failures, open_until)
    values (${accountId}, 'mdelivery.provider', ${id}, 5, ${until})`.execute(house.database.db);
  house.server.asked.length = 0;
  assert.equal((await found()).length, 9);
  assert.equal(house.server.asked.length, 0);
});

test('a carrier that is elsewhere, and one that says nothing', async () => {
  // asked together: the last is asked when the carrier has said of another that it knows nothing of it
  const lost = [await withCarrier(), await withCarrier(), await withCarrier(), await withCarrier()];
  for (const order of lost) await set(order, `waybill = 'LOST'`);
  const here = await withCarrier();
  await set(here, `status = 'delivered', carrier_heard_at = now() + interval '1 day'`);
  await settle();
  answer([...lost, here], [...lost.map(() => 'AwaitingPickup' as const), 'Delivered']);
  assert.deepEqual(await found(), [
    ...lost.map(() => [
      'carrier_unreachable',
      'AwaitingPickup',
      'awaiting_pickup',
      null,
      'Our fleet knows no waybill LOST.',
    ]),
    ['carrier_disagrees', 'Delivered', 'delivered', 'awaiting_pickup', null],
  ]);
});

test('a refused call, and goods that nobody comes for', async () => {
  const order = await house.paid();
  await set(order, `status = 'ready', waybill_tries = 2`);
  await house.rows(`update partner_call set state = 'refused', settled_at = now(), error = 'Agency answered 400.' where sequence = 1`); // prettier-ignore
  await settle();
  answer([order], ['Ready']);
  assert.deepEqual(await found(), [
    ['call_refused', 'Ready', 'ready', null, 'put_status: Agency answered 400.'],
    ['waybill_missing', 'Ready', 'ready', null, 'Tries: 2.'],
  ]);
});

test('money that has to go back, however long ago, until it has', async () => {
  const orders = [await house.paid(), await house.paid(), await house.paid()];
  const [twice = assert.fail(), late = assert.fail(), ended = assert.fail()] = orders;
  const pay = ({ id, accountId }: ShippingOrder, paymentId: string, outcome: string) =>
    sql`insert into payment (account_id, id, shipping_order_id, payment_id, amount, currency, paid_at, fingerprint, outcome)
      values (${accountId}, ${house.deps.newId()}, ${id}, ${paymentId}, 9500, 'MDL', now(), ${Buffer.alloc(32)}, ${outcome})`.execute(house.database.db); // prettier-ignore
  await pay(twice, 'P1', 'applied');
  await pay(twice, 'P2', 'excess');
  await pay(late, 'P3', 'after_end');
  await pay(ended, 'P4', 'applied');
  await set(twice, `status = 'confirmed', confirmed_at = now(), waybill = 'W'`);
  await set(late, `status = 'expired'`);
  await set(ended, `status = 'cancelled'`);
  await settle();
  house.deps.clock.move(40 * 86_400_000);
  house.server.asked.length = 0;
  assert.deepEqual(await found(), [
    ['payment_excess', null, 'confirmed', null, 'Payment P2: 95.00 MDL.'],
    ['refund_due', null, 'expired', null, 'Payment P3: 95.00 MDL.'],
    ['refund_due', null, 'cancelled', null, 'Payment P4: 95.00 MDL.'],
  ]);
  assert.equal(house.server.asked.length, 0, 'nobody is asked about what is long over');
  await house.rows('update payment set refunded_at = now()');
  const { counted } = await run();
  assert.deepEqual([counted.orders, counted.findings], [0, 0]);
});

test('R15: goes on page by page where it was interrupted, also when two work on it', async () => {
  const order = await house.paid();
  await sql`
    insert into shipping_order
    select (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid(), 'number', 'N-' || n, 'order_id', 'O-' || n, 'form_id', null))).*
    from shipping_order s, generate_series(1, 129) n where s.id = ${order.id}`.execute(house.database.db);
  await settle();
  house.server.answerWith(sendJson(404, {}));
  await openReconciliations(house.deps);
  await openReconciliations(house.deps);
  const other = house.otherProcess();
  const list = () => listReconciliations(house.deps, house.tenant.identity.caller, { before: null, limit: 10 });
  // as much as the time of a page allows
  while ((await list())[0]?.counted.finishedAt === null) {
    await Promise.all([reconcile(house.deps, 20), reconcile(other, 20)]);
  }
  const [last, ...more] = await list();
  assert.equal(more.length, 0);
  assert.equal(last?.counted.orders, 130);
  assert.ok(last.counted.finishedAt !== null);
  const { findings } = await getReconciliation(house.deps, house.tenant.identity.caller, last.day);
  assert.equal(new Set(findings.map(({ shippingOrderId }) => shippingOrderId)).size, 130);
  assert.equal(findings.length, 130);
  assert.equal(await reconcile(house.deps), 0, 'it is at its end');
});
