/** What subscription orders go through, and what lists and webhooks hear of it. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, it } from 'node:test';
import { followAll } from '../../../test/follow-all.ts';
import { newYear, openSubscriptionHouse, type SubscriptionHouse } from '../../../test/subscription-house.ts';
import { refused } from '../../../test/refused.ts';
import { orderMoves, orderStates, type OrderState } from '../../domain/subscription/order-state.ts';
import { advanceDelivery } from '../delivery/advance-delivery.ts';
import { cancelDelivery } from '../delivery/cancel-delivery.ts';
import { reportOutcome } from '../delivery/report-outcome.ts';
import { collectBill, listOrderBills, passDueBills } from './bills.ts';
import { listOrderFulfilments, redeemCode } from './fulfilments.ts';
import { approveOrder, payOrder, rejectOrder, terminateOrder } from './move-order.ts';
import { getOrder } from './orders.ts';
import { listBills } from './read-bills.ts';
import { listFulfilments } from './read-fulfilments.ts';
import { listOrders } from './read-orders.ts';
import { runCycles } from './run-cycles.ts';

let house: SubscriptionHouse;
before(async () => void (house = await openSubscriptionHouse()));
beforeEach(() => house.deps.clock.set(newYear));
after(() => house.close());

const dayMs = 24 * 3_600_000;
const verbs = {
  paid: (id: string) => payOrder(house.deps, house.identity.caller, id),
  approved: (id: string) => approveOrder(house.deps, house.identity.caller, id),
  rejected: (id: string) => rejectOrder(house.deps, house.identity.caller, id, 'No'),
  terminated: (id: string) => terminateOrder(house.deps, house.identity.caller, id, 'No'),
};
const read = (id: string) => getOrder(house.deps, house.identity.caller, id);
const ways: Record<OrderState, () => Promise<string>> = {
  placed: async () => (await house.placed()).order.id,
  paid: async () => (await verbs.paid(await ways.placed())).order.id,
  approved: async () => (await house.approved()).order.id,
  rejected: async () => (await verbs.rejected(await ways.placed())).order.id,
  terminated: async () => (await verbs.terminated(await ways.approved())).order.id,
  completed: async () => {
    const { order } = await house.approved({ model: 'one_off' });
    house.deps.clock.move(40 * dayMs);
    await runCycles(house.deps, 50);
    return order.id;
  },
};

for (const from of orderStates) {
  it(`an order that is ${from} goes where the table says, and nowhere else`, async () => {
    for (const to of ['paid', 'approved', 'rejected', 'terminated'] as const) {
      const id = await ways[from]();
      const before = await read(id);
      assert.equal(before.order.state, from);
      if (orderMoves[from].some((one) => one === to)) {
        assert.equal((await verbs[to](id)).order.state, to);
        assert.equal((await read(id)).order.state, to);
      } else {
        await assert.rejects(verbs[to](id), refused('illegal_transition'));
        assert.deepEqual(await read(id), before);
      }
    }
  });
}

it('of two who approve at once one does, and there is one delivery', async () => {
  const id = await ways.paid();
  const results = await Promise.allSettled([1, 2, 3, 4].map(() => verbs.approved(id)));
  assert.deepEqual(results.map(({ status }) => status).filter((status) => status === 'fulfilled').length, 1);
  const { serial } = (await read(id)).order;
  assert.equal((await house.rows(`select 1 from delivery where order_number = 'DO-MR1907-${serial}-1'`)).length, 1);
});

it('what is approved for the next month begins with it, and is ordered at once', async () => {
  const { order, fulfilment } = await house.approved({ effective: 'next_month' });
  assert.deepEqual([order.anchor, order.cyclesMade], ['2026-02-01', 1]);
  const [delivery] = await house.rows(`select dropoff_from from delivery where id = '${fulfilment?.deliveryId}'`);
  assert.deepEqual(delivery?.['dropoff_from'], new Date('2026-01-31T16:00:00Z'));
});

it('what is paid upfront for all its deliveries is shared among their values', async () => {
  const { order } = await house.approved({ cycle: 'upfront', period: 3 });
  house.deps.clock.move(40 * dayMs);
  await runCycles(house.deps, 50);
  const values = await house.rows(
    `select goods_value from delivery where order_number like 'DO-MR1907-${order.serial}-%' order by order_number`,
  );
  assert.deepEqual(values.map((row) => row['goods_value']), [333, 333]); // prettier-ignore
  assert.deepEqual((await house.outcome(order.id)).bills, [1]);
});

it('an order of nothing is paid without money', async () => {
  const { order, bill } = await house.placed({ variations: [{ name: 'Free', sku: null, price: 0, options: [] }] });
  assert.equal(bill?.state, 'paid');
  assert.equal((await verbs.paid(order.id)).order.state, 'paid');
});

it('a bill that is overdue can still be paid, and is called overdue once', async () => {
  const { order } = await house.approved({ dueDays: 0 });
  house.deps.clock.move(9 * dayMs);
  await runCycles(house.deps, 50);
  const [bill = assert.fail()] = await listOrderBills(house.deps, house.identity.caller, { orderId: order.id, before: 9, limit: 1 }); // prettier-ignore
  assert.deepEqual([bill.cycle, bill.date, bill.dueAt], [2, '2026-01-08', new Date('2026-01-08T16:00:00Z')]);
  await Promise.all([passDueBills(house.deps, 50), passDueBills(house.deps, 50)]);
  await terminateOrder(house.deps, house.identity.caller, order.id, null);
  const paid = await collectBill(house.deps, house.identity.caller, bill.id, bill.final);
  assert.deepEqual([paid.state, paid.paidAt], ['paid', house.deps.now()]);
  const { events } = await house.outcome(order.id);
  assert.deepEqual(events.slice(5), ['issued', 'overdue', 'terminated', 'collected']);
});

it('of two who redeem at once one does', async () => {
  const { fulfilment } = await house.approved({ fulfilment: 'redemption' });
  const results = await Promise.allSettled(
    [1, 2, 3].map(() => redeemCode(house.deps, house.identity.caller, fulfilment?.id ?? '')),
  );
  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
});

it('is found by what partners search, in the state in which it is', async () => {
  const { order, fulfilment, bill } = await house.approved();
  const { caller } = house.identity;
  const wanted = { kinds: null, statuses: null, from: null, until: null, page: 1, size: 10 };
  const orders = await listOrders(house.deps, caller, { ...wanted, search: order.number.toLowerCase() });
  assert.deepEqual([orders.total, orders.views[0]?.order], [1, order]);
  const fulfilments = await listFulfilments(house.deps, caller, { ...wanted, search: fulfilment?.reference ?? '' });
  assert.deepEqual([fulfilments.total, fulfilments.views[0]?.fulfilment], [1, fulfilment]);
  const paid = { ...wanted, search: bill?.number ?? '', statuses: [2] };
  assert.equal((await listBills(house.deps, caller, paid)).total, 1);
  assert.equal((await listOrders(house.deps, caller, { ...wanted, search: order.number, statuses: [0, 1] })).total, 0);
});

it('what becomes of the delivery becomes of what the cycle brings', async () => {
  const { order, fulfilment } = await house.approved();
  const { caller } = house.identity;
  const deliveryId = fulfilment?.deliveryId ?? assert.fail();
  const status = async () => {
    await followAll(house.deps);
    const [one = assert.fail()] = await listOrderFulfilments(house.deps, caller, { orderId: order.id, before: 2, limit: 1 }); // prettier-ignore
    return [one.status, one.deliveredAt, one.confirmedAt];
  };
  const why = { reasonCode: null, reason: 'Nobody was there' };
  await reportOutcome(house.deps, caller, deliveryId, 'delivery_failed', why, { at: newYear, position: null });
  assert.deepEqual(await status(), ['pending', null, null]);
  const at = new Date(newYear.getTime() + 3_600_000);
  house.deps.clock.move(2 * 3_600_000);
  await reportOutcome(house.deps, caller, deliveryId, 'delivered', why, { at, position: null });
  assert.deepEqual(await status(), ['completed', at, null]);
  const searched = await listFulfilments(house.deps, caller, { search: fulfilment?.reference ?? '', kinds: null, statuses: [1], from: null, until: null, page: 1, size: 1 }); // prettier-ignore
  assert.equal(searched.total, 1, 'lists know it');
  house.deps.clock.move(3_600_000);
  await advanceDelivery(house.deps, caller, deliveryId, 'confirm_receipt');
  const [state, deliveredAt, confirmedAt] = await status();
  assert.deepEqual([state, deliveredAt], ['completed', at]);
  assert.ok(confirmedAt instanceof Date && confirmedAt > at);
});

it('a delivery that is called off brings nothing, and others are nobody’s concern', async () => {
  const { order, fulfilment } = await house.approved();
  const { caller } = house.identity;
  await cancelDelivery(house.deps, caller, fulfilment?.deliveryId ?? '', { reasonCode: null, reason: null });
  await followAll(house.deps);
  const [one] = await listOrderFulfilments(house.deps, caller, { orderId: order.id, before: 2, limit: 1 });
  assert.equal(one?.status, 'cancelled');
});
