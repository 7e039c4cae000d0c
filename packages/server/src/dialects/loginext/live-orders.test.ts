/** The fields of an order that live while its trip is under way: eta, delay, the way driven, the door's geofence. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, it } from 'node:test';
import { fixture } from '../../../test/fixture.ts';
import { openLogiNextHouse, type LogiNextClient, type LogiNextHouse } from '../../../test/loginext-house.ts';
import { changeHub } from '../../use-cases/hub/change-hub.ts';
import { listHubs } from '../../use-cases/hub/hubs.ts';
import { silentHandover } from '../../domain/delivery/on-the-road.ts';
import { readTimeline } from '../../use-cases/event/read-timeline.ts';
import { followTrackers } from '../../use-cases/tracking/follow-trackers.ts';
import { actAtStop, type StopAction } from '../../use-cases/trip/act-at-stop.ts';
import { createTrip } from '../../use-cases/trip/create-trip.ts';
import { finishLoading } from '../../use-cases/trip/run-trip.ts';
import type { TripView } from '../../use-cases/trip/read-trips.ts';
import { tell } from './events.ts';
import { fromReference, toReference } from './references.ts';

type Fields = Record<string, unknown>;
const tracker = 'LN00590915';
const minute = 60_000;
/** 25 km/h on roads 1.3 times as long as the great circle. */
const minutesFor = (kilometres: number) => ((kilometres * 1.3) / 25) * 60;

let house: LogiNextHouse;
let partner: LogiNextClient;
let begin: number;
let orders: string[];
let trip: TripView;

before(async () => void (house = await openLogiNextHouse({ overHttp: true })));
after(() => house.close());

const north = (kilometres: number) => ({ lat: 19 + kilometres / 111.195, lng: 72.9 });

/** Two orders, 5 and 10 km north of the hub, to be there within the half hour; the driver needs 5 minutes at each door. */
beforeEach(async () => {
  partner = await house.client();
  begin = Date.now() - 6 * 3_600_000;
  house.deps.clock.set(new Date(begin));
  const [sample] = fixture('loginext', 'create-delivery-order.request') as Fields[];
  const { body } = await partner.call(
    'POST',
    '/ShipmentApp/mile/v1/create',
    [5, 10].map((kilometres) => ({
      ...sample,
      orderNo: `LIVE-${kilometres}`,
      shipmentOrderDt: new Date(begin - 60 * minute).toISOString(),
      deliverStartTimeWindow: new Date(begin).toISOString(),
      deliverEndTimeWindow: new Date(begin + 30 * minute).toISOString(),
      deliverServiceTime: '5',
      deliverLatitude: String(north(kilometres).lat),
      deliverLongitude: String(north(kilometres).lng),
    })),
  );
  orders = (body as { referenceId: string[] }).referenceId;
  const { identity } = partner.tenant;
  const [hub] = await listHubs(house.deps, identity.caller, { before: null, limit: 10 });
  await changeHub(house.deps, identity.caller, hub?.id ?? '', { position: north(0), geofenceMetres: 300 });
  const medium = { ...(fixture('loginext', 'create-delivery-medium.request') as Fields[])[0], userName: `u${begin}${partner.tenant.account.id}` }; // prettier-ignore
  const made = await partner.call('POST', '/DeliveryMediumApp/mile/v1/create', [medium]);
  trip = await createTrip(house.deps, identity, {
    name: null,
    courierId: fromReference((made.body as { data: string[] }).data[0]) ?? assert.fail(JSON.stringify(made.body)),
    vehicleId: null,
    driverName: 'Rahul',
    trackerCode: tracker,
    setOff: null,
    deliveryIds: orders.map((one) => fromReference(one) ?? ''),
  });
});

const start = () => partner.call('POST', '/TripApp/mile/v1/trip/start', [toReference(trip.id)]);

async function order(kilometres: number): Promise<Fields> {
  const { body } = await partner.call('GET', `/ShipmentApp/mile/v1/shipment?order_no=LIVE-${kilometres}`);
  return (body as { data: Fields[] }).data[0] ?? assert.fail(JSON.stringify(body));
}

/** Minutes since the beginning of what stands in a field. */
const minuteOf = (value: unknown) => (typeof value === 'number' ? (value - begin) / minute : value);
const close = (value: unknown, expected: number) =>
  assert.ok(Math.abs(Number(minuteOf(value)) - expected) < 0.05, `${String(minuteOf(value))} is not ${expected}`);

async function report(kilometres: number, at: number): Promise<void> {
  house.deps.clock.set(new Date(begin + at * minute));
  const { status } = await partner.call('POST', '/TrackingApp/track/put', {
    ...(fixture('loginext', 'create-tracking-record.request') as Fields),
    trackerId: tracker,
    latitude: north(kilometres).lat,
    longitude: north(kilometres).lng,
    time: new Date(begin + at * minute).toISOString(),
  });
  assert.equal(status, 200);
  while ((await followTrackers(house.deps, { lagMs: 0, limit: 10 })) > 0);
}

const act = (stop: number, action: StopAction) =>
  actAtStop(house.deps, partner.tenant.identity.caller, trip.stops[stop]?.id ?? '', action, {
    at: house.deps.now(),
    position: null,
  });

it('has the timetable for an eta until the device reports, and then the way that is left [LX24]', async () => {
  await start();
  const planned = await order(5);
  close(planned['eta'], minutesFor(5));
  assert.deepEqual([planned['eta'], planned['isDelayed']], [planned['plannedStartDt'], false]);
  await report(1, 10);
  close((await order(5))['eta'], 10 + minutesFor(4));
  const second = await order(10);
  const expected = 10 + minutesFor(9) + 5;
  close(second['eta'], expected);
  assert.deepEqual([second['isDelayed'], second['delayedBy']], [true, Math.floor(expected - 30)]);
  // 2 km in 4 minutes: 30 km/h, which counts for as much of a quarter of an hour
  await report(3, 14);
  const [metres, seconds] = [2000, 240];
  const speed = (25 / 3.6) * (1 - seconds / 900) + (metres / seconds) * (seconds / 900);
  close((await order(5))['eta'], 14 + (2000 * 1.3) / speed / 60);
});

it('never shows an eta that has gone by, however silent the device [LX24]', async () => {
  await start();
  await report(1, 10);
  house.deps.clock.set(new Date(begin + 180 * minute));
  const { eta, isDelayed, delayedBy } = await order(5);
  assert.deepEqual([minuteOf(eta), isDelayed, delayedBy], [180, true, 150]);
});

it('moves the etas of the doors ahead when the driver is done at one, though no device reports [LX24]', async () => {
  await start();
  house.deps.clock.set(new Date(begin + 60 * minute));
  await act(0, { kind: 'arrive' });
  close((await order(10))['eta'], 60 + 5 + minutesFor(5));
  house.deps.clock.set(new Date(begin + 90 * minute));
  await act(0, { kind: 'deliver', handover: { ...silentHandover, customerComment: null, customerRating: null } });
  close((await order(10))['eta'], 90 + minutesFor(5));
});

it('shows the kilometres driven to each door, and when its geofence was entered and left [LX24]', async () => {
  await start();
  for (const [kilometres, at] of [[0, 0], [2, 5], [4.9, 12], [5, 13]] as const) await report(kilometres, at); // prettier-ignore
  const ahead = await order(5);
  assert.deepEqual([ahead['actualDistance'], minuteOf(ahead['deliveryGeofenceEnterTime']), ahead['deliveryGeofenceExitTime']], [null, 12, null]); // prettier-ignore
  await act(0, { kind: 'arrive' });
  assert.equal((await order(5))['actualDistance'], 5);
  await report(5.01, 16);
  await report(7, 22);
  const first = await order(5);
  assert.deepEqual([first['actualDistance'], minuteOf(first['deliveryGeofenceExitTime'])], [5, 22]);
  // the partner says so himself: the way is shared out with the next fix
  const delivered = { newStatus: 'DELIVERED', orderDetails: [{ orderReferenceId: orders[1] }] };
  await report(10, 30);
  assert.equal((await partner.call('PUT', '/ShipmentApp/mile/v1/update/status', delivered)).status, 200);
  await report(10.2, 40);
  const second = await order(10);
  assert.deepEqual([second['actualDistance'], minuteOf(second['deliveryGeofenceEnterTime'])], [5.2, 30]);
});

it('has the revised eta of the last door in Load Complete: no earlier than planned, and never in the past', async () => {
  const told = async () => {
    const { caller } = partner.tenant.identity;
    await finishLoading(house.deps, caller, trip.id, { at: house.deps.now(), position: null });
    const events = await readTimeline(house.deps, caller, trip.id, { after: 0, limit: 100 });
    const body = events.flatMap(tell).findLast(({ type }) => type === 'LOAD_COMPLETE')?.body;
    return Date.parse(`${String(body?.['revisedEta']).replace(' ', 'T')}Z`);
  };
  close(await told(), minutesFor(10) + 5);
  house.deps.clock.set(new Date(begin + 60 * minute));
  close(await told(), 60 + minutesFor(10) + 5);
  await start();
  await report(8, 70);
  close(await told(), 70 + minutesFor(3) + 5 + minutesFor(5));
  house.deps.clock.set(new Date(begin + 300 * minute));
  close(await told(), 300 + minutesFor(3) + 5 + minutesFor(5));
});
