/** Haul's trackers in LogiNext's words, replayed through HTTP. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { openLogiNextHouse, type LogiNextClient, type LogiNextHouse } from '../../../test/loginext-house.ts';
import { createCourier } from '../../use-cases/fleet/couriers.ts';
import { createTracker } from '../../use-cases/fleet/trackers.ts';
import { createVehicle } from '../../use-cases/fleet/vehicles.ts';
import { createTrip } from '../../use-cases/trip/create-trip.ts';
import { startTrip } from '../../use-cases/trip/run-trip.ts';

let house: LogiNextHouse;
let partner: LogiNextClient;
before(async () => {
  house = await openLogiNextHouse();
  partner = await house.client({}, 'Mahindra Logistics Ltd');
});
after(() => house.close());

type Json = Record<string, unknown>;
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

it('pages the list for who asks for pages, and leaves the phones of couriers out', async () => {
  const { identity } = partner.tenant;
  for (const code of ['A', 'B', 'C', 'D']) await createTracker(house.deps, identity.caller, { code, kind: 'device' });
  await makeCourier();
  const all = (await listed()).data.map(({ barcode }) => barcode);
  assert.deepEqual(all, ['D', 'C', 'B', 'A']);
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
