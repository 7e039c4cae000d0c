/** Replays LogiNext's samples of Haul's vehicles, drivers and trackers. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { fixture } from '../../../../test/fixture.ts';
import { castOf, type Fields } from '../../../../test/loginext-cast.ts';
import { openLogiNextHouse, type LogiNextClient, type LogiNextHouse } from '../../../../test/loginext-house.ts';
import { assertAnswer, withIds } from '../../../../test/replay.ts';
import { createTracker } from '../../../use-cases/fleet/trackers.ts';
import { toReference } from '../references.ts';

const branch = 'Mahindra Logistics Ltd';
let house: LogiNextHouse;
before(async () => {
  house = await openLogiNextHouse({ overHttp: true });
});
after(() => house.close());

/** The two samples that show vehicles show one that has only capacities. */
const shown = { vehicleNumber: 'VH-00-1122', typeOfBody: '', capacityInUnits: 12, capacityInVolume: 12, capacityInWeight: 12 }; // prettier-ignore

async function makeVehicle(partner: LogiNextClient, ...vehicles: Fields[]): Promise<string> {
  const { status, body } = await partner.call('POST', '/VehicleApp/haul/v1/create', vehicles);
  assert.equal(status, 200, JSON.stringify(body));
  return (body as { data: { referenceId: string }[] }).data[0]?.referenceId ?? '';
}

it('answers Create, Update and Delete Vehicle as the document does [LX3, LX6, LX7]', async () => {
  const partner = await house.client();
  const request = fixture('loginext', 'create-vehicle.request');
  const created = await partner.call('POST', '/VehicleApp/haul/v1/create', request);
  assertAnswer(created, 'create-vehicle.response', 'LX3');
  const [{ referenceId: id } = { referenceId: '' }] = (created.body as { data: { referenceId: string }[] }).data;
  const printed = 'a9be39b9347911e6829f000d3aa04450';
  const change = withIds(fixture('loginext', 'update-vehicle.request'), { [printed]: id });
  assertAnswer(await partner.call('PUT', '/VehicleApp/haul/v1', change), 'update-vehicle.response', 'LX6');
  const { data } = (await partner.call('GET', `/VehicleApp/haul/v1/${id}`)).body as { data: Fields };
  assert.equal(data['capacityInWeight'], 1099);
  assert.deepEqual(data['deviceId'], { deviceId: null, barcode: null, statusCd: null, trackeeId: null });
  const all = withIds(fixture('loginext', 'delete-vehicle.request'), { [printed]: id });
  assertAnswer(await partner.call('DELETE', '/VehicleApp/haul/v1', all), 'delete-vehicle.response', 'LX7');
});

it('answers Get Vehicle (Single) as the document does [LX4]', async () => {
  const partner = await house.client({}, branch);
  const id = await makeVehicle(partner, shown);
  const answered = await partner.call('GET', `/VehicleApp/haul/v1/${id}`);
  assertAnswer(answered, 'get-vehicle.response', 'LX4');
  const { guid, referenceId } = (answered.body as { data: Fields }).data;
  assert.deepEqual([guid, referenceId], [id, id]);
});

it('answers Get Vehicle with the document’s 119 vehicles as the document does [LX5]', async () => {
  const partner = await house.client({ batchSize: 118 }, branch);
  await makeVehicle(partner, ...Array.from({ length: 118 }, (_, index) => ({ vehicleNumber: `V-${index}` })));
  await makeVehicle(partner, shown);
  const first = await partner.call('GET', '/VehicleApp/haul/v1?page_size=1');
  assertAnswer(first, 'get-vehicles.response', 'LX5');
  const all = await partner.call('GET', '/VehicleApp/haul/v1');
  assert.equal((all.body as { data: { results: unknown[] } }).data.results.length, 119, 'without a page: all');
  const last = await partner.call('GET', '/VehicleApp/haul/v1?page_size=100&page_no=2');
  assert.equal((last.body as { data: { results: unknown[] } }).data.results.length, 19);
});

it('answers Create, Get, Update and Delete Driver as the document does [LX8, LX9, LX10, LX11]', async () => {
  const partner = await house.client();
  const request = fixture('loginext', 'create-driver.request') as [Fields];
  const created = await partner.call('POST', '/DriverApp/haul/v1/driver/create', request);
  assertAnswer(created, 'create-driver.response', 'LX8');
  const [id = ''] = (created.body as { data: string[] }).data;
  const change = fixture('loginext', 'update-driver.request') as Fields;
  const updated = await partner.call('PUT', '/DriverApp/haul/v1/driver/update', { ...change, referenceId: id });
  assertAnswer(updated, 'update-driver.response', 'LX10');
  // the sample's driver is that of Update Driver, with no address and another shift
  const shift = { startTime: '2017-09-12', shiftStartTime: '07:30pm', endTime: '2017-09-12', shiftEndTime: '08:30pm' };
  const other = { ...change, referenceId: id, addressList: [], shiftList: [shift] };
  assert.equal((await partner.call('PUT', '/DriverApp/haul/v1/driver/update', other)).status, 200);
  const [asked = ''] = fixture('loginext', 'get-driver.request') as string[];
  const ids = withIds(fixture('loginext', 'get-driver.request'), { [asked]: id });
  assertAnswer(await partner.call('POST', '/DriverApp/haul/v1/driver/list', ids), 'get-driver.response', 'LX9');
  const [deleted = ''] = fixture('loginext', 'delete-driver.request') as string[];
  const all = withIds(fixture('loginext', 'delete-driver.request'), { [deleted]: id });
  assertAnswer(await partner.call('DELETE', '/DriverApp/haul/v1/driver/delete', all), 'delete-driver.response', 'LX11');
});

it('answers Get Tracker as the document does [LX19]', async () => {
  const partner = await house.client({}, branch);
  const { caller } = partner.tenant.identity;
  const sample = fixture('loginext', 'get-trackers.response') as { readonly data: readonly Fields[] };
  for (const { barcode, lat, lng, speed, lastTrackedDt, batteryPerc } of sample.data.toReversed()) {
    await createTracker(house.deps, caller, { code: String(barcode), kind: 'device' });
    const time = new Date(Number(lastTrackedDt)).toISOString();
    const fix = { trackerId: barcode, latitude: lat, longitude: lng, speed, time, batteryPerc, messageType: 'REG' };
    assert.equal((await partner.call('POST', '/TrackingApp/track/put', fix)).status, 200);
  }
  const { barcode, vehicleNum, tripName } = sample.data[0] ?? {};
  await makeVehicle(partner, { vehicleNumber: vehicleNum, deviceId: { barcode } });
  const trip = await castOf(house, partner).trip({ orders: [], name: String(tripName), medium: { vehicleNumber: vehicleNum } }); // prettier-ignore
  assert.equal((await partner.call('POST', '/TripApp/mile/v1/trip/start', [toReference(trip.id)])).status, 200);
  const answered = await partner.call('GET', '/DeviceApp/device/v1/haul');
  assertAnswer(answered, 'get-trackers.response', 'LX19');
  for (const [index, one] of (answered.body as { data: Fields[] }).data.entries()) {
    const { lat, lng, lastTrackedDt, lastTrackedDate, deviceId, extraField1 } = one;
    const printed = sample.data[index] ?? {};
    assert.deepEqual([lat, lng, lastTrackedDt, lastTrackedDate], [printed['lat'], printed['lng'], printed['lastTrackedDt'], printed['lastTrackedDate']]); // prettier-ignore
    assert.equal(extraField1, String(deviceId));
  }
});
