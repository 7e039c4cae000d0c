/** LogiNext's delivery media and orders are planned through the native API, and LogiNext's client starts the trip. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { fixture } from './fixture.ts';
import { openMountedHouse } from './mounted-house.ts';
import { listenFor, startPlanning } from './planning.ts';
import { until } from './webhook-house.ts';

type Fields = Record<string, unknown>;
const sampleOf = (name: string) => (fixture('loginext', name) as Fields[])[0] ?? {};

test('orders are planned into a trip, told as in the document’s sample, and the trip is started [WH13]', async (t) => {
  const house = await openMountedHouse();
  t.after(() => house.close());
  const { tenant, headers } = await house.resident();
  startPlanning(t, house.deps);
  const listener = await listenFor(t, house.deps, tenant, 'loginext', ['ROUTE_PLANNING', 'ROUTE_PLANNING_API', 'START_TRIP']); // prettier-ignore
  const ask = async (dialect: 'loginext' | 'native', method: string, url: string, payload?: unknown) => {
    const { status, body } = await house.ask({ method, url, headers: headers[dialect], payload });
    assert.ok(status < 300, body);
    return JSON.parse(body) as Fields;
  };
  const { weeklyOffList: _, shiftList: __, ...medium } = sampleOf('create-delivery-medium.request');
  const { data: media } = await ask('loginext', 'POST', '/loginext/DeliveryMediumApp/mile/v1/create', [
    { ...medium, deliveryMediumMasterName: 'Ramesh', phoneNumber: '9876543213', vehicleNumber: 'MH-13213' },
  ]);
  const { referenceId: orders } = await ask('loginext', 'POST', '/loginext/ShipmentApp/mile/v1/create', [
    {
      ...sampleOf('create-delivery-order.request'),
      orderNo: 'DummyOrder345',
      deliverStartTimeWindow: '2016-10-13T11:18:00.000Z',
      deliverEndTimeWindow: '2016-10-13T17:45:00.000Z',
      deliverLatitude: 19.1239285,
      deliverLongitude: 72.90944069999999,
    },
  ]);
  const dashed = (id: unknown) => String(id).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  // the account has made 45 trips
  await sql`update account set trips_made = 45 where id = ${tenant.account.id}`.execute(house.database.db);
  const plan = await ask('native', 'POST', '/v1/plans', {
    deliveryIds: [dashed((orders as string[])[0])],
    courierIds: [dashed((media as string[])[0])],
    setOff: '2016-10-13T05:00:00Z',
  });
  assert.equal(plan['state'], 'waiting');
  await until(() => listener.bodies().length > 0, 30_000);

  const [told] = listener.bodies() as { notificationDetails: Fields[] }[];
  const printed = fixture('loginext', 'webhook-route-planning') as { notificationDetails: Fields[] };
  const tripReference = String(told?.notificationDetails[0]?.['referenceId']);
  assert.match(tripReference, /^[0-9a-f]{32}$/);
  // a plan names couriers, and no drivers
  const differing = { referenceId: tripReference, driverName: '' };
  assert.deepEqual(told, {
    ...printed,
    notificationDetails: printed.notificationDetails.map((one) => ({ ...one, ...differing })),
  });
  assert.deepEqual(Object.keys(told?.notificationDetails[0] ?? {}), Object.keys(printed.notificationDetails[0] ?? {}));

  const started = await ask('loginext', 'POST', '/loginext/TripApp/mile/v1/trip/start', [tripReference]);
  assert.deepEqual(started, fixture('loginext', 'start-trip.response'));
  await until(() => listener.bodies().length > 1, 10_000);
  const [, start] = listener.bodies() as Fields[];
  assert.deepEqual([start?.['notificationType'], start?.['tripName']], ['STARTTRIP', 'TRIP-46']);
  assert.deepEqual(start?.['clientShipmentIds'], ['DummyOrder345']);
  assert.equal(listener.bodies().length, 2);
});
