/** Subscription orders, bills and fulfilments in the database: what goes in comes out, together and in order. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Kysely } from 'kysely';
import { testDatabase, type TestDatabase } from '../../test/database.ts';
import { testDeps, type TestDeps } from '../../test/deps.ts';
import { addSubscriptions, type SubscriptionIds } from '../../test/add-subscriptions.ts';
import { draft } from '../../test/draft-delivery.ts';
import { planTerms, subscriptionDraft } from '../../test/draft-subscription.ts';
import { makeTenant } from '../../test/tenant.ts';
import { collect, issueBill, type Bill } from '../domain/subscription/bill.ts';
import { cyclesDue } from '../domain/subscription/cycle.ts';
import { newFulfilment, redeem, type Fulfilment } from '../domain/subscription/fulfilment.ts';
import { approve, countedOf, pay, place, terminate } from '../domain/subscription/lifecycle.ts';
import type { SubscriptionOrder } from '../domain/subscription/order.ts';
import { createDelivery } from '../use-cases/delivery/create-delivery.ts';
import { findBill, insertBills, listBillsOf, saveBill } from './bill.ts';
import { findByDelivery, findByReference, insertFulfilments, listFulfilmentsOf, saveFulfilment } from './fulfilment.ts';
import type { DB } from './schema.ts';
import { insertSubscriptionOrders, lockSubscriptionOrder, saveSubscriptionOrder } from './subscription-order.ts';
import { findBillViews, findFulfilmentViews, findOrderViews } from './subscription-view.ts';

const now = new Date('2026-03-10T05:22:00Z');
let database: TestDatabase;
let deps: TestDeps;
let account: string;
let db: Kysely<DB>;
/** What orders refer to. */
let ids: SubscriptionIds;
before(async () => {
  database = await testDatabase();
  deps = testDeps(database.tenants);
  const tenant = await makeTenant(deps);
  account = tenant.account.id;
  db = database.tenants.of(account);
  const delivery = await createDelivery(deps, tenant.identity, draft());
  ids = await addSubscriptions(database.db, { account, delivery: delivery.id });
});
after(() => database.close());

let serial = 50_000_000;
const birth = () => ({ accountId: account, id: deps.newId(), now });
const orderOf = (change: Partial<SubscriptionOrder> = {}) => {
  serial += 1;
  const named = { storeId: ids.stores, planId: ids['subscription-plans'], variationId: ids['subscription-plans'], subscriberId: ids.subscribers }; // prettier-ignore
  return place({ ...subscriptionDraft({ serial, number: `SO-${serial}` }), ...named, ...change }, birth());
};

/** A monthly order with two cycles, whose fulfilments are codes. */
async function twoCycles() {
  const terms = planTerms({ cycle: 'monthly', deliveryMode: 'every_cycle', fulfilment: 'redemption' });
  const { order } = approve(pay(orderOf({ terms }), now), now);
  await insertSubscriptionOrders(db, [order]);
  const counted = countedOf(order) ?? assert.fail();
  const { cycles } = cyclesDue({ ...counted, cyclesMade: 0 }, new Date('2026-04-20T00:00:00Z'), 9);
  const bills: Bill[] = [];
  const fulfilments: Fulfilment[] = [];
  for (const cycle of cycles) {
    const id = deps.newId();
    bills.push(issueBill(order, cycle, { id, number: `SBL-${serial}-${cycle.number}`, now }));
    const code = `${serial}-${cycle.number}`;
    const means = { kind: 'redemption', code, expiresAt: null } as const;
    fulfilments.push(newFulfilment(order, cycle.number, means, { id, now, partnerCode: 'MR1907' }));
  }
  await insertBills(db, bills);
  await insertFulfilments(db, fulfilments);
  return { order, bills, fulfilments };
}

it('keeps an order as it is, and as it becomes', async () => {
  const placed = orderOf({ refs: ['a', null, 'c'] });
  await insertSubscriptionOrders(db, [placed]);
  const read = () => db.transaction().execute((tx) => lockSubscriptionOrder(tx, account, placed.id));
  assert.deepEqual(await read(), placed);
  const { order } = approve(pay(placed, now), now);
  await saveSubscriptionOrder(db, order);
  assert.deepEqual(await read(), order);
  const ended = terminate(order, 'Moved away.', now);
  await saveSubscriptionOrder(db, ended);
  assert.deepEqual(await read(), ended);
  assert.equal(await lockSubscriptionOrder(db, account, deps.newId()), null);
});

const all = (orderId: string) => ({ orderId, before: 1000, limit: 10 });

it('keeps bills and fulfilments, and what becomes of them', async () => {
  const { order, bills, fulfilments } = await twoCycles();
  assert.deepEqual(await listBillsOf(db, account, all(order.id)), bills.toReversed());
  assert.deepEqual(await listFulfilmentsOf(db, account, all(order.id)), fulfilments.toReversed());
  const [bill = assert.fail()] = bills;
  const paid = collect(bill, bill.final, now);
  await saveBill(db, paid);
  assert.deepEqual(await findBill(db, account, bill.id), paid);
  const [fulfilment = assert.fail()] = fulfilments;
  const redeemed = redeem(fulfilment, now);
  await saveFulfilment(db, redeemed);
  assert.deepEqual(await findByReference(db, account, fulfilment.reference), redeemed);
  assert.equal(await findByReference(db, account, 'DO-X-1-1'), null);
});

it('shows each fulfilment with the bill of its cycle, and each order with its first', async () => {
  const { order, bills, fulfilments } = await twoCycles();
  const subscriber = { name: 'S', email: null, phone: null };
  const [first = null, second = null] = fulfilments;
  const [bill = null, next = null] = bills;
  const views = await findFulfilmentViews(db, account, [second?.id ?? '', ids.fulfilments, first?.id ?? '', deps.newId()]); // prettier-ignore
  assert.deepEqual(views[0], { order, subscriber, fulfilment: second, bill: next });
  assert.deepEqual(views[2], { order, subscriber, fulfilment: first, bill });
  assert.deepEqual([views.length, views[1]?.order.id, views[1]?.bill?.id], [3, ids['subscription-orders'], ids.bills]);
  const delivery = views[1]?.fulfilment?.deliveryId ?? '';
  assert.equal((await findByDelivery(db, account, delivery))?.reference, ids.reference);
  const orders = await findOrderViews(db, account, [ids['paid-order'], order.id]);
  assert.deepEqual(orders[1], { order, subscriber, fulfilment: first, bill });
  assert.deepEqual([orders[0]?.fulfilment, orders[0]?.bill], [null, null]);
  const billed = await findBillViews(db, account, [next?.id ?? '', bill?.id ?? '']);
  assert.deepEqual(billed.map((view) => view.bill), [next, bill]); // prettier-ignore
  assert.deepEqual(await findOrderViews(db, account, []), []);
});

it('shows another account nothing', async () => {
  const stranger = database.tenants.of((await makeTenant(deps)).account.id);
  assert.deepEqual(await findOrderViews(stranger, account, [ids['subscription-orders']]), []);
  assert.deepEqual(await findBillViews(db, deps.newId(), [ids.bills]), []);
});
