/** The loop of subscriptions: after a long pause, in two processes at once, and when a process is killed in the middle. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { newYear, openSubscriptionHouse, type SubscriptionHouse } from '../../test/subscription-house.ts';
import { until } from '../../test/webhook-house.ts';
import { draft } from '../../test/draft-delivery.ts';
import { createDelivery } from '../use-cases/delivery/create-delivery.ts';
import { terminateOrder } from '../use-cases/subscription/move-order.ts';
import { runCycles } from '../use-cases/subscription/run-cycles.ts';
import { createCycles } from './cycles.ts';

let house: SubscriptionHouse;
before(async () => void (house = await openSubscriptionHouse()));
beforeEach(() => house.deps.clock.set(newYear));
after(() => house.close());

const dayMs = 24 * 3_600_000;
const pass = (days: number) => house.deps.clock.move(days * dayMs);
const issued = (count: number) => Array.from({ length: count }, () => 'issued');
const begun = ['placed', 'issued', 'collected', 'paid', 'approved'];
const cycles = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

/** Runs loops until nothing is due. */
async function work(processes = 1): Promise<void> {
  const loops = Array.from({ length: processes }, () => createCycles(house.deps, { idleMs: 20, batch: 2 }));
  for (const loop of loops) loop.start();
  const now = house.deps.now().toISOString();
  const due = () =>
    house.rows(`select 1 from subscription_order where next_cycle_at <= '${now}'
      union all select 1 from bill where state = 'unpaid' and due_at <= '${now}'
      union all select 1 from fulfilment where status = 'pending' and expires_at <= '${now}'`);
  try {
    await until(async () => (await due()).length === 0, 30_000);
  } finally {
    await Promise.all(loops.map((loop) => loop.stop()));
  }
}

test('makes each cycle of forty days in which nobody was there, once', async () => {
  const { order } = await house.approved();
  pass(40);
  await work();
  const { bills, fulfilments, events } = await house.outcome(order.id);
  assert.deepEqual([bills, fulfilments], [cycles(6), cycles(6)]);
  // the four bills whose last day is over are told of, too
  assert.deepEqual(events, [...begun, ...issued(5), 'overdue', 'overdue', 'overdue', 'overdue']);
  const deliveries = await house.rows(
    `select d.order_number, d.state, d.dropoff_from from delivery d join fulfilment f on f.delivery_id = d.id
     where f.order_id = '${order.id}' order by f.cycle`,
  );
  const numbers = cycles(6).map((cycle) => `DO-MR1907-${order.serial}-${cycle}`);
  assert.deepEqual(deliveries.map((row) => row['order_number']), numbers); // prettier-ignore
  assert.ok(deliveries.every(({ state }) => state === 'ready'));
  // what is late can still be brought in time: from midnight in Kuala Lumpur, forty days after New Year
  const today = new Date('2026-02-09T16:00:00Z');
  assert.deepEqual(deliveries.slice(1).map((row) => row['dropoff_from']), [today, today, today, today, today]); // prettier-ignore
  await work();
  assert.deepEqual((await house.outcome(order.id)).bills, cycles(6));
});

test('makes more cycles than fit into one transaction', async () => {
  const { order } = await house.approved({ deliveryMode: 'one_time' });
  pass(7 * 40);
  assert.ok((await runCycles(house.deps, 50)) >= 1);
  const { bills, fulfilments } = await house.outcome(order.id);
  assert.deepEqual([bills, fulfilments], [cycles(41), [1]]);
  await terminateOrder(house.deps, house.identity.caller, order.id, null);
});

test('completes an order whose last cycle is over', async () => {
  const { order } = await house.approved({ period: 3 });
  pass(20);
  await work();
  assert.equal((await house.outcome(order.id)).state, 'approved');
  pass(1);
  await work();
  const { state, bills, fulfilments, events } = await house.outcome(order.id);
  assert.deepEqual([state, bills, fulfilments], ['completed', cycles(3), cycles(3)]);
  assert.deepEqual(events, [...begun, ...issued(2), 'overdue', 'completed']);
});

test('an order that was terminated gets no further cycle', async () => {
  const { order } = await house.approved();
  await terminateOrder(house.deps, house.identity.caller, order.id, 'Moved away');
  pass(40);
  await work();
  assert.deepEqual(await house.outcome(order.id), { state: 'terminated', bills: [1], fulfilments: [1], events: [...begun, 'terminated'] }); // prettier-ignore
});

test('two processes at once make each cycle once', async () => {
  const orders = [];
  for (let left = 6; left > 0; left -= 1) orders.push((await house.approved({ dueDays: 3000 })).order);
  pass(30);
  await work(2);
  for (const { id } of orders) {
    const { bills, fulfilments, events } = await house.outcome(id);
    assert.deepEqual([bills, fulfilments, events], [cycles(5), cycles(5), [...begun, ...issued(4)]]);
  }
});

test('a process that is killed in the middle of an order leaves it as it was, and the next makes it', async () => {
  const orders = [];
  for (let left = 3; left > 0; left -= 1) orders.push((await house.approved({ dueDays: 3000 })).order);
  pass(30);
  const now = house.deps.now().toISOString();
  const whole = [cycles(5), cycles(5)];
  // an order takes twenty ids: deaths in the first, in the second and in the third
  for (const ids of [1, 11, 40]) {
    const child = spawn(process.execPath, [join(import.meta.dirname, '../../test/cycles-process.ts'), house.database.url, now, String(ids)]); // prettier-ignore
    const [, signal] = (await once(child, 'close')) as [number | null, string | null];
    assert.equal(signal, 'SIGKILL');
    for (const { id } of orders) {
      const { bills, fulfilments } = await house.outcome(id);
      assert.ok([1, 5].includes(bills.length), 'all of an order or nothing');
      assert.deepEqual([bills, fulfilments], bills.length === 1 ? [[1], [1]] : whole);
    }
  }
  await work();
  for (const { id } of orders) {
    const { bills, fulfilments, events } = await house.outcome(id);
    assert.deepEqual([bills, fulfilments, events], [...whole, [...begun, ...issued(4)]]);
  }
  const numbers = await house.rows('select substr(number, 5)::int as n from bill order by n');
  assert.deepEqual(numbers.map(({ n }) => n), cycles(numbers.length), 'no number of a bill is left out'); // prettier-ignore
});

test('an order that cannot go on waits, and the others go on', async () => {
  const [{ order: stuck }, { order: well }] = [
    await house.approved({ dueDays: 3000 }),
    await house.approved({ dueDays: 3000 }),
  ];
  const taken = draft({ orderNumber: `DO-MR1907-${stuck.serial}-2`, legs: 'dropoff' });
  await createDelivery(house.deps, house.identity, taken);
  pass(8);
  await work();
  assert.deepEqual((await house.outcome(stuck.id)).bills, [1]);
  assert.deepEqual((await house.outcome(well.id)).bills, [1, 2]);
  await house.rows(`update delivery set order_number = 'OTHER' where order_number = '${taken.orderNumber}'`);
  pass(1);
  await work();
  assert.deepEqual((await house.outcome(stuck.id)).fulfilments, [1, 2]);
});

test('codes that nobody redeemed in time expire', async () => {
  const { fulfilment } = await house.approved({ fulfilment: 'redemption', deliveryDays: 3, cycle: 'upfront' });
  const status = async () => (await house.rows(`select status from fulfilment where id = '${fulfilment?.id}'`))[0]?.['status']; // prettier-ignore
  assert.deepEqual(fulfilment?.expiresAt, new Date('2026-01-04T16:00:00Z'));
  house.deps.clock.set(new Date('2026-01-04T15:59:59Z'));
  await work();
  assert.equal(await status(), 'pending');
  house.deps.clock.move(1000);
  await work();
  assert.equal(await status(), 'cancelled');
});
