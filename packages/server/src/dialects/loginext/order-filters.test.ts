/** Mile's Get Order over HTTP: what each filter finds and when, one order by its reference id, and pages. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { fixture } from '../../../test/fixture.ts';
import { openLogiNextHouse, type LogiNextClient, type LogiNextHouse } from '../../../test/loginext-house.ts';
import { createTrip } from '../../use-cases/trip/create-trip.ts';
import { fromReference, toReference } from './references.ts';

type Fields = Record<string, unknown>;
type Found = { readonly data: readonly Fields[]; readonly moreResultsExists?: boolean };

let house: LogiNextHouse;
let partner: LogiNextClient;
/** Reference ids by order number: one order in each state that Update Order Status and a trip lead to. */
const ids: Record<string, string> = {};

before(async () => {
  house = await openLogiNextHouse({ overHttp: true });
  partner = await house.client();
  for (const [number, sample, status] of orders) {
    const [order] = fixture('loginext', `create-${sample}-order.request`) as Fields[];
    ids[number] = await create({ ...order, orderNo: number, cancellationAllowedFl: 'Y' });
    if (status) await report(ids[number], status);
  }
  await start(ids['RIDING'] ?? '');
  house.deps.clock.move(day);
});
after(() => house.close());

const orders = [
  ['WAITING', 'delivery', null],
  ['RIDING', 'delivery', null],
  ['FETCHED', 'pickup', 'PICKEDUP'],
  ['DONE', 'delivery', 'DELIVERED'],
  ['NOBODY', 'delivery', 'NOTDELIVERED'],
  ['NOTHING', 'pickup', 'NOTPICKEDUP'],
  ['CALLED-OFF', 'delivery', 'CANCELLED'],
] as const;
const day = 20 * 3_600_000;

async function create(order: Fields): Promise<string> {
  const { body } = await partner.call('POST', '/ShipmentApp/mile/v1/create', [order]);
  return (body as { referenceId: string[] }).referenceId[0] ?? assert.fail(JSON.stringify(body));
}

async function report(orderReferenceId: string, newStatus: string): Promise<void> {
  const orderDetails = [{ orderReferenceId, reasonCd: 'R' }];
  const { status, body } = await partner.call('PUT', '/ShipmentApp/mile/v1/update/status', { newStatus, orderDetails });
  assert.equal(status, 200, JSON.stringify(body));
}

async function start(order: string): Promise<void> {
  const made = await partner.call('POST', '/DeliveryMediumApp/mile/v1/create', fixture('loginext', 'create-delivery-medium.request')); // prettier-ignore
  const courierId = fromReference((made.body as { data: string[] }).data[0]) ?? assert.fail(JSON.stringify(made.body));
  const deliveryIds = [fromReference(order) ?? ''];
  const nothing = { name: null, vehicleId: null, driverName: null, trackerCode: null, setOff: null };
  const trip = await createTrip(house.deps, partner.tenant.identity, { ...nothing, courierId, deliveryIds });
  assert.equal((await partner.call('POST', '/TripApp/mile/v1/trip/start', [toReference(trip.id)])).status, 200);
}

async function find(query: string, client = partner): Promise<Found> {
  const { status, body } = await client.call('GET', `/ShipmentApp/mile/v1/shipment?${query}`);
  assert.equal(status, 200, JSON.stringify(body));
  return body as Found;
}

const numbersOf = ({ data }: Found) => data.map(({ orderNo }) => orderNo);
/** `yyyy-MM-dd HH:mm:ss`, hours from now. */
const hours = (count: number) =>
  new Date(house.deps.now().getTime() + count * 3_600_000).toISOString().slice(0, 19).replace('T', '+');
const then = () => `start_date=${hours(-21)}&end_date=${hours(-19)}`;
const since = () => `start_date=${hours(-19)}&end_date=${hours(1)}`;
const windows = 'start_date=2016-07-01+00:00:00&end_date=2016-08-01+00:00:00';
const ever = 'start_date=2016-01-01+00:00:00&end_date=2100-01-01+00:00:00';

const expected: readonly (readonly [filter: string, found: readonly string[]])[] = [
  ['INTRANSIT', ['RIDING']],
  ['PICKEDUP', ['FETCHED']],
  ['COMPLETED', ['DONE']],
  ['NOTCOMPLETED', ['NOBODY', 'NOTHING']],
  ['CANCELLED', ['CALLED-OFF']],
];

for (const [filter, found] of expected) {
  it(`finds by ${filter} what became so within the dates, and nothing else [LX24]`, async () => {
    assert.deepEqual(numbersOf(await find(`${then()}&status=${filter}`)), found);
    assert.deepEqual(numbersOf(await find(`${since()}&status=${filter.toLowerCase()}`)), []);
    assert.deepEqual(numbersOf(await find(`${windows}&status=${filter}`)), []);
  });
}

it('finds by NOTDISPATCHED the windows within the dates, and by ALL everything [LX24]', async () => {
  assert.deepEqual(numbersOf(await find(`${windows}&status=NOTDISPATCHED`)), ['WAITING']);
  assert.deepEqual(numbersOf(await find(`${then()}&status=NOTDISPATCHED`)), []);
  const all = ['RIDING', 'FETCHED', 'DONE', 'NOBODY', 'NOTHING', 'CALLED-OFF'];
  assert.deepEqual(numbersOf(await find(`${then()}&status=ALL`)), all);
  assert.deepEqual(numbersOf(await find(`${windows}&status=ALL`)), ['WAITING']);
  assert.deepEqual(numbersOf(await find(ever)), ['WAITING', ...all]);
});

it('shows the status of each order in the document’s words [LX24]', async () => {
  const { data } = await find(ever);
  assert.deepEqual(data.map(({ status }) => status), ['NOTDISPATCHED', 'INTRANSIT', 'PICKEDUP', 'DELIVERED', 'NOTDELIVERED', 'NOTPICKEDUP', 'CANCELLED']); // prettier-ignore
});

it('finds an order by its reference id without dates, and only for its owner [LX24]', async () => {
  const id = ids['DONE'] ?? '';
  const found = await find(`orderReferenceId=${id}`);
  assert.deepEqual(numbersOf(found), ['DONE']);
  assert.deepEqual(Object.keys(found), ['status', 'message', 'referenceId', 'data', 'hasError'], 'as the sample has them');
  assert.deepEqual(numbersOf(await find(`orderReferenceId=${id}&order_no=DONE`)), ['DONE']);
  assert.deepEqual(numbersOf(await find(`orderReferenceId=${id}&order_no=RIDING`)), []);
  const stranger = await house.client();
  for (const [one, client] of [[id, stranger], ['0'.repeat(32), partner], ['nonsense', partner]] as const) {
    assert.deepEqual(await find(`orderReferenceId=${one}`, client), await find('order_no=nobody-has-it'));
  }
}); // prettier-ignore

it('tells of more results to who asks for pages [LX24]', async () => {
  const pages = [];
  for (let page = 1; page <= 3; page += 1) {
    const found = await find(`${ever}&page_size=3&page_no=${page}`);
    assert.deepEqual(Object.keys(found), ['status', 'message', 'referenceId', 'moreResultsExists', 'data', 'hasError']);
    pages.push([found.moreResultsExists, ...numbersOf(found)]);
  }
  assert.deepEqual(pages, [
    [true, 'WAITING', 'RIDING', 'FETCHED'],
    [true, 'DONE', 'NOBODY', 'NOTHING'],
    [false, 'CALLED-OFF'],
  ]);
  assert.equal((await find(`${ever}&page_size=7`)).moreResultsExists, false, 'the last page is full');
  const { body } = await partner.call('GET', `/ShipmentApp/mile/v1/shipment?${ever}&page_no=0`);
  assert.equal((body as { message: string }).message, 'page_no is invalid');
});
