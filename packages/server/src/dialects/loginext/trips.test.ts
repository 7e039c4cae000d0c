/** LogiNext's couriers, trips and tracking beside the document's samples, which `replay/` has. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { fixture } from '../../../test/fixture.ts';
import { castOf, sampleOf, type Cast } from '../../../test/loginext-cast.ts';
import { openLogiNextHouse, type LogiNextClient, type LogiNextHouse } from '../../../test/loginext-house.ts';
import { toReference } from './references.ts';

let house: LogiNextHouse;
let partner: LogiNextClient;
let cast: Cast;
before(async () => {
  house = await openLogiNextHouse();
  partner = await house.client();
  cast = castOf(house, partner);
});
after(() => house.close());

const makeOrder = (sample: 'delivery' | 'pickup' = 'delivery') => cast.order(sample);
const makeTrip = async (orders: readonly string[]) =>
  toReference((await cast.trip({ orders, trackerCode: 'LN12345678' })).id);

const statusOf = async (...orders: string[]) => {
  const { body } = await partner.call('POST', '/ShipmentApp/mile/v1/status', orders);
  return (body as { data: { status: string }[] }).data.map(({ status }) => status);
};

it('refuses a delivery medium whose employee or user name is taken', async () => {
  const medium = { ...sampleOf('create-delivery-medium.request'), employeeId: 'twice', userName: 'twice' };
  assert.equal((await partner.call('POST', '/DeliveryMediumApp/mile/v1/create', [medium])).status, 201);
  const again = await partner.call('POST', '/DeliveryMediumApp/mile/v1/create', [medium]);
  assert.equal(again.status, 409);
  const faults = (again.body as { error: Record<string, { key: string }[]> }).error['0'];
  assert.equal(faults?.[0]?.key, 'userName');
});

it('starts a trip once, whichever of the documented bodies and methods asks', async () => {
  const trip = await makeTrip([await makeOrder()]);
  const first = await partner.call('PUT', '/TripApp/mile/v1/trip/start', { tripReferenceIds: [trip] });
  assert.equal(first.status, 200);
  const again = await partner.call('POST', '/TripApp/mile/v1/trip/start', [trip]);
  assert.deepEqual([again.status, again.body], [409, {
    status: 409,
    message: 'A trip that is started cannot become started.',
    data: null,
    error: { '0': [{ key: 'tripReferenceId', message: ['A trip that is started cannot become started.'] }] },
    hasError: true,
  }]); // prettier-ignore
});

it('ends a pickup at the hub: picked up, then delivered when the trip stops', async () => {
  const order = await makeOrder('pickup');
  const trip = await makeTrip([order]);
  await partner.call('POST', '/TripApp/mile/v1/trip/start', [trip]);
  assert.deepEqual(await statusOf(order), ['INTRANSIT']);
  const picked = { newStatus: 'PICKEDUP', orderDetails: [{ orderReferenceId: order }] };
  assert.equal((await partner.call('PUT', '/ShipmentApp/mile/v1/update/status', picked)).status, 200);
  assert.deepEqual(await statusOf(order), ['PICKEDUP']);
  await partner.call('POST', '/TripApp/mile/v1/trip/stop', [
    { tripReferenceId: trip, notDispatchedOrders: [], deliveredOrders: [] },
  ]);
  assert.deepEqual(await statusOf(order), ['DELIVERED']);
});

it('refuses to update an order that is in a trip', async () => {
  const order = await makeOrder();
  await makeTrip([order]);
  const { status, body } = await partner.call('POST', '/ShipmentApp/mile/v1/update', [
    { referenceId: order, awbNumber: 'A' },
  ]);
  assert.equal(status, 409);
  assert.equal((body as { message: string }).message, 'The delivery is in a trip or on its way and cannot be changed.');
});

it('shows the newest position as the last location', async () => {
  const order = await makeOrder();
  await makeTrip([order]);
  const at = (record: object) =>
    partner.call('POST', '/TrackingApp/track/put', {
      ...(fixture('loginext', 'create-tracking-record.request') as object),
      trackerId: 'LN12345678',
      ...record,
    });
  await at({});
  const where = async () =>
    (await partner.call('GET', `/TrackingApp/mile/v1/track/lastlocation?shipmentReferences=${order}`)).body;
  const expected = fixture('loginext', 'track-last-location.response') as object;
  assert.deepEqual(await where(), {
    ...expected,
    data: [{ lat: 12.9003884, lng: 14.9889999, shipmentReference: order }],
  });
  await at({ time: '2016-07-14T10:00:00Z', latitude: 13 });
  await at({ time: '2016-07-14T08:00:00Z', latitude: 11 });
  assert.deepEqual(
    await where(),
    { ...expected, data: [{ lat: 13, lng: 14.9889999, shipmentReference: order }] },
    'G2: a late point does not move it back',
  );
});

it('shows a last location no longer than the order is with a courier', async () => {
  const [delivered, released] = [await makeOrder(), await makeOrder()];
  const trip = await makeTrip([delivered, released]);
  await partner.call('POST', '/TripApp/mile/v1/trip/start', [trip]);
  await partner.call('POST', '/TrackingApp/track/put', {
    ...(fixture('loginext', 'create-tracking-record.request') as object),
    trackerId: 'LN12345678',
    time: '2016-07-14T11:00:00Z',
  });
  const where = async (order: string) =>
    partner.call('GET', `/TrackingApp/mile/v1/track/lastlocation?shipmentReferences=${order}`);
  assert.equal((await where(delivered)).status, 200);
  const report = { newStatus: 'DELIVERED', orderDetails: [{ orderReferenceId: delivered }] };
  assert.equal((await partner.call('PUT', '/ShipmentApp/mile/v1/update/status', report)).status, 200);
  assert.equal((await where(released)).status, 200, 'the courier still carries the other one');
  await partner.call('POST', '/TripApp/mile/v1/trip/stop', [
    { tripReferenceId: trip, notDispatchedOrders: [released], deliveredOrders: [] },
  ]);
  assert.deepEqual(await statusOf(delivered, released), ['DELIVERED', 'NOTDISPATCHED']);
  for (const order of [delivered, released]) {
    const { status, body } = await where(order);
    assert.deepEqual([status, (body as { message: string }).message], [400, 'Location is not available']);
  }
});

it('refuses a position that cannot be, and names the field', async () => {
  const sample = fixture('loginext', 'create-tracking-record.request') as object;
  for (const [change, key] of [
    [{ latitude: 91 }, 'latitude'],
    [{ longitude: '-181' }, 'longitude'],
    [{ time: '2999-01-01T00:00:00Z' }, 'time'],
    [{ time: '1970-01-01T00:00:00Z' }, 'time'],
    [{ batteryPerc: 101 }, 'batteryPerc'],
    [{ speed: -5 }, 'speed'],
    [{ messageType: null }, 'messageType'],
  ] as const) {
    const { status, body } = await partner.call('POST', '/TrackingApp/track/put', { ...sample, ...change });
    assert.equal(status, 400, JSON.stringify(change));
    assert.equal((body as { error: Record<string, { key: string }[]> }).error['0']?.[0]?.key, key);
  }
});

it('tells an unknown order from one that nobody has seen yet', async () => {
  const order = await makeOrder();
  const { status, body } = await partner.call(
    'GET',
    `/TrackingApp/mile/v1/track/lastlocation?shipmentReferences=${order},${'0'.repeat(32)}`,
  );
  assert.equal(status, 400);
  assert.deepEqual((body as { error: unknown }).error, {
    '0': [{ key: 'shipmentReferences', message: ['Location is not available'] }],
    '1': [{ key: 'shipmentReferences', message: ['Reference Id does not exists'] }],
  });
});
