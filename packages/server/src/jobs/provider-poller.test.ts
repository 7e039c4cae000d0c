/** Providers, asked for what has changed: how often, what becomes of an answer that was lost, and by whom. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import { openHubHouse, tellsOf, type HubHouse } from '../../test/hub-house.ts';
import { sendJson } from '../../test/provider-server.ts';
import { until } from '../../test/webhook-house.ts';
import type { ShippingOrder } from '../domain/shipping-order/shipping-order.ts';
import { claimDueServices } from '../store/provider-poll.ts';
import { createProviderPoller } from './provider-poller.ts';

let house: HubHouse;
before(async () => {
  house = await openHubHouse();
  await house.addCarrier();
});
beforeEach(async () => {
  await house.rows(`update shipping_order set status = 'cancelled' where status <> 'cancelled'`);
  for (const table of ['partner_call', 'partner_health', 'outbox', 'event']) await house.rows(`delete from ${table}`);
  await sql`update provider_service set next_poll_at = ${house.deps.now()}, poll_failures = 0, sweep_due = false,
    last_polled_at = null, claimed_by = null, lease_until = null`.execute(house.database.db);
  house.server.asked.length = 0;
  house.server.answerWith(sendJson(200, []));
});
after(() => house.close());

const paid = (count: number) => Promise.all(Array.from({ length: count }, () => house.paid()));
const orderId = (order: ShippingOrder) => order.details.orderId;
const statusOf = async (order: ShippingOrder) => (await house.read(order)).status;
const wait = async () => ((await house.service()).next_poll_at.getTime() - house.deps.now().getTime()) / 1000;
const nearly = (value: number, middle: number) =>
  assert.ok(value >= middle * 0.8 && value <= middle * 1.2, `${value} s, not about ${middle} s`);
/** Polls once more when it is time. */
async function pollAgain(): Promise<void> {
  house.deps.clock.set((await house.service()).next_poll_at);
  assert.equal(await house.poll(), 1);
}
const asked = (what: string) => house.server.asked.filter(({ path }) => path.endsWith(what)).length;

test('asks each half minute, a fifth more or less, and takes the provider’s word', async () => {
  const [first = assert.fail(), second = assert.fail()] = await paid(2);
  house.server.answerWith(tellsOf(house, [], {}, [[orderId(first), 'Processing'], [orderId(second), 'Ready'], ['stranger', 'Ready']])); // prettier-ignore
  assert.equal(await house.poll(), 1);
  assert.deepEqual([await statusOf(first), await statusOf(second)], ['processing', 'ready']);
  nearly(await wait(), 30);
  assert.equal(await house.poll(), 0);
  await pollAgain();
  assert.deepEqual(await house.events(first), ['created', 'paid', 'status_changed processing'], 'repeats are dropped');
  assert.equal((await house.service()).poll_failures, 0);
});

test('P2: a provider that fails is asked less and less often; the breaker is that of the calls to it', async () => {
  house.server.answerWith(sendJson(503, {}));
  assert.equal(await house.poll(), 1);
  for (const middle of [30, 60, 120, 240]) {
    nearly(await wait(), middle);
    await pollAgain();
  }
  assert.deepEqual(await house.news(), ['provider.unreachable']);
  assert.equal((await house.health())?.failures, 5);
  const { poll_failures: failures, sweep_due: sweep } = await house.service();
  assert.deepEqual({ failures, sweep }, { failures: 5, sweep: true });
  // a call finds the breaker open
  await house.enqueue({});
  assert.equal(await house.makeDue(), 0);
  assert.equal(asked('/delivery/status'), 0);
  for (let round = 0; round < 8; round += 1) await pollAgain();
  assert.ok((await wait()) <= 900 * 1.2);
  // and what is said to a call is said to the poller
  house.server.answerWith((_asked, response) => void response.writeHead(204).end());
  house.deps.clock.set((await house.health())?.open_until ?? assert.fail());
  assert.equal(await house.makeDue(), 1);
  assert.deepEqual(await house.news(), ['provider.unreachable', 'provider.recovered']);
});

test('while the breaker is open the service waits for it and counts no failure', async () => {
  house.server.answerWith(sendJson(503, {}));
  await house.enqueue({}, {}, {}, {}, {});
  while ((await house.makeDue()) > 0);
  assert.equal(await house.poll(), 1);
  assert.equal(asked('/delivery/changes'), 0);
  const { next_poll_at: next, poll_failures: failures } = await house.service();
  assert.deepEqual([next, failures], [(await house.health())?.open_until, 0]);
});

test('P4: a change whose answer was lost is found by a sweep', async () => {
  const [lost = assert.fail(), still = assert.fail()] = await paid(2);
  const orders = [lost, still];
  // the provider tells it once, and its answer does not arrive
  house.server.answerWith((_asked, response) => void response.destroy());
  await house.poll();
  house.server.answerWith(tellsOf(house, orders, { [orderId(lost)]: 'Ready', [orderId(still)]: 'Paid' }));
  await pollAgain();
  assert.deepEqual([await statusOf(lost), await statusOf(still)], ['ready', 'paid']);
  assert.equal(asked('/delivery/details'), 2);
  assert.equal((await house.service()).sweep_due, false);
  await pollAgain();
  assert.equal(asked('/delivery/details'), 2, 'once');
});

test('a sweep goes on where it was interrupted, and begins anew after another failure', async () => {
  const orders = await paid(6);
  house.server.answerWith(sendJson(503, {}));
  await house.poll();
  const tells = tellsOf(house, orders, {});
  let room = 3;
  house.server.answerWith((one, response) => {
    if (one.path.endsWith('/details') && (room -= 1) < 0) response.destroy();
    else tells(one, response);
  });
  await pollAgain();
  assert.equal((await house.service()).sweep_due, true);
  const seen = await house.rows("select 1 from shipping_order where reconciled_at is not null and status = 'paid'");
  assert.equal(seen.length, 3);
  house.server.asked.length = 0;
  house.server.answerWith(tells);
  await pollAgain();
  assert.equal(asked('/details'), 3, 'only those that were left');
  assert.equal((await house.service()).sweep_due, false);

  house.server.answerWith(sendJson(503, {}));
  await pollAgain();
  house.server.asked.length = 0;
  house.server.answerWith(tells);
  await pollAgain();
  assert.equal(asked('/details'), 6);
});

test('P3, P4: a poll that its process did not live to end is a failed one: its orders are compared', async () => {
  const [order = assert.fail()] = await paid(1);
  const { db, deps } = { db: house.database.db, deps: house.deps };
  const dead = { id: deps.newId(), now: deps.now(), limit: 1, leaseSeconds: 0.01 };
  assert.equal((await claimDueServices(db, dead)).length, 1);
  house.server.answerWith(tellsOf(house, [order], { [orderId(order)]: 'Ready' }));
  await until(async () => (await house.poll()) === 1);
  assert.equal(await statusOf(order), 'ready');
});

test('P9: a word that is not in the document says only that something changed: the order itself is asked for', async () => {
  const [order = assert.fail()] = await paid(1);
  house.server.answerWith(tellsOf(house, [order], { [orderId(order)]: 'Ready' }, [[orderId(order), 'Shipped'], ['stranger', 'Shipped']])); // prettier-ignore
  await house.poll();
  assert.equal(await statusOf(order), 'ready');
  assert.equal(asked('/details'), 1);
});

test('nobody asks a provider that is paused', async () => {
  await house.rows(`update provider set state = 'paused'`);
  assert.equal(await house.poll(), 1);
  await house.rows(`update provider set state = 'active'`);
  assert.equal(house.server.asked.length, 0);
  assert.deepEqual([await wait(), (await house.service()).poll_failures], [60, 0]);
});

test('R15: of two pollers one asks', async (t) => {
  const loops = [house.deps, house.otherProcess()].map((deps) => createProviderPoller(deps, { idleMs: 5 }));
  t.after(() => Promise.all(loops.map((loop) => loop.stop())));
  for (const loop of loops) loop.start();
  for (let round = 1; round <= 5; round += 1) {
    await until(() => house.server.asked.length === round);
    await until(async () => (await wait()) > 20);
    house.deps.clock.move(40_000);
  }
  await until(() => house.server.asked.length === 6);
});
