/** The three operations as MDelivery calls them: the samples of its document, at all places, by their whole bodies. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fixture } from '../../../test/fixture.ts';
import { openMDeliveryHouse, sampleOrder, type MDeliveryHouse, type Seller } from '../../../test/mdelivery-house.ts';
import { advanceDelivery } from '../../use-cases/delivery/advance-delivery.ts';
import { mounts } from './routes/mounts.ts';

let house: MDeliveryHouse;
let seller: Seller;
before(async () => {
  house = await openMDeliveryHouse();
  seller = await house.seller({ mdeliverySpelling: 'sample' });
});
after(() => house.close());

const sample = (name: string) => fixture('mdelivery', name);
/** Keys and values in their order. */
const same = (text: string, name: string) => assert.equal(text, JSON.stringify(sample(name)));
const report = sample('put-delivery-status.request') as Readonly<Record<string, unknown>>;
const orderOf = async (orderId: string) =>
  (await house.rows(`select o.*, d.state from public_order o join delivery d on d.id = o.delivery_id where order_id = '${orderId}'`))[0] ?? assert.fail(orderId); // prettier-ignore

test('GET order details is the document’s sample at each of its places, whatever is accepted', async () => {
  await seller.place('awaiting_payment');
  for (const mount of mounts) {
    for (const accept of ['text/plain', '*/*', 'application/xml']) {
      const answer = await seller.asker.ask('GET', `/mdelivery${mount}/1/orders/string/delivery/details`, undefined, { accept }); // prettier-ignore
      assert.equal(answer.status, 200, answer.text);
      assert.match(answer.headers.get('content-type') ?? '', /^application\/json/);
      same(answer.text, 'get-order-details.response');
    }
  }
});

test('the first status is written as the table has it, unless the account wants the sample’s', async () => {
  const other = await house.seller();
  await other.place('awaiting_payment');
  const { text } = await other.asker.ask('GET', '/1/orders/string/delivery/details');
  assert.deepEqual(JSON.parse(text), {
    ...(sample('get-order-details.response') as object),
    status: 'AwaitingPayment',
  });
});

test('what nobody knows is left out, and centimetres, kilograms and lei are decimals', async () => {
  const [product] = sampleOrder().products;
  assert.ok(product);
  const receiver = { type: 'Organization', id: '1000000000000', name: null, firstName: null, email: null, phone: null } as const; // prettier-ignore
  const sizes = { price: 12_345, quantity: 3, lengthMm: 205, widthMm: 150, heightMm: 7, weightGrams: 250 };
  await seller.place('draft', {
    orderId: 'bare',
    isPaid: false,
    message: null,
    receiver,
    pickupPointCode: null,
    products: [{ ...product, code: null, description: null, holder: null, ...sizes }],
  });
  const { text } = await seller.asker.ask('GET', '/1/orders/bare/delivery/details');
  assert.equal(
    text,
    JSON.stringify({
      id: 'bare',
      isPaid: false,
      status: 'Unknown',
      receiver: { type: 'Organization', id: '1000000000000' },
      orderSubmittedAt: '2022-04-18T20:03:38.005Z',
      deliveryAcceptedUntil: '2022-04-19T20:03:38.005Z',
      estimatedReadyAt: '2022-04-25T20:03:38.005Z',
      products: [{ price: 123.45, quantity: 3, length: 20.5, width: 15, height: 0.7, weight: 0.25 }],
    }),
  );
});

test('PUT delivery status is taken as the sample sends it, at each of its places and once more', async () => {
  for (const [index, mount] of mounts.entries()) {
    const orderId = `o774107259879644999${index}`;
    await seller.place('paid', { orderId });
    for (const _time of ['first', 'again']) {
      const answer = await seller.asker.ask('PUT', `/mdelivery${mount}/1/orders/${orderId}/delivery/status`, report, { accept: '*/*' }); // prettier-ignore
      assert.deepEqual([answer.status, answer.text], [204, ''], answer.text);
    }
    const { state, remote_status, remote_message, carrier_name, tracking_id, carrier_from, carrier_until, carrier_cost } = await orderOf(orderId); // prettier-ignore
    const instant = new Date('2022-01-20T15:20:52.923Z');
    assert.deepEqual(
      [state, remote_status, remote_message, carrier_name, tracking_id, carrier_from, carrier_until, carrier_cost],
      ['ready', 'Ready', 'test', 'Muvi Express', '0220106997753968', instant, instant, 6500],
    );
  }
});

test('an order is found by its tracking id, as the sample’s address has it, when no order has that id', async () => {
  const own = await house.seller();
  await own.place('paid', { orderId: 'tracked' });
  assert.equal((await own.asker.ask('PUT', '/1/orders/tracked/delivery/status', report)).status, 204);
  const delivering = { ...report, status: 'Delivering' };
  const { status } = await own.asker.ask('PUT', '/1/orders/0220106997753968/delivery/status', delivering);
  assert.equal(status, 204);
  const details = await own.asker.ask('GET', '/1/orders/tracked/delivery/details');
  assert.equal((JSON.parse(details.text) as { status: string }).status, 'Delivering');
  // an order of another seller has the same number
  const stranger = await house.seller();
  const refused = await stranger.asker.ask('PUT', '/1/orders/0220106997753968/delivery/status', delivering);
  assert.equal(refused.status, 404);
});

test('a tracking id that two orders share names neither, and the id of an order goes before it', async () => {
  const own = await house.seller();
  for (const orderId of ['one', 'two']) {
    await own.place('paid', { orderId });
    await own.asker.ask('PUT', `/1/orders/${orderId}/delivery/status`, { ...report, trackingID: 'T-1' });
  }
  const shared = await own.asker.ask('PUT', '/1/orders/T-1/delivery/status', { ...report, status: 'Delivering' });
  assert.deepEqual([shared.status, JSON.parse(shared.text)], [404, { code: 'InvalidParameter', message: 'The service has no such order.' }]); // prettier-ignore
  await own.place('paid', { orderId: 'T-1' });
  assert.equal((await own.asker.ask('PUT', '/1/orders/T-1/delivery/status', report)).status, 204);
  const states = await house.rows(`select d.state from public_order o join delivery d on d.id = o.delivery_id where o.account_id = '${own.caller.accountId}' order by o.order_id`); // prettier-ignore
  assert.deepEqual(states.map(({ state }) => state), ['ready', 'ready', 'ready']); // prettier-ignore
});

test('GET delivery changes is the document’s sample: a flat list', async () => {
  const own = await house.seller();
  for (const orderId of ['o5581066056252949999', 'o5581309365303909999']) {
    const { deliveryId } = await own.place('paid', { orderId });
    await advanceDelivery(house.deps, own.caller, deliveryId, 'make_ready');
  }
  await house.followUp();
  const answer = await own.asker.ask('GET', '/1/delivery/changes', undefined, { accept: 'text/plain' });
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-type') ?? '', /^application\/json/);
  same(answer.text, 'get-delivery-changes.response');
  for (const mount of mounts) {
    const again = await own.asker.ask('GET', `/mdelivery${mount}/1/delivery/changes`);
    assert.deepEqual([again.status, again.text], [200, '[]']);
  }
});

test('both spellings are read, and changes are written in the account’s', async () => {
  const own = await house.seller({ mdeliverySpelling: 'sample' });
  for (const [orderId, status] of [
    ['x', 'AwaytingPayment'],
    ['y', 'AwaitingPayment'],
  ] as const) {
    // prettier-ignore
    await own.place('draft', { orderId });
    assert.equal(
      (await own.asker.ask('PUT', `/1/orders/${orderId}/delivery/status`, { ...report, status })).status,
      204,
    );
  }
  const reader = await own.newAsker('other');
  await house.rows(`insert into public_service_grant (account_id, credential_id, service_id) values ('${own.caller.accountId}', '${reader.credentialId}', '${own.serviceId}')`); // prettier-ignore
  const { text } = await reader.ask('GET', '/1/delivery/changes');
  assert.deepEqual(JSON.parse(text), [
    { serviceID: '1', orderID: 'x', status: 'AwaytingPayment' },
    { serviceID: '1', orderID: 'y', status: 'AwaytingPayment' },
  ]);
});

const minimal = { status: 'Ready', carrierName: 'M', trackingID: 'T' };

test('fields that may miss may be null, and fields that nobody knows are not looked at', async () => {
  const own = await house.seller();
  await own.place('paid', { orderId: 'a' });
  const empty = { message: null, carrierEstimatedDeliveryStart: null, carrierEstimatedDeliveryEnd: null, carrierCost: null }; // prettier-ignore
  for (const body of [minimal, { ...minimal, ...empty }, { ...minimal, notifyStatusChange: true, cost: 'x' }]) {
    assert.equal((await own.asker.ask('PUT', '/1/orders/a/delivery/status', body)).status, 204);
  }
});

test('refuses a bad body by the name of its field, and changes nothing', async () => {
  const own = await house.seller();
  await own.place('paid', { orderId: 'a' });
  const before = await orderOf('a');
  const time = 'It must be a time between the years 2000 and 2200.';
  const wrong: readonly (readonly [object, RegExp | string])[] = [
    [{ status: undefined }, 'status: The field is missing.'],
    [{ carrierName: undefined }, 'carrierName: The field is missing.'],
    [{ trackingID: undefined }, 'trackingID: The field is missing.'],
    [{ status: 'ready' }, /^status: It must be one of: Unknown, AwaitingPayment, /],
    [{ status: 6 }, /^status: /],
    [{ message: 1 }, /^message: /],
    [{ message: 'x'.repeat(1001) }, /^message: /],
    [{ carrierName: null }, /^carrierName: /],
    [{ carrierName: 'x'.repeat(256) }, /^carrierName: /],
    [{ trackingID: 220106997753968 }, /^trackingID: /],
    [{ trackingID: '' }, /^trackingID: /],
    [{ carrierEstimatedDeliveryStart: 'soon' }, /^carrierEstimatedDeliveryStart: /],
    [{ carrierEstimatedDeliveryEnd: '1999-01-20T15:20:52Z' }, `carrierEstimatedDeliveryEnd: ${time}`],
    [{ carrierCost: '65' }, /^carrierCost: /],
    [{ carrierCost: -1 }, /^carrierCost: /],
    [{ carrierCost: 65.005 }, 'carrierCost: It is no amount in MDL.'],
    [{ carrierCost: 1e15 }, 'carrierCost: It is no amount in MDL.'],
  ];
  for (const [change, words] of wrong) {
    const answer = await own.asker.ask('PUT', '/1/orders/a/delivery/status', { ...report, ...change });
    const body = JSON.parse(answer.text) as { code: string; message: string };
    assert.deepEqual([answer.status, body.code], [400, 'InvalidParameter'], JSON.stringify(change));
    if (typeof words === 'string') assert.equal(body.message, words);
    else assert.match(body.message, words);
  }
  const shapeless = await own.asker.ask('PUT', '/1/orders/a/delivery/status', [report]);
  assert.equal(shapeless.status, 400);
  assert.deepEqual(await orderOf('a'), before);
});

test('a service of another seller is refused like one that nobody has, and an order that is not there is a 404', async () => {
  const [own, other] = [await house.seller(), await house.seller()];
  await own.place('paid', { orderId: 'mine' });
  await house.rows(`update public_service set code = 'theirs' where id = '${other.serviceId}'`);
  const refused = [403, { code: 'AuthenticationFailed', message: 'The service is not yours to ask for.' }];
  const missing = [404, { code: 'InvalidParameter', message: 'The service has no such order.' }];
  const calls = [
    ['GET', 'orders/mine/delivery/details', undefined],
    ['PUT', 'orders/mine/delivery/status', report],
    ['GET', 'delivery/changes', undefined],
  ] as const;
  for (const service of ['theirs', 'nobodys', '%00', 'x'.repeat(200)]) {
    for (const [method, path, body] of calls) {
      const answer = await own.asker.ask(method, `/${service}/${path}`, body);
      assert.deepEqual([answer.status, JSON.parse(answer.text)], refused, `${method} ${service}`);
    }
  }
  for (const order of ['none', '%00', 'x'.repeat(200)]) {
    for (const [method, path, body] of calls.slice(0, 2)) {
      const answer = await own.asker.ask(method, `/1/${path.replace('mine', order)}`, body);
      assert.deepEqual([answer.status, JSON.parse(answer.text)], missing, `${method} ${order}`);
    }
  }
  const ungranted = await own.newAsker();
  assert.equal((await ungranted.ask('GET', '/1/orders/mine/delivery/details')).status, 403);
});
