/** OnDemand's Get Order, and what other operations and webhooks say of its orders. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { fixture } from '../../../test/fixture.ts';
import { openLogiNextHouse, type LogiNextClient, type LogiNextHouse } from '../../../test/loginext-house.ts';
import { readTimeline } from '../../use-cases/event/read-timeline.ts';
import { tell } from './events.ts';
import { fromReference } from './references.ts';

let house: LogiNextHouse;
let shop: LogiNextClient;
before(async () => {
  house = await openLogiNextHouse({ overHttp: true });
  shop = await house.client({}, 'Tezz Foods');
});
after(() => house.close());

type Order = Readonly<Record<string, unknown>>;
type Found = { readonly data: readonly Order[]; readonly moreResultsExists?: boolean };
const [fixed = {}] = fixture('loginext', 'ondemand-create-fixed.request') as Order[];
const [variable = {}] = fixture('loginext', 'ondemand-create-variable.request') as Order[];
const path = '/ShipmentApp/ondemand/v1/shipment';
const range = 'start_date=2016-07-14+00:00:00&end_date=2016-07-17+00:00:00';

async function create(client: LogiNextClient, order: Order, product = 'ondemand'): Promise<string> {
  const { status, body } = await client.call('POST', `/ShipmentApp/${product}/v1/create`, [order]);
  assert.equal(status, 200, JSON.stringify(body));
  return (body as { referenceId: string[] }).referenceId[0] ?? '';
}

const numbersOf = ({ body }: { readonly body: unknown }) => (body as Found).data.map(({ orderNo }) => orderNo);

it('answers the sample’s order as the document does, to PUT and to GET [LX40]', async () => {
  const { data, ...envelope } = fixture('loginext', 'ondemand-get-order.response') as Found;
  const [shown = {}] = data;
  const sent = { ...variable, orderNo: 'LN01234567', awbNumber: 'awbcheck', distributionCenter: 'Green Leaf' };
  const referenceId = await create(shop, sent);
  const query = 'end_date=2017-03-07+18:29:59&start_date=2016-02-01+18:30:00&status=ALL&order_no=LN01234567';
  for (const method of ['PUT', 'GET'] as const) {
    const { status, body } = await shop.call(method, `${path}?${query}`);
    const [order = {}] = (body as Found).data;
    // by road from door to door: 1.3 times the great circle of 5.137 km
    assert.equal(order['plannedDistance'], 6.678);
    assert.equal(
      JSON.stringify(body),
      JSON.stringify({ status: 200, message: 'SUCCESS', data: [{ ...shown, referenceId, plannedDistance: 6.678 }], hasError: false }), // prettier-ignore
    );
    assert.deepEqual({ ...(body as object), data: 0 }, { ...envelope, data: 0 });
    assert.equal(status, 200);
  }
});

it('shows a fixed pickup without what nobody said of it [LX40]', async () => {
  const referenceId = await create(shop, { ...fixed, orderNo: 'FIXED' });
  const { body } = await shop.call('GET', `${path}?order_no=FIXED`);
  assert.deepEqual((body as Found).data, [
    {
      referenceId,
      orderNo: 'FIXED',
      awbNumber: '',
      clientName: 'Tezz Foods',
      branchName: 'Mumbai',
      origin: 'Mumbai',
      destination: 'JVLR Powai,Andheri East,JVLR',
      shipmentOrderTypeCd: 'DELIVER',
      orderState: 'FORWARD',
      shipmentOrderDt: house.deps.now().getTime(),
      startTimeWindow: null,
      endTimeWindow: null,
      paymentType: 'COD',
      notes: '',
      packageValue: 1000,
      status: 'NOTDISPATCHED',
      plannedServiceTime: 0,
      plannedDistance: null,
      customerCode: null,
      customerName: 'TestName',
      customerPhoneNumber: '8888889999',
      noOfAttempts: 0,
      isDelayed: false,
    },
  ]);
});

it('reads the parameters of the query first and then those of the body [LX40]', async () => {
  const client = await house.client();
  for (const orderNo of ['A', 'B']) await create(client, { ...variable, orderNo });
  const put = (query: string, body?: unknown) => client.call('PUT', path + query, body);
  assert.deepEqual(numbersOf(await put('', { order_no: 'B' })), ['B']);
  assert.deepEqual(numbersOf(await put('?order_no=A', { order_no: 'B' })), ['A']);
  assert.deepEqual(numbersOf(await put('?order_no=', { order_no: 'B' })), ['B']);
  const dates = { start_date: '2016-07-14 00:00:00', end_date: '2016-07-17 00:00:00' };
  assert.deepEqual(numbersOf(await put('', dates)), ['A', 'B']);
  assert.deepEqual(numbersOf(await put('?page_size=1', { ...dates, page_no: 2 })), ['B']);
  const { body } = await put('?page_size=1&page_no=2', dates);
  assert.equal((body as Found).moreResultsExists, false);
  for (const [sent, key, message] of [
    [{ ...dates, page_no: 'x' }, 'page_no', 'page_no is invalid'],
    [{ ...dates, order_no: ['A'] }, 'order_no', 'order_no is invalid'],
    [['A'], '', 'An object is expected.'],
  ] as const) {
    const refused = await put('', sent);
    const error = { '0': [{ key, message: [message] }] };
    assert.deepEqual(
      [refused.status, refused.body],
      [400, { status: 400, message, data: null, error, hasError: true }],
    );
  }
});

it('asks for dates when no order is named, and names every fault [LX40]', async () => {
  const { status, body } = await shop.call('PUT', `${path}?status=LOST&end_date=tomorrow`);
  assert.deepEqual([status, body], [400, {
    status: 400,
    message: 'start_date is mandatory.',
    data: null,
    error: {
      '0': [
        { key: 'start_date', message: ['start_date is mandatory.'] },
        { key: 'end_date', message: ['end_date is invalid. The format is yyyy-MM-dd HH:mm:ss'] },
        { key: 'status', message: ['status is invalid'] },
      ],
    },
    hasError: true,
  }]); // prettier-ignore
});

it('shows OnDemand’s own orders only; Mile shows them too, in its own words [LX24] [LX40]', async () => {
  const client = await house.client();
  const [mile = {}] = fixture('loginext', 'create-pickup-and-delivery-order.request') as Order[];
  await create(client, { ...mile, orderNo: 'MILE' }, 'mile');
  const id = await create(client, { ...variable, orderNo: 'OURS' });
  const wide = 'start_date=2016-01-01+00:00:00&end_date=2017-01-01+00:00:00';
  const all = await client.call('GET', `/ShipmentApp/mile/v1/shipment?${wide}`);
  assert.deepEqual((all.body as Found).data.map((one) => [one['orderNo'], one['shipmentOrderTypeCd']]), [
    ['MILE', 'BOTH'],
    ['OURS', 'DELIVER'],
  ]); // prettier-ignore
  assert.deepEqual(numbersOf(await client.call('GET', `${path}?${wide}`)), ['OURS']);
  assert.deepEqual(numbersOf(await client.call('GET', `${path}?order_no=MILE`)), []);
  assert.deepEqual(numbersOf(await client.call('GET', `${path}?orderReferenceId=${id}`)), ['OURS']);
  assert.deepEqual(numbersOf(await shop.call('GET', `${path}?orderReferenceId=${id}`)), [], 'another tenant');
});

it('finds an order by the windows that it shows, and one without by when it was taken [LX40]', async () => {
  const client = await house.client();
  await create(client, { ...variable, orderNo: 'WINDOWS' });
  const taken = Date.now();
  await create(client, { ...fixed, orderNo: 'NONE' });
  const stampOf = (ms: number) => new Date(ms).toISOString().slice(0, 19).replace('T', '+');
  const finds = async (from: string, until: string, status = 'NOTDISPATCHED') =>
    numbersOf(await client.call('GET', `${path}?start_date=${from}&end_date=${until}&status=${status}`));
  assert.deepEqual(
    await finds('2016-07-15+07:59:59', '2016-07-15+08:00:00'),
    ['WINDOWS'],
    'the first hour of the pickup',
  );
  assert.deepEqual(await finds('2016-07-15+08:00:01', '2016-07-16+09:59:59'), []);
  assert.deepEqual(await finds('2016-07-16+10:00:00', '2016-07-16+11:00:00'), ['WINDOWS'], 'the last of the delivery');
  assert.deepEqual(await finds(stampOf(taken - 3_600_000), stampOf(taken + 3_600_000)), ['NONE']);
  assert.deepEqual(await finds(stampOf(taken - 3_600_000), stampOf(taken + 3_600_000), 'ALL'), ['NONE']);
  assert.deepEqual(await finds(stampOf(taken + 120_000), stampOf(taken + 3_600_000)), []);
  assert.deepEqual(await finds(stampOf(taken - 3_600_000), stampOf(taken - 120_000)), []);
  assert.deepEqual(await finds('0000-01-01+00:00:00', '9999-12-31+23:59:59'), ['WINDOWS', 'NONE']);
});

it('follows an order through the filters, and sees when it is late no more [LX40]', async () => {
  const client = await house.client();
  const id = await create(client, { ...variable, orderNo: 'LIFE' });
  const filters = ['NOTDISPATCHED', 'PICKEDUP', 'COMPLETED', 'NOTCOMPLETED', 'CANCELLED', 'INTRANSIT', 'ALL'];
  const finds = async (dates: string) => {
    const found = [];
    for (const one of filters) {
      const answer = await client.call('GET', `${path}?${dates}&status=${one}`);
      if (numbersOf(answer).length > 0) found.push(one);
    }
    return found;
  };
  const report = (newStatus: string) =>
    client.call('PUT', '/ShipmentApp/mile/v1/update/status', { newStatus, orderDetails: [{ orderReferenceId: id }] });
  assert.deepEqual(await finds(range), ['NOTDISPATCHED', 'ALL']);
  assert.equal((await report('PICKEDUP')).status, 200);
  const today = `start_date=${stamp(-1)}&end_date=${stamp(1)}`;
  assert.deepEqual(await finds(today), ['PICKEDUP', 'ALL']);
  assert.equal((await report('DELIVERED')).status, 200);
  assert.deepEqual(await finds(today), ['COMPLETED', 'ALL']);
  assert.deepEqual(await finds(range), []);
  const shown = async () => ((await client.call('GET', `${path}?order_no=LIFE`)).body as Found).data[0] ?? {};
  assert.deepEqual([(await shown())['status'], (await shown())['isDelayed']], ['DELIVERED', true]);
});

/** `yyyy-MM-dd HH:mm:ss`, hours from now. */
function stamp(hours: number): string {
  return new Date(house.deps.now().getTime() + hours * 3_600_000).toISOString().slice(0, 19).replace('T', '+');
}

it('tells of an order in the words that it was ordered in', async () => {
  const client = await house.client();
  const told = async (reference: string) => {
    const id = fromReference(reference) ?? assert.fail(reference);
    const events = await readTimeline(house.deps, client.tenant.identity.caller, id, { after: 0, limit: 100 });
    return events.flatMap(tell).map(({ type, body }) => [type, body] as const);
  };
  const both = await create(client, { ...variable, orderNo: 'TOLD' });
  await client.call('POST', '/ShipmentApp/mile/v1/update', [{ referenceId: both, awbNumber: 'AWB2' }]);
  for (const newStatus of ['PICKEDUP', 'DELIVERED']) {
    const orderDetails = [{ orderReferenceId: both }];
    const { status } = await client.call('PUT', '/ShipmentApp/mile/v1/update/status', { newStatus, orderDetails });
    assert.equal(status, 200);
  }
  const [created, updated, pickedUp, delivered] = await told(both);
  assert.deepEqual(created, ['CREATE_ORDER', {
    orderNo: 'TOLD',
    orderState: 'FORWARD',
    orderLeg: 'PICKUP',
    awbNumber: 'AWB000001',
    notificationType: 'ORDERCREATIONNOTIFICATION',
    timestamp: created?.[1]['timestamp'],
  }]);
  assert.deepEqual([updated?.[0], updated?.[1]['shipmentOrderTypeCd'], updated?.[1]['clientNodeName']], ['UPDATE_ORDER', 'DELIVER', 'Name1']);
  assert.deepEqual([pickedUp?.[0], pickedUp?.[1]['orderLeg'], pickedUp?.[1]['orderState']], ['PICKEDUP', 'PICKUP', 'FORWARD']);
  assert.deepEqual([delivered?.[0], delivered?.[1]['cashAmount'], delivered?.[1]['branchName']], ['DELIVERED', 1000, 'Mumbai']);
  const one = await create(client, { ...fixed, orderNo: 'TOLD-2' });
  await client.call('PUT', '/ShipmentApp/ondemand/v1/cancel', [one]);
  const [first, cancelled] = await told(one);
  assert.deepEqual([first?.[1]['orderLeg'], first?.[1]['orderState']], ['DELIVER', 'FORWARD']);
  assert.deepEqual([cancelled?.[0], cancelled?.[1]['orderLeg'], cancelled?.[1]['customerName']], ['CANCEL_ORDER', 'DELIVER', 'TestName']);
}); // prettier-ignore

it('brings an order back as a return of the same service [LX23] [LX40]', async () => {
  const client = await house.client();
  const ids = [await create(client, { ...variable, orderNo: 'BACK-1' }), await create(client, { ...fixed, orderNo: 'BACK-2' })]; // prettier-ignore
  const { status } = await client.call('POST', '/ShipmentApp/mile/v1/create/return', ids);
  assert.equal(status, 201);
  const returns = [];
  for (const number of ['BACK-1', 'BACK-2']) {
    const { data } = (await client.call('GET', `${path}?order_no=${number}`)).body as Found;
    returns.push(data.find((one) => one['orderState'] === 'REVERSE') ?? assert.fail(JSON.stringify(data)));
  }
  const [fetched, brought] = returns;
  assert.deepEqual(
    [fetched?.['shipmentOrderTypeCd'], fetched?.['origin'], fetched?.['customerName'], fetched?.['packageValue']],
    ['DELIVER', 'Apartment2,SC2,AN2,LM2,Mumbai,400077', 'Name1', 1000],
  );
  assert.deepEqual([fetched?.['startTimeWindow'], fetched?.['endTimeWindow']], [null, null], 'of 2016, and over');
  assert.deepEqual([brought?.['shipmentOrderTypeCd'], brought?.['destination']], ['PICKUP', 'Mumbai']);
});
