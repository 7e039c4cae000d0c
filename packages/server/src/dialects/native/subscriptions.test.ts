/** Subscriptions over the native API: from the store to the money and the door. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { elements, faults, openNativeHouse, type Json, type NativeClient, type NativeHouse } from '../../../test/native-house.ts'; // prettier-ignore
import { runCycles } from '../../use-cases/subscription/run-cycles.ts';

let house: NativeHouse;
let client: NativeClient;
before(async () => {
  house = await openNativeHouse();
  // noon in Kolkata
  house.deps.clock.set(new Date('2026-01-31T06:30:00Z'));
  client = await house.client({ partnerCode: 'MR1907' });
});
after(() => house.close());

const none = { apartment: null, street: null, landmark: null, locality: null, city: null, state: null, country: null, postalCode: null }; // prettier-ignore
const address = { ...none, street: '42A, Shineville Villa', city: 'Ayer Itam', country: 'MY', postalCode: '11500' };
const home = { name: 'LEONG KOK YOONG', phone: '+60123456789', email: null, address };
const position = { lat: 3.1, lng: 101.6 };
const now = '2026-01-31T06:30:00.000Z';
const kept = { version: 1, createdAt: now, updatedAt: now };

let names = 0;
const newStore = () => client.make('/stores', { name: `LOCKIN ${(names += 1)}`, phone: '1', address, position });
async function newPlan(change: Json = {}) {
  const { id: storeId } = await newStore();
  return client.make('/subscription-plans', {
    storeId,
    name: '2X Pro Rental Plan',
    model: 'rent_to_own',
    cycle: 'monthly',
    deliveryMode: 'every_cycle',
    period: 3,
    currency: 'MYR',
    variations: [{ name: 'Black', sku: '2X-B', price: 47_500 }],
    ...change,
  });
}
async function newOrder(plan: Json = {}, change: Json = {}) {
  const { id: planId, variations } = await newPlan(plan);
  const [variation = assert.fail()] = elements({ variations }, 'variations');
  const { id: subscriberId } = await client.make('/subscribers', { name: home.name, billing: home, shipping: home });
  return client.make('/subscription-orders', { planId, variationId: variation['id'], subscriberId, ...change });
}
const act = async (id: string, action: string, body: object = {}) => client.call('POST', `/subscription-orders/${id}/${action}`, body); // prettier-ignore
const part = (body: Json, field: string) => (body[field] ?? assert.fail(`no ${field}`)) as Json;

it('makes a store, and changes where its goods are fetched', async () => {
  const made = await newStore();
  assert.deepEqual(made, { id: made.id, ...kept, name: made['name'], phone: '1', address, position });
  assert.deepEqual((await client.call('GET', `/stores/${made.id}`)).body, made);
  const moved = { name: 'LOCKIN at home', phone: null, address: null, position: null };
  const changed = await client.call('PATCH', `/stores/${made.id}`, moved, { 'if-match': '"1"' });
  assert.deepEqual(changed.body, { ...made, ...moved, version: 2 });
  const late = await client.call('PATCH', `/stores/${made.id}`, { phone: '2' }, { 'if-match': '"1"' });
  assert.equal(late.status, 412);
  assert.deepEqual(elements((await client.call('GET', '/stores?limit=1')).body), [changed.body]);
  const other = await newStore();
  for (const again of [
    await client.call('POST', '/stores', moved),
    await client.call('PATCH', `/stores/${other.id}`, { name: moved.name }),
  ])
    assert.deepEqual([again.status, faults(again.body)], [409, [{ path: 'name', message: 'It is taken.' }]]);
  assert.deepEqual((await client.call('GET', `/stores/${other.id}`)).body, other);
});

it('makes a plan with its variations, adds one, and archives it', async () => {
  const made = await newPlan({ product: [{ name: 'Lock', variation: [{ name: 'Colour', option: 'Black' }] }] });
  const [variation = assert.fail()] = elements(made, 'variations');
  assert.deepEqual(made, {
    id: made.id,
    ...kept,
    number: made['number'],
    storeId: made['storeId'],
    name: '2X Pro Rental Plan',
    model: 'rent_to_own',
    cycle: 'monthly',
    deliveryMode: 'every_cycle',
    fulfilment: 'delivery',
    period: 3,
    effective: null,
    dueDays: 7,
    deliveryDays: 3,
    product: [{ name: 'Lock', variation: [{ name: 'Colour', option: 'Black' }] }],
    currency: 'MYR',
    variations: [{ id: variation['id'], name: 'Black', sku: '2X-B', price: 47_500, options: [] }],
    archivedAt: null,
  });
  const path = `/subscription-plans/${made.id}`;
  const white = { name: 'White', price: 50_000, options: [{ name: 'Colour', option: 'White' }] };
  const wider = await client.make(`${path}/variations`, white);
  assert.deepEqual(elements(wider, 'variations').map(({ name }) => name), ['Black', 'White']); // prettier-ignore
  assert.equal((await client.call('POST', `${path}/variations`, white)).status, 409);
  const archived = await client.call('PATCH', path, { archived: true, dueDays: 14 });
  assert.deepEqual([archived.body['archivedAt'], archived.body['dueDays']], [now, 14]);
  assert.deepEqual((await client.call('GET', path)).body, archived.body);
  assert.deepEqual(elements((await client.call('GET', '/subscription-plans?limit=1')).body), [archived.body]);
  const { id: subscriberId } = await client.make('/subscribers', { name: 'S', shipping: home });
  const late = await client.call('POST', '/subscription-orders', { planId: made.id, variationId: variation['id'], subscriberId }); // prettier-ignore
  assert.deepEqual([late.status, faults(late.body)[0]?.['path']], [422, 'planId']);
});

it('keeps a subscriber, and takes a contact away again', async () => {
  const made = await client.make('/subscribers', { name: 'S', email: 's@example.com', shipping: home });
  assert.deepEqual(made, { id: made.id, ...kept, name: 'S', email: 's@example.com', phone: null, billing: null, shipping: home }); // prettier-ignore
  const changed = await client.call('PATCH', `/subscribers/${made.id}`, { shipping: null, phone: '1' });
  assert.deepEqual(changed.body, { ...made, version: 2, phone: '1', shipping: null });
  assert.deepEqual((await client.call('GET', `/subscribers/${made.id}`)).body, changed.body);
  assert.deepEqual(elements((await client.call('GET', '/subscribers?limit=1')).body), [changed.body]);
});

it('places an order with its first bill, on the terms of its plan', async () => {
  const firstBill = { discount: 500, merchantDiscount: 1000, tax: 2000 };
  const order = await newOrder({ dueDays: 0 }, { quantity: 2, references: ['PO-1', 'PO-2'], firstBill });
  const bill = part(order, 'firstBill');
  const expected: Json = {
    ...order,
    version: 2,
    state: 'placed',
    subscriberName: 'LEONG KOK YOONG',
    terms: {
      planNumber: part(order, 'terms')['planNumber'],
      planName: '2X Pro Rental Plan',
      variationName: 'Black',
      sku: '2X-B',
      model: 'rent_to_own',
      cycle: 'monthly',
      deliveryMode: 'every_cycle',
      fulfilment: 'delivery',
      period: 3,
      effective: null,
      dueDays: 0,
      deliveryDays: 3,
      product: [],
    },
    quantity: 2,
    price: 47_500,
    currency: 'MYR',
    billing: home,
    shipping: home,
    references: ['PO-1', 'PO-2', null],
    timeZone: 'Asia/Kolkata',
    firstDay: null,
    cyclesMade: 0,
    nextCycleAt: null,
    firstFulfilment: null,
    placedAt: now,
    paidAt: null,
    approvedAt: null,
    endedAt: null,
    reason: null,
    updatedAt: now,
  };
  assert.deepEqual<Json>(order, expected);
  assert.match(String(expected['number']), /^SO-\d+$/);
  assert.deepEqual(bill, {
    id: bill['id'],
    orderId: order.id,
    number: bill['number'],
    cycle: 1,
    date: '2026-01-31',
    dueAt: '2026-01-31T18:30:00.000Z',
    state: 'unpaid',
    amount: 95_000,
    ...firstBill,
    final: 95_500,
    collected: 0,
    balance: 95_500,
    currency: 'MYR',
    paidAt: null,
    createdAt: now,
  });
  assert.deepEqual((await client.call('GET', `/subscription-orders/${order.id}`)).body, order);
  const found = await client.call('GET', `/subscription-orders?state=placed&number=${String(expected['number'])}`);
  assert.deepEqual(found.body, { data: [order], next: null });
});

it('changes names and prices for later orders: those that were placed keep their terms, and what they cost', async () => {
  const order = await newOrder();
  const plan = `/subscription-plans/${String(order['planId'])}`;
  const named = { name: 'New name' };
  const price = { id: order['variationId'], price: 1 };
  const changed = await client.call('PATCH', plan, { ...named, variations: [price] }, { 'if-match': '"1"' });
  const [{ price: now } = assert.fail()] = elements(changed.body, 'variations');
  assert.deepEqual([changed.status, changed.body['name'], changed.body['version'], now], [200, 'New name', 2, 1]);
  assert.deepEqual((await client.call('GET', plan)).body, changed.body);
  await client.call('PATCH', `/stores/${String(order['storeId'])}`, { name: `${String(order['storeName'])} moved` });
  assert.deepEqual((await client.call('GET', `/subscription-orders/${order.id}`)).body, order);
  await act(order.id, 'pay');
  await act(order.id, 'approve');
  house.deps.clock.move(31 * 86_400_000);
  await runCycles(house.deps, 10);
  const bills = elements((await client.call('GET', `/subscription-orders/${order.id}/bills`)).body);
  house.deps.clock.move(-31 * 86_400_000);
  assert.deepEqual(bills.map(({ final }) => final), [47_500, 47_500]); // prettier-ignore
  const { planId, variationId, subscriberId } = order;
  const later = await client.make('/subscription-orders', { planId, variationId, subscriberId });
  assert.deepEqual([later['price'], part(later, 'terms')['planName'], later['storeName']], [1, 'New name', `${String(order['storeName'])} moved`]); // prettier-ignore
  const late = await client.call('PATCH', plan, named, { 'if-match': '"1"' });
  const nobodys = await client.call('PATCH', plan, { variations: [price, { id: order.id, price: 1 }] });
  assert.deepEqual([late.status, nobodys.status, faults(nobodys.body)[0]?.['path']], [412, 422, 'variations.1.id']);
});

it('asks for a place to bring it to, and for things of one’s own', async () => {
  const { id: planId, variations } = await newPlan();
  const [variation = assert.fail()] = elements({ variations }, 'variations');
  const { id: subscriberId } = await client.make('/subscribers', { name: 'S' });
  const wanted = { planId, variationId: variation['id'], subscriberId };
  for (const [change, path] of [
    [{}, 'shipping'],
    [{ variationId: planId }, 'variationId'],
    [{ subscriberId: planId }, 'subscriberId'],
    [{ planId: subscriberId }, 'planId'],
    [{ shipping: home, firstBill: { discount: 47_501 } }, 'discount'],
    [{ quantity: 0 }, 'quantity'],
  ] as const) {
    const answer = await client.call('POST', '/subscription-orders', { ...wanted, ...change });
    assert.deepEqual([answer.status, faults(answer.body)[0]?.['path']], [422, path]);
  }
});

it('answers a repeated request with the order that it made', async () => {
  const { id: planId, variations } = await newPlan();
  const [variation = assert.fail()] = elements({ variations }, 'variations');
  const { id: subscriberId } = await client.make('/subscribers', { name: 'S', shipping: home });
  const place = () => client.call('POST', '/subscription-orders', { planId, variationId: variation['id'], subscriberId }, { 'idempotency-key': 'once' }); // prettier-ignore
  const ordered = async () => elements((await client.call('GET', '/subscription-orders?limit=3')).body).filter((one) => one['planId'] === planId).length; // prettier-ignore
  const atOnce = await Promise.all([place(), place(), place()]);
  assert.deepEqual(atOnce.filter(({ status }) => status !== 201 && status !== 409), []); // prettier-ignore
  const [first, second] = [await place(), await place()];
  assert.equal(first.status, 201);
  assert.equal(second.text, first.text);
  assert.equal(await ordered(), 1);
});

it('pays an order by its first bill, in parts', async () => {
  const order = await newOrder();
  const id = String(part(order, 'firstBill')['id']);
  const collect = (amount: number) => client.call('POST', `/bills/${id}/collect`, { amount });
  const first = await collect(40_000);
  assert.deepEqual([first.body['state'], first.body['balance']], ['unpaid', 7_500]);
  assert.equal((await client.call('GET', `/subscription-orders/${order.id}`)).body['state'], 'placed');
  const tooMuch = await collect(7_501);
  assert.deepEqual([tooMuch.status, faults(tooMuch.body)[0]?.['path']], [422, 'amount']);
  const rest = await collect(7_500);
  assert.deepEqual([rest.body['state'], rest.body['paidAt']], ['paid', now]);
  assert.deepEqual((await client.call('GET', `/bills/${id}`)).body, rest.body);
  assert.equal((await client.call('GET', `/subscription-orders/${order.id}`)).body['state'], 'paid');
  assert.equal((await collect(1)).status, 409);
  assert.equal((await act(order.id, 'pay')).status, 409);
});

it('approves an order that is paid, and orders its first delivery from the store to the subscriber', async () => {
  const order = await newOrder({}, { quantity: 2 });
  assert.equal((await act(order.id, 'approve')).status, 409);
  const paid = await act(order.id, 'pay');
  assert.deepEqual([paid.body['state'], part(paid.body, 'firstBill')['state']], ['paid', 'paid']);
  const { status, body } = await act(order.id, 'approve');
  assert.equal(status, 200);
  assert.deepEqual(
    [body['state'], body['firstDay'], body['cyclesMade'], body['nextCycleAt']],
    // the last day of February begins in Kolkata
    ['approved', '2026-01-31', 1, '2026-02-27T18:30:00.000Z'],
  );
  const fulfilment = part(body, 'firstFulfilment');
  assert.match(String(fulfilment['reference']), /^DO-MR1907-\d+-1$/);
  assert.deepEqual([fulfilment['sequence'], fulfilment['total'], fulfilment['status']], [1, 3, 'pending']);
  const { body: delivery } = await client.call('GET', `/deliveries/${String(fulfilment['deliveryId'])}`);
  assert.equal(delivery['orderNumber'], fulfilment['reference']);
  assert.deepEqual([delivery['state'], delivery['legs'], delivery['paymentMode']], ['ready', 'both', 'prepaid']);
  const [goods = assert.fail()] = elements(delivery, 'packages');
  assert.deepEqual([goods['code'], goods['units']], ['2X-B', 2]);
  const { pickup, dropoff } = delivery as { pickup: Json; dropoff: Json };
  assert.deepEqual([pickup['customerName'], pickup['position'], pickup['address']], [order['storeName'], position, address]); // prettier-ignore
  assert.deepEqual([dropoff['customerName'], dropoff['phone'], dropoff['address']], [home.name, home.phone, address]);
  assert.deepEqual(dropoff['window'], { from: '2026-01-30T18:30:00.000Z', until: '2026-02-03T18:30:00.000Z' });
  assert.equal((await act(order.id, 'approve')).status, 409);
  const page = await client.call('GET', `/subscription-orders/${order.id}/fulfilments`);
  assert.deepEqual(page.body, { data: [fulfilment], next: null });
  const bills = await client.call('GET', `/subscription-orders/${order.id}/bills?limit=1`);
  assert.deepEqual(elements(bills.body), [part(body, 'firstBill')]);
  const next = await client.call('GET', `/subscription-orders/${order.id}/bills?cursor=${String(bills.body['next'])}`);
  assert.deepEqual(next.body, { data: [], next: null });
});

it('turns an order down, whose bill is void then, and ends one before its time', async () => {
  const refused = await newOrder();
  const { body } = await act(refused.id, 'reject', { reason: 'Out of stock' });
  assert.deepEqual(
    [
      body['state'],
      body['reason'],
      body['endedAt'],
      part(body, 'firstBill')['state'],
      part(body, 'firstBill')['balance'],
    ],
    ['rejected', 'Out of stock', now, 'void', 0],
  );
  const running = await newOrder();
  assert.equal((await act(running.id, 'terminate')).status, 409);
  await act(running.id, 'pay');
  await act(running.id, 'approve');
  const ended = await act(running.id, 'terminate', { reason: 'Moved away' });
  assert.deepEqual([ended.body['state'], ended.body['nextCycleAt']], ['terminated', null]);
  for (const action of ['pay', 'approve', 'reject', 'terminate'])
    assert.equal((await act(running.id, action)).status, 409);
});

it('gives out a code, which is redeemed once', async () => {
  const order = await newOrder({ fulfilment: 'redemption', deliveryDays: 0 });
  await act(order.id, 'pay');
  const fulfilment = part((await act(order.id, 'approve')).body, 'firstFulfilment');
  const { id, code } = fulfilment as { id: string; code: string };
  assert.match(code, /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  assert.deepEqual([fulfilment['kind'], fulfilment['deliveryId'], fulfilment['expiresAt']], ['redemption', null, null]);
  const found = await client.call('GET', `/redemptions?code=${code.toLowerCase()}`);
  assert.deepEqual(found.body, { data: [fulfilment], next: null });
  const redeemed = await client.call('POST', `/redemptions/${id}/redeem`, {});
  assert.deepEqual(redeemed.body, { ...fulfilment, status: 'completed', deliveredAt: now });
  assert.equal((await client.call('POST', `/redemptions/${id}/redeem`, {})).status, 409);
  assert.deepEqual((await client.call('GET', '/redemptions?code=NOBODY')).body, { data: [], next: null });
});

it('tells what happened to an order and its bills, in order', async () => {
  const order = await newOrder();
  await act(order.id, 'pay');
  await act(order.id, 'approve');
  await act(order.id, 'terminate');
  const path = `/subscription-orders/${order.id}/events`;
  const { body: first } = await client.call('GET', `${path}?limit=4`);
  const { body: rest } = await client.call('GET', `${path}?cursor=${String(first['next'])}`);
  const events = [...elements(first), ...elements(rest)];
  const told = events.map(
    ({ sequence, type }) => `${String(sequence)} ${String(type).replace('subscription_order.', '')}`,
  );
  assert.deepEqual(told, ['1 placed', '2 bill.issued', '3 bill.collected', '4 paid', '5 approved', '6 terminated']);
  assert.equal((await client.call('GET', `/subscription-orders/${order.id}`)).body['version'], 6);
});
