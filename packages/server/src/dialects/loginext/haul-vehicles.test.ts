/** Haul's vehicles in LogiNext's words, replayed through HTTP. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { fixture } from '../../../test/fixture.ts';
import { openLogiNextHouse, type LogiNextClient, type LogiNextHouse } from '../../../test/loginext-house.ts';
import { createCourier } from '../../use-cases/fleet/couriers.ts';
import { createTrip } from '../../use-cases/trip/create-trip.ts';
import { fromReference, toReference } from './references.ts';

const branch = 'Mahindra Logistics Ltd';
let house: LogiNextHouse;
let partner: LogiNextClient;
before(async () => {
  house = await openLogiNextHouse();
  partner = await house.client({ batchSize: 120 }, branch);
});
after(() => house.close());

type Json = Record<string, unknown>;
type Faults = Record<string, { key: string; message: string[] }[]>;
const [newVehicle = {}] = fixture('loginext', 'create-vehicle.request') as Json[];

const create = (...vehicles: Json[]) => partner.call('POST', '/VehicleApp/haul/v1/create', vehicles);
const update = (...vehicles: Json[]) => partner.call('PUT', '/VehicleApp/haul/v1', vehicles);
const remove = (...ids: string[]) => partner.call('DELETE', '/VehicleApp/haul/v1', ids);
const get = async (id: string) => (await partner.call('GET', `/VehicleApp/haul/v1/${id}`)).body as { data: Json };
const faultsOf = ({ body }: { readonly body: unknown }) => (body as { error: Faults }).error;

async function make(vehicle: Json): Promise<string> {
  const { status, body } = await create(vehicle);
  assert.equal(status, 200, JSON.stringify(body));
  return (body as { data: { referenceId: string }[] }).data[0]?.referenceId ?? '';
}

/** A trip in this vehicle that has not set out yet. */
async function makeTrip(vehicle: string): Promise<{ readonly trip: string; readonly courierId: string }> {
  const { identity } = partner.tenant;
  const person = { name: 'C', phone: '1', email: null, branch: null, phoneCode: null, maxDistanceMetres: null };
  const room = { capacityUnits: null, capacityVolumeCm3: null, capacityWeightGrams: null, preferredPostalCode: null };
  const rest = { vehicleNumber: null, languages: [], daysOff: [], shifts: [], details: {} };
  const courier = { ...person, ...room, ...rest, employeeNumber: vehicle };
  const { id: courierId } = await createCourier(house.deps, identity, courier, null);
  const trip = { name: `Trip ${vehicle}`, driverName: null, trackerCode: null, setOff: null, deliveryIds: [] };
  const { id } = await createTrip(house.deps, identity, { ...trip, courierId, vehicleId: fromReference(vehicle) });
  return { trip: toReference(id), courierId };
}

const start = (trip: string) => partner.call('POST', '/TripApp/mile/v1/trip/start', [trip]);
const stop = (tripReferenceId: string) =>
  partner.call('POST', '/TripApp/mile/v1/trip/stop', [
    { tripReferenceId, notDispatchedOrders: [], deliveredOrders: [] },
  ]);

it('gives back what was sent, in the document’s units and words', async () => {
  const rent = { ownership: 'Vendor', rentStartDate: '2116-01-01T00:00:00Z', rentEndDate: '2117-01-01T00:00:00.5Z' };
  const numbers = { unladdenWeight: '10', capacityInWeight: '11', capacityInUnits: '12', capacityInVolume: '13' };
  const { data } = await get(await make({ ...newVehicle, vehicleNumber: 'ECHO', ...rent, ...numbers }));
  for (const [key, value] of Object.entries(newVehicle)) {
    if (key in numbers || key in rent || key === 'deviceId' || key === 'vehicleNumber') continue;
    assert.equal(data[key], value === '' ? null : value, key);
  }
  const { unladdenWeight, capacityInWeight, capacityInUnits, capacityInVolume, rentStartDate, rentEndDate } = data;
  assert.deepEqual([unladdenWeight, capacityInWeight, capacityInUnits, capacityInVolume], [10, 11, 12, 13]);
  assert.deepEqual([rentStartDate, rentEndDate], ['2116-01-01T00:00:00.000Z', '2117-01-01T00:00:00.500Z']);
  assert.equal((data['deviceId'] as Json)['barcode'], 'LN12345678');
});

it('updates what was sent, empties what was sent empty, and leaves the rest', async () => {
  const id = await make({ ...newVehicle, vehicleNumber: 'PART', deviceId: { barcode: 'PART-TRACKER' } });
  assert.equal((await update({ referenceId: id, vehicleNumber: 'PART-2', vehicleModel: '' })).status, 200);
  const { data } = await get(id);
  assert.deepEqual([data['vehicleNumber'], data['vehicleModel'], data['vehicleMake']], ['PART-2', null, '2015']);
  assert.deepEqual([data['capacityInWeight'], (data['deviceId'] as Json)['barcode']], [10, 'PART-TRACKER']);
  await update({ referenceId: id, vehicleNumber: 'PART-2', deviceId: { barcode: 'Not Assigned' } });
  assert.equal(((await get(id)).data['deviceId'] as Json)['barcode'], null, 'the list’s word for none');
});

it('refuses what the table does not allow, field by field', async () => {
  for (const [change, key, message] of [
    [{ vehicleNumber: '' }, 'vehicleNumber', 'Vehicle number is mandatory.'],
    [{ vehicleNumber: 'x'.repeat(256) }, 'vehicleNumber', 'Vehicle number is longer than 255 characters.'],
    [{ typeOfBody: 'SUBMARINE' }, 'typeOfBody', 'Type of body is invalid'],
    [{ ownership: 'mine' }, 'ownership', 'Ownership is invalid'],
    [{ unladdenWeight: 1.5 }, 'unladdenWeight', 'Unladden weight is invalid'],
    [{ pucValidity: '2016-07-01T11:18:00.000Z' }, 'pucValidity', 'PUC validity must be later than the current date.'],
    [
      { insuranceValidity: '2016-07-01T11:18:00.000Z' },
      'insuranceValidity',
      'Insurance validity must be later than the current date.',
    ],
    [{ insuranceValidity: 'soon' }, 'insuranceValidity', 'Insurance validity is invalid'],
    [
      { rentStartDate: '2116-01-01T00:00:00Z' },
      'rentStartDate',
      'Rent start date is valid only if the ownership is Vendor.',
    ],
    [
      { ownership: 'VENDOR', rentStartDate: '2116-01-01T00:00:00Z', rentEndDate: '2116-01-01T00:00:00Z' },
      'rentStartDate',
      'Rent start date should be earlier than the rent end date.',
    ],
    [{ deviceId: { barcode: 'x'.repeat(51) } }, 'deviceId.barcode', 'Barcode is longer than 50 characters.'],
    [{ deviceId: 7 }, 'deviceId', 'An object is expected.'],
  ] as const) {
    // prettier-ignore
    const refused = await create({ ...newVehicle, vehicleNumber: 'NEVER', ...change });
    assert.equal(refused.status, 400, JSON.stringify(change));
    assert.deepEqual(faultsOf(refused), { '0': [{ key, message: [message] }] });
  }
  for (const typeOfBody of ['24ft', ' Tata 407 ', 'FLAT BED']) await make({ vehicleNumber: typeOfBody, typeOfBody });
});

it('refuses a number that is taken, and gives it free with the vehicle', async () => {
  const first = await make({ vehicleNumber: 'TWICE' });
  const second = await make({ vehicleNumber: 'ONCE' });
  const again = await create({ vehicleNumber: 'TWICE' });
  assert.equal(again.status, 409);
  assert.deepEqual(faultsOf(again), {
    '0': [{ key: 'vehicleNumber', message: ['There is a vehicle TWICE already.'] }],
  });
  assert.equal((await update({ referenceId: second, vehicleNumber: 'TWICE' })).status, 409);
  assert.equal((await remove(first)).status, 200);
  assert.equal((await update({ referenceId: second, vehicleNumber: 'TWICE' })).status, 200);
});

it('answers a list element by element', async () => {
  const answered = await create(
    { vehicleNumber: 'GOOD' },
    { vehicleNumber: 'BAD', ownership: 'x' },
    { vehicleNumber: 'GOOD' },
  );
  const { status, body } = answered;
  const { data, hasError, message } = body as { data: ({ vehicleNumber: string } | null)[]; hasError: boolean; message: string }; // prettier-ignore
  assert.deepEqual([status, message, hasError], [200, 'success', true]);
  assert.deepEqual(data.map((one) => one?.vehicleNumber ?? null), ['GOOD', null, null]); // prettier-ignore
  assert.deepEqual(Object.keys(faultsOf(answered)), ['1', '2']);
});

it('maps a tracker to one vehicle, and unmaps it with an empty barcode or with the vehicle', async () => {
  const deviceId = { barcode: 'SHARED' };
  const first = await make({ vehicleNumber: 'MAP-1', deviceId });
  const second = await make({ vehicleNumber: 'MAP-2' });
  const taken = await update({ referenceId: second, vehicleNumber: 'MAP-2', deviceId });
  assert.equal(taken.status, 409);
  assert.equal(faultsOf(taken)['0']?.[0]?.key, 'deviceId.barcode');
  await update({ referenceId: first, vehicleNumber: 'MAP-1', deviceId: { barcode: '' } });
  assert.equal((await update({ referenceId: second, vehicleNumber: 'MAP-2', deviceId })).status, 200);
  assert.equal((await remove(second)).status, 200);
  assert.equal((await update({ referenceId: first, vehicleNumber: 'MAP-1', deviceId })).status, 200);
  const strict = await house.client({ autoCreateReferences: false });
  const unknown = await strict.call('POST', '/VehicleApp/haul/v1/create', [{ vehicleNumber: 'X', deviceId }]);
  assert.deepEqual([unknown.status, faultsOf(unknown)['0']], [400, [{ key: 'deviceId.barcode', message: ['Barcode is invalid'] }]]); // prettier-ignore
});

it('maps a tracker that two vehicles ask for at once to one of them', async () => {
  const deviceId = { barcode: 'RACED' };
  const answers = await Promise.all(['R-1', 'R-2', 'R-3'].map((vehicleNumber) => create({ vehicleNumber, deviceId })));
  assert.deepEqual(answers.map(({ status }) => String(status)).toSorted(), ['200', '409', '409']); // prettier-ignore
});

it('refuses to update and delete a vehicle that is In Transit, and shows it as such', async () => {
  const id = await make({ vehicleNumber: 'TRANSIT', deviceId: { barcode: 'TRANSIT-TRACKER' } });
  const { trip } = await makeTrip(id);
  assert.equal((await update({ referenceId: id, vehicleNumber: 'TRANSIT' })).status, 200, 'planned is not in transit');
  assert.equal((await start(trip)).status, 200);
  const at = { lat: 19.1, lng: 72.9, recordedAt: house.deps.now() };
  const fix = { trackerId: 'TRANSIT-TRACKER', latitude: at.lat, longitude: at.lng, time: at.recordedAt.toISOString() };
  await partner.call('POST', '/TrackingApp/track/put', { ...fix, batteryPerc: 70, speed: 40.4, messageType: 'REG' });
  const list = async () => (await partner.call('GET', '/VehicleApp/haul/v1?page_size=1')).body;
  const [seen = {}] = ((await list()) as { data: { results: Json[] } }).data.results;
  const { status, lat, lng, lastTrackingDate, batteryPercentage, speed, gpsStatus, tripDetail, deviceId } = seen;
  assert.deepEqual([status, lat, lng, batteryPercentage, speed], ['In Transit', 19.1, 72.9, 70, 40.4]);
  assert.deepEqual([gpsStatus, tripDetail, lastTrackingDate], ['Online', `Trip ${id}`, at.recordedAt.toISOString()]);
  assert.equal((deviceId as Json)['barcode'], 'TRANSIT-TRACKER');
  const refused = { status: 400, message: 'Bad Request', data: null, error: { '0': [{ key: 'referenceId', message: ['The vehicle TRANSIT is In Transit.'] }] }, hasError: true }; // prettier-ignore
  for (const answered of [await update({ referenceId: id, vehicleNumber: 'OTHER' }), await remove(id)]) {
    assert.deepEqual([answered.status, answered.body], [400, refused]);
  }
  await stop(trip);
  assert.equal((await remove(id)).status, 200);
});

it('never sets out in a vehicle that is just being deleted unnoticed', async () => {
  for (let turn = 0; turn < 5; turn += 1) {
    const id = await make({ vehicleNumber: `RACE-${turn}` });
    const { trip } = await makeTrip(id);
    const [started, removed] = await Promise.all([start(trip), remove(id)]);
    assert.equal(started.status, 200, 'a trip that was planned keeps its vehicle');
    const gone = await partner.call('GET', `/VehicleApp/haul/v1/${id}`);
    assert.equal(gone.status, removed.status === 200 ? 404 : 200);
  }
});

it('deletes for good: nobody is shown it, its courier goes without, the rest of the list stays', async () => {
  const [first, second] = [await make({ vehicleNumber: 'GONE-1' }), await make({ vehicleNumber: 'GONE-2' })];
  assert.equal((await partner.call('DELETE', `/VehicleApp/haul/v1?reference_ids=${first},${second}`)).status, 200);
  for (const id of [first, second]) {
    const { status, body } = await partner.call('GET', `/VehicleApp/haul/v1/${id}`);
    assert.deepEqual([status, body], [404, { status: 404, message: 'Not Found', data: null, hasError: true }]);
  }
  const numbers = JSON.stringify((await partner.call('GET', '/VehicleApp/haul/v1')).body);
  assert.ok(!numbers.includes('GONE-'));
  const again = await remove(first);
  assert.deepEqual([again.status, faultsOf(again)['0']], [400, [{ key: 'referenceId', message: ['Reference Id does not exists'] }]]); // prettier-ignore
  assert.equal((await update({ vehicleNumber: 'X' })).status, 400);
  assert.equal((await partner.call('DELETE', '/VehicleApp/haul/v1')).status, 400);
});
