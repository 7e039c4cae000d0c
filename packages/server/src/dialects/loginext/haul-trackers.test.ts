/** Haul's trackers in LogiNext's words, replayed through HTTP. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { fixture } from '../../../test/fixture.ts';
import { openLogiNextHouse, type LogiNextClient, type LogiNextHouse } from '../../../test/loginext-house.ts';
import { createCourier } from '../../use-cases/fleet/couriers.ts';
import { createTracker } from '../../use-cases/fleet/trackers.ts';
import { createVehicle } from '../../use-cases/fleet/vehicles.ts';
import { createTrip } from '../../use-cases/trip/create-trip.ts';
import { startTrip } from '../../use-cases/trip/run-trip.ts';
import { toNumber } from './references.ts';

let house: LogiNextHouse;
let partner: LogiNextClient;
before(async () => {
  house = await openLogiNextHouse();
  partner = await house.client({}, 'Mahindra Logistics Ltd');
});
after(() => house.close());

type Json = Record<string, unknown>;
const sample = fixture('loginext', 'get-trackers.response') as { readonly data: readonly Json[] };
const noRoom = { capacityUnits: null, capacityVolumeCm3: null, capacityWeightGrams: null };
const person = { ...noRoom, employeeNumber: 'C', name: 'C', phone: '1', email: null, branch: null, vehicleNumber: null, maxDistanceMetres: null, preferredPostalCode: null, languages: [], daysOff: [], shifts: [], details: {} }; // prettier-ignore
const listed = async (query = '') =>
  (await partner.call('GET', `/DeviceApp/device/v1/haul${query}`)).body as { readonly data: readonly Json[] };

/** A courier with a phone, who drives nothing yet. */
async function makeCourier(): Promise<string> {
  return (await createCourier(house.deps, partner.tenant.identity, { ...person, phoneCode: 'PHONE' }, null)).id;
}

/** A trip under way, in a vehicle or with a tracker that rides along. */
async function setOut(name: string, courierId: string, vehicleId: string | null, trackerCode: string | null) {
  const { identity } = partner.tenant;
  const order = { name, courierId, vehicleId, trackerCode, driverName: null, setOff: null, deliveryIds: [] };
  const { id } = await createTrip(house.deps, identity, order);
  await startTrip(house.deps, identity.caller, id, { at: house.deps.now(), position: null });
}

it('answers Get Tracker as the document does, key by key', async () => {
  const { identity } = partner.tenant;
  const numbers = new Map<unknown, number>();
  for (const shown of sample.data.toReversed()) {
    const code = String(shown['barcode']);
    numbers.set(code, toNumber((await createTracker(house.deps, identity.caller, { code, kind: 'device' })).id));
    const record = { trackerId: code, latitude: shown['lat'], longitude: shown['lng'], speed: shown['speed'] };
    const time = new Date(Number(shown['lastTrackedDt'])).toISOString();
    const fix = { ...record, time, batteryPerc: shown['batteryPerc'], messageType: 'REG' };
    assert.equal((await partner.call('POST', '/TrackingApp/track/put', fix)).status, 200);
  }
  const [moving = {}] = sample.data;
  const number = String(moving['vehicleNum']);
  const vehicle = { ...noRoom, number, trackerCode: String(moving['barcode']), details: {} };
  const { id } = await createVehicle(house.deps, identity, vehicle);
  await setOut(String(moving['tripName']), await makeCourier(), id, null);

  const { status, body } = await partner.call('GET', '/DeviceApp/device/v1/haul');
  assert.equal(status, 200);
  const data = sample.data.map((shown) => {
    const deviceId = numbers.get(shown['barcode']);
    // decided: the flag says something, where the samples have a NUL character; and there is a hasError
    const isAvailableFl = shown['status'] === 'Available' ? 'Y' : 'N';
    return { ...shown, deviceId, isAvailableFl, extraField1: String(deviceId) };
  });
  assert.deepEqual(body, { ...sample, data, hasError: false });
  assert.equal(JSON.stringify((body as Json)['data']), JSON.stringify(data), 'in the order of the sample');
});

it('pages the list for who asks for pages, and leaves the phones of couriers out', async () => {
  const all = (await listed()).data.map(({ barcode }) => barcode);
  assert.ok(!all.includes('PHONE'));
  assert.deepEqual((await listed('?page_size=2&page_no=2')).data.map(({ barcode }) => barcode), all.slice(2, 4)); // prettier-ignore
  assert.equal((await partner.call('GET', '/DeviceApp/device/v1/haul?page_size=0')).status, 400);
});

it('shows a tracker that nobody has heard of yet, one that rides along on a trip, and one that speaks now', async () => {
  const { identity } = partner.tenant;
  await createTracker(house.deps, identity.caller, { code: 'RIDER', kind: 'device' });
  const [silent = {}] = (await listed()).data;
  const { lastTrackedDt, lastTrackedDate, lat, gpsStatus, status, vehicleNum } = silent;
  assert.deepEqual([lastTrackedDt, lastTrackedDate, lat, vehicleNum], [null, null, null, null]);
  assert.deepEqual([gpsStatus, status], ['Offline', 'Available']);
  const { id } = await createVehicle(house.deps, identity, { ...noRoom, number: 'RIDDEN', trackerCode: null, details: {} }); // prettier-ignore
  const courier = await createCourier(house.deps, identity, { ...person, employeeNumber: 'R', phoneCode: null }, null);
  await setOut('Ride', courier.id, id, 'RIDER');
  const fix = { trackerId: 'RIDER', latitude: 1, longitude: 2, time: house.deps.now().toISOString(), batteryPerc: 5, messageType: 'REG' }; // prettier-ignore
  await partner.call('POST', '/TrackingApp/track/put', fix);
  const [riding = {}] = (await listed()).data;
  assert.deepEqual([riding['tripName'], riding['vehicleNum'], riding['status']], ['Ride', 'RIDDEN', 'Intransit']);
  assert.equal(riding['gpsStatus'], 'Online');
});
