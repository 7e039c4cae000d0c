/** How trips of Haul stand and where they are, replayed through HTTP, with positions in bulk. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { sql } from 'kysely';
import { draft } from '../../../test/draft-delivery.ts';
import { fixture } from '../../../test/fixture.ts';
import {
  openLogiNextHouse,
  type Answer,
  type LogiNextClient,
  type LogiNextHouse,
} from '../../../test/loginext-house.ts';
import { newId } from '../../lib/new-id.ts';
import { createDelivery } from '../../use-cases/delivery/create-delivery.ts';
import { createCourier } from '../../use-cases/fleet/couriers.ts';
import { createTrip } from '../../use-cases/trip/create-trip.ts';
import { fromReference, toReference } from './references.ts';
import type { HaulTrip } from './schemas/haul-trip-view.ts';

let house: LogiNextHouse;
let partner: LogiNextClient;
before(async () => {
  house = await openLogiNextHouse({ overHttp: true });
  // the samples are of 2016
  house.deps.clock.set(new Date('2016-03-24T00:00:00Z'));
  partner = await house.client({ batchSize: 100 });
  // the samples take months: a pair of tokens lives for a day
  await sql`update session set expires_at = '2100-01-01'`.execute(house.database.db);
});
after(() => house.close());

type Json = Record<string, unknown>;
type Faults = Record<string, { key: string; message: string[] }[]>;
const sample = (name: string) => fixture('loginext', name) as Json;
const faultsOf = ({ body }: Answer) => (body as { error: Faults }).error;

const post = (url: string, body: unknown, client = partner) => client.call('POST', url, body);
const get = async (names: readonly unknown[], client = partner) =>
  (await post('/TripApp/haul/v1/trip/get', names, client)).body as {
    data: HaulTrip[];
    error?: Json;
    hasError: boolean;
  };
const locate = (names: readonly unknown[], query = '') =>
  post(`/TrackingApp/haul/v1/track/lastlocation${query}`, names);
const start = (id: string) => post('/TripApp/haul/v1/trip/start', [id]);
const stop = (id: string) => post('/TripApp/haul/v1/trip/stop', [id]);
const put = (...records: Json[]) => post('/TrackingApp/haul/v1/tracking/put', records);

/** At the clock's hand, unless it says another time. */
const fixOf = (trackerId: string, latitude: number, longitude: number, time = house.deps.now().toISOString()) => ({
  trackerId,
  latitude,
  longitude,
  time,
  batteryPerc: 40,
  messageType: 'REG',
});

async function make(trip: Json): Promise<string> {
  const { status, body } = await post('/TripApp/haul/v1/trip/create', {
    ...sample('create-haul-trip.request'),
    vehicleNumber: null,
    sealNumber: null,
    ...trip,
  });
  assert.equal(status, 200, JSON.stringify(body));
  return String((body as Json)['message']).slice(-32);
}

const at = (dateTime: string, seconds = 0) => new Date(Date.parse(`${dateTime.replace(' ', 'T')}Z`) + seconds * 1000);
const instant = (dateTime: string | null) => (dateTime === null ? '' : at(dateTime).toISOString());

/** Makes the trip that the sample shows, drives it and ends it. @returns its reference id */
async function relive(shown: HaulTrip, name: string): Promise<string> {
  const { origin, destination, lrNumber, barcode, vehicle, driver, vehicleReportingTime, tracking, phoneNumber } =
    shown;
  // each answer is one of what is there by now
  await post('/VehicleApp/haul/v1/create', [{ vehicleNumber: vehicle }]);
  const [person] = fixture('loginext', 'create-driver.request') as Json[];
  const driverName = `${driver}`;
  await post('/DriverApp/haul/v1/driver/create', [{ ...person, driverName, phoneNumber, licenseNumber: `${driver} ${phoneNumber}` }]); // prettier-ignore
  const id = await make({
    name,
    originAddr: origin,
    destinationAddr: destination,
    lrNumber,
    barcode: barcode ?? 'LN00000000',
    vehicleNumber: vehicle,
    driverName,
    vehicleReportingDate: instant(vehicleReportingTime),
    packageWeight: 0,
    packageVolume: 0,
    packageValue: 0,
  });
  house.deps.clock.set(tracking === null ? at('2016-04-05 01:30:00') : at(tracking, -60));
  assert.equal((await start(id)).status, 200);
  if (tracking !== null) {
    house.deps.clock.set(at(tracking));
    const fix = fixOf(barcode ?? 'LN00000000', shown.lastTrackedLatitude ?? 0, shown.lastTrackedLongitude ?? 0);
    assert.equal((await put(fix)).status, 200);
  }
  house.deps.clock.move(60_000);
  assert.equal((await stop(id)).status, 200);
  // what following the tracker has concluded
  await sql`
    update trip set expected_end = ${shown.eta && at(shown.eta)}, driven_metres = ${shown.actualDistance && shown.actualDistance * 1000}
    where id = ${fromReference(id)}`.execute(house.database.db);
  return id;
}

it('answers Get Trip as the document does, key by key [LX13]', async () => {
  const expected = sample('get-haul-trip.response') as unknown as { data: HaulTrip[] };
  const asked = fixture('loginext', 'get-haul-trip.request') as string[];
  const ids = new Map<string, string>();
  const names = new Map<string, string>();
  // in the order in which they were seen: one tracker rides along on most of them
  const inTime = expected.data.toSorted((one, other) => `${one.tracking}`.localeCompare(`${other.tracking}`));
  const seen = new Set<string>();
  for (const shown of [...inTime.filter(({ tracking }) => tracking), ...inTime.filter(({ tracking }) => !tracking)]) {
    // names are unique, as the same document says; four of the sample's five Mum-DEL need others
    const first = expected.data.find(({ tripName }) => tripName === shown.tripName) === shown;
    const name = first ? shown.tripName : `${shown.tripName} ${shown.referenceId}`;
    seen.add(name);
    names.set(shown.referenceId, name);
    ids.set(shown.referenceId, await relive(shown, name));
  }
  const { rows } = await sql<{ id: string; started_at: Date; ended_at: Date }>`
    select id, started_at, ended_at from trip where account_id = ${partner.tenant.account.id}`.execute(
    house.database.db,
  );
  const times = new Map(rows.map((row) => [toReference(row.id), row]));
  const text = (date?: Date) => date?.toISOString().slice(0, 19).replace('T', ' ');
  const facts = (shown: HaulTrip) => {
    const referenceId = ids.get(shown.referenceId) ?? '';
    return {
      ...shown,
      referenceId,
      tripName: names.get(shown.referenceId),
      // the sample does not know when its trips started and ended; we do
      tripStartDt: text(times.get(referenceId)?.started_at),
      tripEndDt: text(times.get(referenceId)?.ended_at),
      // Create Trip asks for a barcode, so that each trip has one
      barcode: shown.barcode ?? 'LN00000000',
    };
  };
  const body = await get(asked.map((input) => ids.get(input) ?? input));
  assert.equal(JSON.stringify(body), JSON.stringify({ ...expected, data: expected.data.slice(0, 4).map(facts) }));
  const rest = expected.data.slice(4);
  const others = await get(rest.map(({ referenceId }) => ids.get(referenceId)));
  assert.equal(JSON.stringify(others.data), JSON.stringify(rest.map(facts)));
  assert.deepEqual([others.hasError, 'error' in others], [false, false]);
});

it('answers what nobody has as missed, and other tenants’ trips with it [LX13]', async () => {
  const id = await make({ name: 'MINE' });
  const stranger = await house.client();
  const answered = await post('/TripApp/haul/v1/trip/get', [id, 'MINE', 7, { a: 1 }, ''], stranger);
  assert.deepEqual([answered.status, answered.body], [200, {
    status: 200,
    message: 'Trip Details fetched successfully',
    referenceId: null,
    data: [],
    error: { '0': id, '1': 'MINE', '2': '7', '3': '{"a":1}', '4': '' },
    hasError: true,
  }]); // prettier-ignore
  const twice = await get([id, 'MINE', id.toUpperCase()]);
  assert.deepEqual([twice.data.length, twice.hasError], [1, false], 'meant three times, shown once');
  assert.equal((await post('/TripApp/haul/v1/trip/get', [])).status, 400);
  assert.equal(
    (
      await post(
        '/TripApp/haul/v1/trip/get',
        Array.from({ length: 101 }, () => 'x'),
      )
    ).status,
    400,
  );
});

it('finds a trip whose name looks like an id, or is a number [LX13]', async () => {
  const name = toReference(newId());
  const [like, number] = [await make({ name }), await make({ name: '20160324' })];
  const { data } = await get([name, 20_160_324, like]);
  assert.deepEqual(data.map(({ referenceId }) => referenceId), [like, number]); // prettier-ignore
});

it('shows where a trip was, and not where its tracker went since or came from [LX13] [LX17]', async () => {
  const barcode = 'ROAMING';
  const name = 'ROAM';
  const id = await make({ name, barcode });
  const seen = async () => {
    const [trip] = (await get([id])).data;
    return [trip?.tracking, trip?.lastTrackedLatitude];
  };
  await put(fixOf(barcode, 1, 1));
  house.deps.clock.move(60_000);
  assert.deepEqual(await seen(), [null, null], 'not started');
  await start(id);
  assert.deepEqual(await seen(), [null, null], 'not seen since it started');
  assert.deepEqual(faultsOf(await locate([name])), { '0': [{ key: 'tripName', message: ['Location is not available'] }] }); // prettier-ignore
  house.deps.clock.move(60_000);
  await put(fixOf(barcode, 2, 2));
  const time = house.deps.now().toISOString().slice(0, 19).replace('T', ' ');
  assert.deepEqual(await seen(), [time, 2]);
  house.deps.clock.move(60_000);
  await stop(id);
  await put(fixOf(barcode, 3, 3, new Date(house.deps.now().getTime() + 60_000).toISOString()));
  assert.deepEqual(await seen(), [time, 2], 'the tracker went on without it');
  const { body } = await locate([name]);
  assert.equal((body as { data: { lat: number }[] }).data[0]?.lat, 2);
});

it('answers Get Location as the document does, in the order of the request [LX17]', async () => {
  const asked = fixture('loginext', 'get-location.request') as string[];
  const expected = sample('get-location.response') as { data: { lat: number; lng: number; eta: string; lastTrackedAt: string }[] }; // prettier-ignore
  house.deps.clock.set(at('2016-08-17 16:00:00'));
  const ids: string[] = [];
  for (const [index, name] of asked.entries()) {
    const id = await make({ name, barcode: `LOC-${index}`, startNow: true });
    ids.push(id);
    const { lat, lng, eta, lastTrackedAt } = expected.data[index] ?? assert.fail();
    house.deps.clock.set(at(lastTrackedAt));
    await put(fixOf(`LOC-${index}`, lat, lng));
    await sql`update trip set expected_end = ${at(eta)} where id = ${fromReference(id)}`.execute(house.database.db);
    house.deps.clock.set(at('2016-08-17 16:00:00'));
  }
  // decided: the name of the trip stands beside its place
  const named = (address?: readonly string[]) =>
    expected.data.map((one, index) => ({
      ...one,
      tripName: asked[index],
      ...(address && { address: address[index] }),
    }));
  const { status, body } = await locate(asked);
  assert.equal(status, 200);
  assert.equal(JSON.stringify(body), JSON.stringify({ ...expected, data: named() }));
  assert.deepEqual((await locate(asked, '?address=false')).body, { ...expected, data: named() });
  const withAddress = (await locate(asked, '?address=true')).body;
  const addresses = ['Chettinayakkanpatti, Tamil Nadu, India', 'Tendukheda, Madhya Pradesh, India'];
  assert.equal(JSON.stringify(withAddress), JSON.stringify({ ...expected, data: named(addresses) }));
  const mixed = await locate([ids[1], 'nonsense', asked[0]]);
  const { data, hasError } = mixed.body as { data: ({ tripName: string } | null)[]; hasError: boolean };
  assert.deepEqual([mixed.status, hasError, data.map((one) => one?.tripName)], [200, true, [asked[1], undefined, asked[0]]]); // prettier-ignore
  assert.deepEqual(faultsOf(mixed), { '1': [{ key: 'tripName', message: ['Reference Id does not exists'] }] });
  assert.equal((await locate(['nonsense'])).status, 400);
  assert.equal((await locate(asked, '?address=perhaps')).status, 400);
  assert.equal((await post('/TrackingApp/haul/v1/track/lastlocation', ids, await house.client())).status, 400);
});

it('reckons an eta for a trip that nobody follows, from hub to hub [LX13]', async () => {
  for (const [code, lat, lng] of [['NORTH', 28, 77], ['SOUTH', 13, 77]] as const) {
    await sql`insert into hub (account_id, id, code, name, lat, lng)
      values (${partner.tenant.account.id}, gen_random_uuid(), ${code}, 'x', ${lat}, ${lng})`.execute(house.database.db);
  } // prettier-ignore
  const ends = { originAddr: 'NORTH', destinationAddr: 'SOUTH', vehicleReportingDate: '2016-08-17T18:00:00Z' };
  const [road, air] = [
    await make({ name: 'BY ROAD', ...ends }),
    await make({ name: 'BY AIR', ...ends, modeOfTransport: 'AIR', flightNum: '1' }),
  ];
  const { data } = await get([road, air]);
  // 1,668 km as the crow flies
  assert.deepEqual(data.map(({ eta }) => eta), ['2016-08-19 18:11:04', '2016-08-17 20:55:08']); // prettier-ignore
  await start(road);
  const [started] = (await get([road])).data;
  assert.equal(started?.eta, '2016-08-19 16:11:04', 'it set out two hours early');
});

it('shows the hub that a trip entered last [LX13]', async () => {
  const id = fromReference(await make({ name: 'VISITOR', barcode: 'VISITS', startNow: true }));
  const account = partner.tenant.account.id;
  for (const [code, hours] of [['NAGD', 2], ['CNND', 1]] as const) {
    await sql`insert into hub_visit (account_id, id, hub_id, tracker_id, trip_id, entered_at, entered_lat, entered_lng)
      select ${account}, gen_random_uuid(), h.id, k.id, ${id}, now() + make_interval(hours => ${hours}), 1, 1
      from hub h, tracker k where h.account_id = ${account} and h.code = ${code} and k.account_id = ${account} and k.code = 'VISITS'`.execute(house.database.db);
  } // prettier-ignore
  assert.equal((await get(['VISITOR'])).data[0]?.lastHub, 'NAGD');
});

it('shows a trip of deliveries, with what only a haul has left empty [LX13]', async () => {
  const { identity } = partner.tenant;
  const person = { name: 'Asha Rao', phone: '+912212345678', email: null, branch: null, phoneCode: 'PHONE' };
  const room = { capacityUnits: null, capacityVolumeCm3: null, capacityWeightGrams: null, preferredPostalCode: null };
  const rest = { maxDistanceMetres: null, languages: [], daysOff: [], shifts: [], details: {} };
  const vehicleNumber = 'MILE-1';
  await post('/VehicleApp/haul/v1/create', [{ vehicleNumber, typeOfBody: 'TRUCK', deviceId: { barcode: 'BUILT-IN' } }]);
  const courier = { ...person, ...room, ...rest, employeeNumber: 'E', vehicleNumber };
  const { id: courierId } = await createCourier(house.deps, identity, courier, null);
  const deliveryIds: string[] = [];
  for (const orderNumber of ['M-1', 'M-2']) {
    const goods = draft({ orderNumber, weightGrams: 1500, volumeMm3: 2_500_000 });
    deliveryIds.push((await createDelivery(house.deps, identity, goods)).id);
  }
  const trip = { name: 'MILE', driverName: null, trackerCode: null, setOff: null, deliveryIds };
  const { id } = await createTrip(house.deps, identity, { ...trip, courierId, vehicleId: null });
  assert.equal((await start(toReference(id))).status, 200);
  await put(fixOf('PHONE', 19, 72));
  const [shown] = (await get(['MILE'])).data;
  const {
    origin,
    destination,
    vehicle,
    vehicleType,
    driver,
    phoneNumber,
    barcode,
    lastTrackedLatitude,
    packageWeight,
  } = shown ?? assert.fail();
  assert.deepEqual([origin, destination, lastTrackedLatitude], [null, null, 19]);
  assert.deepEqual([packageWeight, shown?.packageVolume, shown?.packageValue], [3, 5000, 2]);
  assert.deepEqual([vehicle, vehicleType, barcode], [vehicleNumber, 'TRUCK', 'BUILT-IN']);
  assert.deepEqual([driver, phoneNumber], ['Asha Rao', '+912212345678']);
  for (const url of ['update', 'cancel']) {
    const refused = await post(`/TripApp/haul/v1/trip/${url}`, { referenceId: toReference(id), reasonCd: 'x' });
    assert.deepEqual(faultsOf(refused)['0'], [{ key: 'referenceId', message: ['Reference Id does not exists'] }]);
  }
});

it('shows vehicles and trackers of which a trip knows the device alone as under way [LX5] [LX7] [LX19]', async () => {
  const made = await post('/VehicleApp/haul/v1/create', [{ vehicleNumber: 'QUIET', deviceId: { barcode: 'QUIET-T' } }]);
  const vehicle = (made.body as { data: { referenceId: string }[] }).data[0]?.referenceId;
  const trip = await make({ name: 'QUIET TRIP', barcode: 'QUIET-T', startNow: true });
  const listed = async () =>
    ((await partner.call('GET', '/VehicleApp/haul/v1')).body as { data: { results: Json[] } }).data.results.find(
      ({ vehicleNumber }) => vehicleNumber === 'QUIET',
    );
  const before = await listed();
  assert.deepEqual([before?.['status'], before?.['tripDetail']], ['In Transit', 'QUIET TRIP']);
  assert.equal((await partner.call('DELETE', '/VehicleApp/haul/v1', [vehicle])).status, 400);
  const trackers = (await partner.call('GET', '/DeviceApp/device/v1/haul')).body as { data: Json[] };
  const tracker = trackers.data.find(({ barcode }) => barcode === 'QUIET-T');
  const { status, tripName, vehicleNum, originAddr, destinationAddr } = tracker ?? {};
  assert.deepEqual([status, tripName, vehicleNum], ['Intransit', 'QUIET TRIP', 'QUIET']);
  assert.deepEqual([originAddr, destinationAddr], ['CNND', 'NAGD']);
  await stop(trip);
  assert.equal((await listed())?.['status'], 'Available');
  assert.equal((await partner.call('DELETE', '/VehicleApp/haul/v1', [vehicle])).status, 200);
});

it('takes positions of many trackers at once, each judged on its own [LXP-bulk-tracking]', async () => {
  const records = fixture('loginext', 'create-tracking-records.request') as Json[];
  // their time is 2018
  house.deps.clock.set(new Date('2018-01-04T07:22:00Z'));
  partner = await house.client({ batchSize: 5 });
  const taken = await put(...records);
  assert.deepEqual([taken.status, taken.body], [200, { status: 200, message: 'success', data: null, hasError: false }]);
  const stored = async () => {
    const { rows } = await sql<{ code: string; lat: number; speed_kmh: number }>`
      select k.code, p.lat, p.speed_kmh from position p join tracker k on k.account_id = p.account_id and k.id = p.tracker_id
      where p.account_id = ${partner.tenant.account.id} order by k.code, p.recorded_at`.execute(house.database.db);
    return rows.map(({ code, lat, speed_kmh: speed }) => [code, lat, speed]);
  };
  assert.deepEqual(await stored(), [['358899056518932', 40.760838, 40.4], ['4209917397', 40.760838, 40.4]]); // prettier-ignore
  const [record = {}] = records;
  const some = await put(
    { ...record, time: '2018-01-04T07:22:00Z', latitude: 1 },
    { ...record, time: '2019-01-04T07:22:00Z' },
    { ...record, latitude: 91 },
    { ...record, trackerId: '', reeferActive: 'perhaps', harshDriving: {} },
    { ...record, time: '2018-01-04T07:21:59Z', latitude: 2, harshDriving: '-63.5', doorStatus: 'true' },
  );
  assert.deepEqual([some.status, (some.body as Json)['data']], [200, null]);
  assert.deepEqual(faultsOf(some), {
    '1': [{ key: 'time', message: ['The time lies in the future.'] }],
    '2': [{ key: 'latitude', message: ['Latitude is invalid'] }],
    '3': [
      { key: 'trackerId', message: ['Tracker id is mandatory.'] },
      { key: 'reeferActive', message: ['Reefer active is invalid'] },
      { key: 'harshDriving', message: ['Harsh driving is invalid'] },
    ],
  });
  assert.deepEqual((await stored()).map(([, lat]) => lat), [40.760838, 2, 1, 40.760838]); // prettier-ignore
  assert.equal((await put(...records, ...records, ...records)).status, 400, 'six');
  const strict = await house.client({ autoCreateReferences: false });
  const refused = await post('/TrackingApp/haul/v1/tracking/put', records, strict);
  const fault = [{ key: 'trackerId', message: ['Tracker Id is invalid'] }];
  assert.deepEqual([refused.status, faultsOf(refused)], [400, { '0': fault, '1': fault }]);
});

it('never shows an eta that has gone by while a trip is under way [LX13] [LX17]', async () => {
  const id = await make({ name: 'LATE-1', barcode: 'LATE', originAddr: 'LATE-A', destinationAddr: 'LATE-B' });
  assert.equal((await start(id)).status, 200);
  assert.equal((await put(fixOf('LATE', 19, 72))).status, 200);
  const gone = new Date(house.deps.now().getTime() - 3_600_000);
  await sql`update trip set expected_end = ${gone} where id = ${fromReference(id)}`.execute(house.database.db);
  const now = house.deps.now().toISOString().slice(0, 19).replace('T', ' ');
  assert.equal((await get([id])).data[0]?.eta, now);
  const { body } = await locate([id]);
  assert.equal((body as { data: Json[] }).data[0]?.['eta'], now);
});

it('takes the fix of a device that tells whole seconds, in the second in which its trip starts [LX13] [LX17]', async () => {
  const id = await make({ name: 'SECOND-1', barcode: 'SECOND', originAddr: 'LATE-A', destinationAddr: 'LATE-B' });
  house.deps.clock.set(new Date(Math.ceil(house.deps.now().getTime() / 1000) * 1000 + 700));
  assert.equal((await start(id)).status, 200);
  const wholeSecond = house.deps
    .now()
    .toISOString()
    .replace(/\.\d+Z$/, 'Z');
  assert.equal((await put(fixOf('SECOND', 20, 73, wholeSecond))).status, 200);
  assert.equal((await get([id])).data[0]?.lastTrackedLatitude, 20);
  assert.equal((await locate([id])).status, 200);
});
