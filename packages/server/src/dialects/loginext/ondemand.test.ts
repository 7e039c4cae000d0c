/** Replays OnDemand's samples through HTTP and looks at whole bodies. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fixture } from '../../../test/fixture.ts';
import { openLogiNextHouse, type LogiNextClient, type LogiNextHouse } from '../../../test/loginext-house.ts';
import { findDelivery } from '../../use-cases/delivery/read-deliveries.ts';
import { fromReference } from './references.ts';

let house: LogiNextHouse;
let partner: LogiNextClient;
before(async () => {
  house = await openLogiNextHouse({ overHttp: true });
  partner = await house.client();
});
after(() => house.close());

type Order = Readonly<Record<string, unknown>>;
const [fixed = {}] = fixture('loginext', 'ondemand-create-fixed.request') as Order[];
const [variable = {}] = fixture('loginext', 'ondemand-create-variable.request') as Order[];
const path = '/ShipmentApp/ondemand/v1';
let count = 0;
const numbered = (order: Order, prefix = 'OD'): Order => ({ ...order, orderNo: `${prefix}-${(count += 1)}` });

const send = (order: Order, client = partner) => client.call('POST', `${path}/create`, [order]);

async function create(order: Order, client = partner): Promise<string> {
  const { status, body } = await send(order, client);
  assert.equal(status, 200, JSON.stringify(body));
  return (body as { referenceId: string[] }).referenceId[0] ?? '';
}

async function find(query: string, client = partner): Promise<Order[]> {
  const { status, body } = await client.call('GET', `${path}/shipment?${query}`);
  assert.equal(status, 200, JSON.stringify(body));
  return (body as { data: Order[] }).data;
}

const faultsOf = (body: unknown) => (body as { error: Record<string, unknown> }).error['0'];
const kept = async (reference: string) => {
  const id = fromReference(reference) ?? assert.fail(reference);
  return (await findDelivery(house.deps, partner.tenant.identity.caller, id)) ?? assert.fail(reference);
};

describe('Create Order', () => {
  const answer = fixture('loginext', 'ondemand-create.response') as { referenceId: string[] };

  it('answers the sample with a fixed pickup, and keeps what it says [LX38]', async () => {
    const { status, body } = await partner.call('POST', `${path}/create`, fixture('loginext', 'ondemand-create-fixed.request')); // prettier-ignore
    const [reference = ''] = (body as { referenceId: string[] }).referenceId;
    assert.match(reference, /^[0-9a-f]{32}$/);
    assert.deepEqual([status, JSON.stringify(body)], [200, JSON.stringify({ ...answer, referenceId: [reference] })]);
    const { service, legs, pickup, dropoff, orderedAt, ...rest } = await kept(reference);
    assert.deepEqual([service, legs, pickup, orderedAt], ['ondemand', 'dropoff', null, house.deps.now()]);
    assert.deepEqual(
      [rest.distributionCentre, rest.paymentMode, rest.goodsValue, rest.cashOnPickup],
      ['Mumbai', 'cod', 100_000, 100_000],
    );
    const { customerName, phone, address, window } = dropoff ?? assert.fail();
    assert.deepEqual([customerName, phone, window], ['TestName', '8888889999', { from: null, until: null }]);
    assert.deepEqual(
      [address.street, address.landmark, address.locality, address.city],
      ['JVLR Powai', 'JVLR', 'Andheri East', null],
    );
  });

  it('answers the sample with a variable pickup, and keeps what it says [LX39]', async () => {
    const { status, body } = await partner.call('POST', `${path}/create`, fixture('loginext', 'ondemand-create-variable.request')); // prettier-ignore
    const [reference = ''] = (body as { referenceId: string[] }).referenceId;
    assert.match(reference, /^[0-9a-f]{32}$/);
    assert.deepEqual([status, JSON.stringify(body)], [200, JSON.stringify({ ...answer, referenceId: [reference] })]);
    const one = await kept(reference);
    assert.deepEqual(
      [one.service, one.legs, one.waybillNumber, one.weightGrams, one.volumeMm3, one.partialAllowed, one.cashOnPickup],
      ['ondemand', 'both', 'AWB000001', 15_200, 123_320, false, 100_000],
    );
    assert.deepEqual(
      [one.pickup?.phone, one.pickup?.email, one.pickup?.address.postalCode, one.pickup?.position],
      ['8888990000', 'demo1@ymail.com', '400076', { lat: 19.1239285, lng: 72.9094407 }],
    );
    assert.deepEqual(
      [one.dropoff?.customerCode, one.dropoff?.address.state, one.dropoff?.address.postalCode],
      ['5678', 'Maharashtra', '400077'],
    );
  });

  it('takes each spelling and name that the table and the sample have [LX39]', async () => {
    const { pickupPinCode, deliverPinCode, isPartialDeliveryAllowedFl: _flag, ...rest } = variable;
    const reference = await create({
      ...numbered(rest),
      pickupPincode: pickupPinCode,
      deliverPincode: deliverPinCode,
      partialDeliveryAllowedFl: 'Y',
      deliverCapacityInUnits: 2.5,
      pickupCountry: 'IND',
      pickupState: 'MH',
      paymentType: 'prepaid',
      packageValue: '750.50',
    });
    const one = await kept(reference);
    assert.deepEqual([one.pickup?.address.postalCode, one.dropoff?.address.postalCode], ['400076', '400077']);
    assert.deepEqual(
      [one.partialAllowed, one.declaredPackages, one.paymentMode, one.goodsValue],
      [true, 3, 'prepaid', 75_050],
    );
  });

  for (const sign of ['pickupAccountCode', 'pickupApartment', 'pickupStreetName']) {
    it(`asks for a variable pickup because of ${sign} alone, and for a fixed one without it [LX39]`, async () => {
      const asked = async (order: Order) =>
        (faultsOf((await send(order)).body) as { key: string }[]).map(({ key }) => key);
      const asVariable = await asked({ ...numbered(fixed), [sign]: 'x' });
      assert.ok(asVariable.includes('deliverAccountCode') && !asVariable.includes('locality'), String(asVariable));
      const asFixed = await asked({ orderNo: 'x', [sign]: '' });
      assert.ok(asFixed.includes('locality') && !asFixed.includes('deliverAccountCode'), String(asFixed));
    });
  }

  it('answers the first reference id when the same order comes again later [LX38] [LX39]', async () => {
    for (const order of [numbered(fixed), numbered(variable)]) {
      const first = await create(order);
      house.deps.clock.move(60_000);
      assert.equal(await create({ ...order }), first);
    }
  });

  it('refuses other content under a number that is taken, whichever the pickup [LX38] [LX39]', async () => {
    for (const [one, other] of [[fixed, variable], [variable, fixed], [fixed, { ...fixed, customerName: 'Other' }]] as const) {
      const order = numbered(one);
      const reference = await create(order);
      const { status, body } = await send({ ...other, orderNo: order['orderNo'] });
      const message = `There is an order ${String(order['orderNo'])} with other content already.`;
      assert.deepEqual([status, body], [409, {
        status: 409,
        message,
        referenceId: null,
        data: null,
        error: { '0': [{ key: 'orderNo', message: [message] }] },
        hasError: true,
      }]);
      const found = await find(`order_no=${String(order['orderNo'])}`);
      assert.deepEqual(found.map((each) => each['referenceId']), [reference]);
    }
  }); // prettier-ignore

  it('lets one of many racing orders with a number win, whichever their pickup [LX38] [LX39]', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { orderNo } = numbered({});
      const orders = Array.from({ length: 10 }, (_, index) => ({ ...(index % 2 ? fixed : variable), orderNo }));
      const answers = await Promise.all(orders.map((order) => send(order)));
      const made = answers.flatMap(({ status, body }) =>
        status === 200 ? (body as { referenceId: string[] }).referenceId : [],
      );
      assert.equal(new Set(made).size, 1);
      assert.deepEqual([made.length, answers.filter(({ status }) => status === 409).length], [5, 5]);
      assert.equal((await find(`order_no=${String(orderNo)}`)).length, 1);
    }
  });

  it('keeps the number to one order when Update Order changes it [LX25]', async () => {
    const [one, other] = [numbered(fixed), numbered(variable)];
    await create(one);
    const referenceId = await create(other);
    const renumber = (orderNo: unknown) =>
      partner.call('POST', '/ShipmentApp/mile/v1/update', [{ referenceId, orderNo }]);
    const { status, body } = await renumber(one['orderNo']);
    const message = [`There is an order ${String(one['orderNo'])} already.`];
    assert.deepEqual([status, faultsOf(body)], [409, [{ key: 'orderNo', message }]]);
    const free = numbered({})['orderNo'];
    assert.equal((await renumber(free)).status, 200);
    assert.deepEqual((await find(`order_no=${String(free)}`)).map((each) => each['referenceId']), [referenceId]); // prettier-ignore
  });

  it('names each faulty field and writes nothing [LX38]', async () => {
    const bad: Order = { ...numbered(fixed), cashOnDelivery: '', locality: null, cashOnPickup: -1 };
    const { status, body } = await send(bad);
    assert.deepEqual([status, body], [400, {
      status: 400,
      message: 'Cash on pickup is invalid',
      referenceId: null,
      data: null,
      error: {
        '0': [
          { key: 'cashOnPickup', message: ['Cash on pickup is invalid'] },
          { key: 'locality', message: ['Locality is mandatory.'] },
          { key: 'cashOnDelivery', message: ['Cash on delivery is mandatory.'] },
        ],
      },
      hasError: true,
    }]);
    assert.deepEqual(await find(`order_no=${String(bad['orderNo'])}`), []);
    assert.deepEqual(faultsOf((await send({ ...numbered(fixed), paymentType: 'Barter', cashOnDelivery: 'much' })).body), [
      { key: 'cashOnDelivery', message: ['Cash on delivery is invalid'] },
      { key: 'paymentType', message: ['Payment type is invalid'] },
    ]);
  }); // prettier-ignore

  it('names each faulty field of a variable pickup [LX39]', async () => {
    const { pickupPinCode: _pin, ...rest } = numbered(variable);
    const bad = {
      ...rest,
      cashOnDelivery: undefined,
      deliverPinCode: '1'.repeat(21),
      pickupCountry: 'Nowhere',
      deliverState: 'XX',
      shipmentOrderDt: 1468569600000,
    };
    assert.deepEqual(faultsOf((await send(bad)).body), [
      { key: 'shipmentOrderDt', message: ['Shipment order dt is invalid'] },
      { key: 'deliverPinCode', message: ['Deliver pin code is longer than 20 characters.'] },
      { key: 'cashOnDelivery', message: ['Cash on delivery is mandatory.'] },
      { key: 'pickupPincode', message: ['Pickup pincode is mandatory.'] },
      { key: 'pickupCountry', message: ['Pickup country is invalid'] },
      { key: 'deliverState', message: ['Deliver state is invalid'] },
    ]);
    const backwards = { ...numbered(variable), pickupEndTimeWindow: '2016-07-15T07:00:00.000Z' };
    assert.deepEqual(faultsOf((await send(backwards)).body), [
      { key: 'pickupEndTimeWindow', message: ['The window ends before it begins.'] },
    ]);
    const strict = await house.client({ autoCreateReferences: false });
    assert.deepEqual(faultsOf((await send(fixed, strict)).body), [
      { key: 'distributionCenter', message: ['Distribution Center is invalid'] },
    ]);
  });

  it('answers each element of a list in its place [LX38] [LX39]', async () => {
    const list = [numbered(fixed), { ...numbered(fixed), customerName: '' }, numbered(variable)];
    const { status, body } = await partner.call('POST', `${path}/create`, list);
    const { referenceId, ...rest } = body as { referenceId: (string | null)[] };
    assert.deepEqual(referenceId.map((one) => one === null), [false, true, false]); // prettier-ignore
    const error = { '1': [{ key: 'customerName', message: ['Customer name is mandatory.'] }] };
    assert.deepEqual([status, rest], [200, { status: 200, message: 'success', data: null, error, hasError: true }]);
  });
});

describe('Cancel Order', () => {
  it('answers the sample: the text in data, and no message [LX41]', async () => {
    const ids = [await create(numbered(fixed)), await create(numbered(variable))];
    const request = (fixture('loginext', 'ondemand-cancel.request') as string[]).map((_, index) => ids[index]);
    const { status, body } = await partner.call('PUT', `${path}/cancel`, request);
    assert.equal(JSON.stringify(body), JSON.stringify(fixture('loginext', 'ondemand-cancel.response')));
    assert.equal(status, 200);
    for (const id of ids) assert.equal((await kept(id)).state, 'cancelled');
  });

  it('refuses what cannot be cancelled in the words of the others, and cancels the rest [LX41]', async () => {
    const stranger = await house.client();
    const others = await create(numbered(fixed), stranger);
    const again = await create(numbered(fixed));
    await partner.call('PUT', `${path}/cancel`, { reference_ids: [again] });
    const refused = await partner.call('PUT', `${path}/cancel`, [again]);
    const done = [{ key: 'referenceId', message: ['Order(s) are already cancelled'] }];
    assert.deepEqual([refused.status, refused.body], [409, {
      status: 409,
      message: 'Order(s) are already cancelled',
      data: null,
      error: { '0': done },
      hasError: true,
    }]);
    const free = await create(numbered(variable));
    const some = await partner.call('PUT', `${path}/cancel`, [again, others, free]);
    const unknown = [{ key: 'referenceId', message: ['Reference Id does not exists'] }];
    assert.deepEqual([some.status, some.body], [200, {
      status: 200,
      data: 'Order(s) cancelled successfully',
      error: { '0': done, '1': unknown },
      hasError: true,
    }]);
    assert.equal((await kept(free)).state, 'cancelled');
    assert.equal((await find('status=CANCELLED&start_date=2000-01-01+00:00:00&end_date=2100-01-01+00:00:00', stranger)).length, 0);
  }); // prettier-ignore
});
