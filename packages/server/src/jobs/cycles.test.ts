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
import { approveOrder, payOrder, terminateOrder } from '../use-cases/subscription/move-order.ts';
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

/** Deliveries of an order, oldest cycle first, with what was written beside each: its fulfilment, its events, its jobs. */
const deliveriesOf = ({ serial }: { readonly serial: number }) =>
  house.rows(
    `select d.order_number, d.state, d.dropoff_from, f.cycle, string_agg(e.type, ' ') as events, count(o.event_id)::int as jobs
     from delivery d left join fulfilment f on f.delivery_id = d.id left join event e on e.aggregate_id = d.id
     left join outbox o on o.event_id = e.id
     where d.order_number like 'DO-MR1907-${serial}-%' group by d.account_id, d.id, f.cycle order by f.cycle`,
  );

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
  const deliveries = await deliveriesOf(order);
  const numbers = cycles(6).map((cycle) => `DO-MR1907-${order.serial}-${cycle}`);
  assert.deepEqual(deliveries.map((row) => row['order_number']), numbers); // prettier-ignore
  assert.deepEqual(deliveries.map(({ cycle, state, events: told, jobs }) => ({ cycle, state, told, jobs })), cycles(6).map((cycle) => ({ cycle, state: 'ready', told: 'delivery.created', jobs: 1 }))); // prettier-ignore
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

test('an order that is terminated while its cycles are made has all of them or none, and no more', async () => {
  for (let turn = 0; turn < 5; turn += 1) {
    const { order } = await house.approved({ dueDays: 3000 });
    pass(30);
    await Promise.all([terminateOrder(house.deps, house.identity.caller, order.id, null), runCycles(house.deps, 50)]);
    await work();
    const { state, bills, fulfilments, events } = await house.outcome(order.id);
    assert.equal(state, 'terminated');
    assert.deepEqual([bills, events], bills.length === 1 ? [[1], [...begun, 'terminated']] : [cycles(5), [...begun, ...issued(4), 'terminated']]); // prettier-ignore
    assert.deepEqual(fulfilments, bills);
  }
});

test('the last day of a month comes back after February', async () => {
  house.deps.clock.set(new Date('2026-01-31T01:00:00Z'));
  const { order } = await house.approved({ cycle: 'monthly', dueDays: 3000 });
  house.deps.clock.set(new Date('2026-05-01T01:00:00Z'));
  await work();
  const bills = await house.rows(`select date::text from bill where order_id = '${order.id}' order by cycle`);
  assert.deepEqual(bills.map(({ date }) => date), ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30']); // prettier-ignore
});

test('a cycle begins with its day, also where the clocks leave out midnight', async () => {
  // half past eleven at night in Sao Paulo, whose clocks go from midnight to one a week later
  house.deps.clock.set(new Date('2017-10-09T02:30:00Z'));
  const { order } = await house.placed({ dueDays: 3000 });
  await house.rows(`update subscription_order set time_zone = 'America/Sao_Paulo' where id = '${order.id}'`);
  await payOrder(house.deps, house.identity.caller, order.id);
  await approveOrder(house.deps, house.identity.caller, order.id);
  const begins = new Date('2017-10-15T03:00:00Z');
  house.deps.clock.set(new Date(begins.getTime() - 1));
  await work();
  assert.deepEqual((await house.outcome(order.id)).bills, [1]);
  house.deps.clock.set(begins);
  await work();
  assert.deepEqual((await house.outcome(order.id)).bills, [1, 2]);
  assert.deepEqual((await deliveriesOf(order)).map((row) => row['dropoff_from']), [new Date('2017-10-08T03:00:00Z'), begins]); // prettier-ignore
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
    for (const order of orders) {
      const deliveries = await deliveriesOf(order);
      assert.ok(deliveries.every(({ cycle, jobs }) => cycle !== null && jobs === 1), 'none without its cycle and its job'); // prettier-ignore
      assert.ok([1, 5].includes(deliveries.length));
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

test('a bill that cannot be called overdue keeps no code waiting', async () => {
  const { order } = await house.approved({ dueDays: 0, period: 1, cycle: 'upfront' });
  await house.rows(`update bill set state = 'unpaid', paid_at = null, collected = 0 where order_id = '${order.id}'`);
  // somebody has written the event that is to come
  await house.rows(
    `insert into event select (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(), 'sequence', 6))).*
     from event e where aggregate_id = '${order.id}' and sequence = 5`,
  );
  const { fulfilment } = await house.approved({ fulfilment: 'redemption', deliveryDays: 3, cycle: 'upfront' });
  pass(10);
  const loop = createCycles(house.deps, { idleMs: 20 });
  loop.start();
  try {
    await until(async () => (await house.rows(`select 1 from fulfilment where id = '${fulfilment?.id}' and status = 'cancelled'`)).length === 1); // prettier-ignore
  } finally {
    await loop.stop();
    await house.rows(`update bill set state = 'void' where order_id = '${order.id}'`);
  }
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
