/** Haul's trips in LogiNext's words, replayed through HTTP: made, started, stopped, corrected, called off. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { sql } from 'kysely';
import { fixture } from '../../../test/fixture.ts';
import {
  openLogiNextHouse,
  type Answer,
  type LogiNextClient,
  type LogiNextHouse,
} from '../../../test/loginext-house.ts';
import type { RecordedEvent } from '../../domain/event/event.ts';
import { sandboxCredentials, seedSandbox } from '../../use-cases/account/seed-sandbox.ts';
import { getTrip } from '../../use-cases/trip/read-trips.ts';
import { tell } from './events.ts';
import { fromReference } from './references.ts';

let house: LogiNextHouse;
let partner: LogiNextClient;
before(async () => {
  house = await openLogiNextHouse({ overHttp: true });
  partner = await house.client({ batchSize: 100, requestsPerSecond: 10_000 });
  await post('/VehicleApp/haul/v1/create', [{ vehicleNumber: 'MH40AK0175' }, { vehicleNumber: 'GJ12Z3735' }]);
});
after(() => house.close());

type Json = Record<string, unknown>;
type Faults = Record<string, { key: string; message: string[] }[]>;
const sample = (name: string) => fixture('loginext', name) as Json;
const newTrip = sample('create-haul-trip.request');

const post = (url: string, body: unknown) => partner.call('POST', url, body);
const create = (trip: Json) => post('/TripApp/haul/v1/trip/create', { ...newTrip, ...trip });
const update = (change: Json) => post('/TripApp/haul/v1/trip/update', change);
const cancel = (...trips: Json[]) => post('/TripApp/haul/v1/trip/cancel', trips);
const start = (body: unknown) => partner.call('PUT', '/TripApp/haul/v1/trip/start', body);
const stop = (body: unknown) => post('/TripApp/haul/v1/trip/stop', body);
const faultsOf = ({ body }: Answer) => (body as { error: Faults }).error;
const get = async (...names: string[]) =>
  ((await post('/TripApp/haul/v1/trip/get', names)).body as { data: Json[] }).data;
const known = async (reference: string) =>
  getTrip(house.deps, partner.tenant.identity.caller, fromReference(reference) ?? '');

/** @returns the reference id out of the message: the only place where the document has it */
function madeIn({ status, body }: Answer): string {
  assert.equal(status, 200, JSON.stringify(body));
  return /access:([0-9a-f]{32})$/.exec((body as { message: string }).message)?.[1] ?? assert.fail('no reference id');
}

let count = 0;
/** A trip with a name of its own. */
const make = async (trip: Json = {}) => madeIn(await create({ name: `T-${(count += 1)}`, ...trip }));

async function makeDriver(driverName: string): Promise<string> {
  const [driver] = fixture('loginext', 'create-driver.request') as Json[];
  const answer = await post('/DriverApp/haul/v1/driver/create', [{ ...driver, driverName, licenseNumber: driverName }]);
  return (answer.body as { data: string[] }).data[0] ?? assert.fail();
}

it('answers Create Trip as the document does, and keeps what it says [LX12]', async () => {
  const { status, body } = await post('/TripApp/haul/v1/trip/create', newTrip);
  const id = madeIn({ status, body, headers: {} });
  const expected = JSON.stringify(sample('create-haul-trip.response'));
  assert.equal(JSON.stringify(body).replace(id, '…'), expected.replace(/[0-9a-f]{32}/, '…'));
  const { name, state, vehicleNumber, haulage } = await known(id);
  assert.deepEqual([name, state, vehicleNumber], ['CNN-NAG-12221', 'planned', 'MH40AK0175']);
  const { accountId: _account, tripId: _trip, ...kept } = haulage ?? assert.fail();
  assert.deepEqual(kept, {
    goodsKind: 'Bag',
    origin: 'CNND',
    destination: 'NAGD',
    transportMode: 'road',
    lorryReceipt: 'LR123',
    flightNumber: null,
    trainNumber: null,
    waybillNumber: null,
    sealNumber: 'SN-123',
    weightGrams: 6000,
    volumeMm3: 10_000,
    units: 8,
    reportingAt: new Date('2016-02-27T18:30:00.000Z'),
    notes: null,
    driverId: null,
    cancellation: null,
  });
});

it('takes the sample in the sandbox [LX12]', async () => {
  await seedSandbox(house.deps);
  const { userName, password } = sandboxCredentials.loginext;
  const signIn = { userName, password };
  const { headers } = await house.app.inject({ method: 'POST', url: '/loginext/LoginApp/login/authenticate', payload: signIn }); // prettier-ignore
  const pair = { 'www-authenticate': String(headers['www-authenticate']), client_secret_key: String(headers['client_secret_key']) }; // prettier-ignore
  const ask = (method: 'POST' | 'PUT', url: string, payload: unknown) =>
    house.app.inject({
      method,
      url: `/loginext/TripApp/haul/v1/trip${url}`,
      headers: pair,
      payload: payload as object,
    });
  const made = await ask('POST', '/create', newTrip);
  const [id] = /[0-9a-f]{32}/.exec(made.json<{ message: string }>().message) ?? [];
  assert.equal(made.statusCode, 200, made.body);
  assert.equal((await ask('PUT', '/start', [id])).statusCode, 200);
  const [trip] = (await ask('POST', '/get', ['CNN-NAG-12221'])).json<{ data: Json[] }>().data;
  assert.deepEqual([trip?.['tripStatus'], trip?.['vehicle']], ['STARTED', 'MH40AK0175']);
  assert.match(String(trip?.['eta']), /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/, 'its hubs have places: there is an eta');
});

it('refuses what the table does not allow, field by field, and makes nothing [LX12]', async () => {
  for (const [change, key, message] of [
    [{ shipmentType: '' }, 'shipmentType', 'Shipment type is mandatory.'],
    [{ originAddr: null }, 'originAddr', 'Origin addr is mandatory.'],
    [{ destinationAddr: undefined }, 'destinationAddr', 'Destination addr is mandatory.'],
    [{ name: '' }, 'name', 'Name is mandatory.'],
    [{ name: 'x'.repeat(256) }, 'name', 'Name is longer than 255 characters.'],
    [{ vehicleReportingDate: '' }, 'vehicleReportingDate', 'Vehicle reporting date is mandatory.'],
    [{ vehicleReportingDate: 'soon' }, 'vehicleReportingDate', 'Vehicle reporting date is invalid'],
    [{ modeOfTransport: '' }, 'modeOfTransport', 'Mode of transport is mandatory.'],
    [{ modeOfTransport: 'SHIP' }, 'modeOfTransport', 'Mode of transport is invalid'],
    [{ lrNumber: '' }, 'lrNumber', 'LR number is mandatory if the mode of transport is ROAD.'],
    [{ modeOfTransport: 'AIR' }, 'flightNum', 'Flight number is mandatory if the mode of transport is AIR.'],
    [{ modeOfTransport: 'RAIL' }, 'trainNum', 'Train number is mandatory if the mode of transport is RAIL.'],
    [{ lrNumber: 'x'.repeat(256) }, 'lrNumber', 'LR number is longer than 255 characters.'],
    [{ barcode: '' }, 'barcode', 'Barcode is mandatory.'],
    [{ barcode: 'x'.repeat(51) }, 'barcode', 'Barcode is longer than 50 characters.'],
    [{ packageWeight: -1 }, 'packageWeight', 'Package weight is invalid'],
    [{ packageValue: 1.5 }, 'packageValue', 'Package value is invalid'],
    [{ startNow: 'perhaps' }, 'startNow', 'Start now is invalid'],
    [{ vehicleNumber: 'NOWHERE' }, 'vehicleNumber', 'Vehicle Number is invalid'],
  ] as const) {
    // prettier-ignore
    const refused = await create({ name: 'NEVER', ...change });
    assert.equal(refused.status, 400, JSON.stringify([change, refused.body]));
    assert.deepEqual(faultsOf(refused), { '0': [{ key, message: [message] }] });
    assert.equal((refused.body as Json)['message'], message);
  }
  const all = await post('/TripApp/haul/v1/trip/create', { modeOfTransport: 'AIR' });
  const keys = faultsOf(all)['0']?.map(({ key }) => key);
  const needed = ['shipmentType', 'originAddr', 'destinationAddr', 'name', 'vehicleReportingDate', 'barcode', 'flightNum']; // prettier-ignore
  assert.deepEqual(keys, needed, 'every fault at once');
  assert.deepEqual(await get('NEVER'), []);
  const strict = await house.client({ autoCreateReferences: false });
  const { vehicleNumber: _number, ...withoutVehicle } = newTrip;
  const withKnown = { ...withoutVehicle, barcode: 'KNOWN' };
  await sql`insert into tracker (account_id, id, code, kind) values (${strict.tenant.account.id}, gen_random_uuid(), 'KNOWN', 'device')`.execute(house.database.db); // prettier-ignore
  const unknown = await strict.call('POST', '/TripApp/haul/v1/trip/create', withKnown);
  assert.deepEqual(faultsOf(unknown)['0'], [
    { key: 'originAddr', message: ['Origin Addr is invalid'] },
    { key: 'destinationAddr', message: ['Destination Addr is invalid'] },
  ]);
  for (const code of ['CNND', 'NAGD']) {
    await sql`insert into hub (account_id, id, code, name) values (${strict.tenant.account.id}, gen_random_uuid(), ${code}, 'x')`.execute(house.database.db); // prettier-ignore
  }
  const strange = await strict.call('POST', '/TripApp/haul/v1/trip/create', withoutVehicle);
  assert.deepEqual([strange.status, faultsOf(strange)['0']], [400, [{ key: 'barcode', message: ['Barcode is invalid'] }]]); // prettier-ignore
});

it('takes numbers of flights and trains, an object in a list, and modes in any case [LX12]', async () => {
  const air = await make({ modeOfTransport: 'air', flightNum: 'AI-101', lrNumber: '' });
  const rail = await make({ modeOfTransport: 'Rail', trainNum: 12_951, awbNumber: 'AWB', note: 'fragile' });
  const [flight, train] = await get(air, rail);
  assert.deepEqual([flight?.['flightNum'], flight?.['lrNumber']], ['AI-101', null]);
  const { trainNum, awbNumber, notesDescription } = train ?? {};
  assert.deepEqual([trainNum, awbNumber, notesDescription], ['12951', 'AWB', 'fragile']);
  const listed = await post('/TripApp/haul/v1/trip/create', [{ ...newTrip, name: 'listed' }]);
  madeIn(listed);
  assert.equal((await post('/TripApp/haul/v1/trip/create', [newTrip, newTrip])).status, 400, 'one at a time');
});

it('makes a name once, however many ask at the same moment [LX12]', async () => {
  const answers = await Promise.all([1, 2, 3, 4].map(async () => create({ name: 'UNIQUE' })));
  assert.deepEqual(answers.map(({ status }) => String(status)).toSorted(), ["200", "409", "409", "409"]); // prettier-ignore
  const refused = answers.find(({ status }) => status === 409) ?? assert.fail();
  assert.deepEqual(faultsOf(refused)['0'], [{ key: 'name', message: ['There is a trip UNIQUE already.'] }]);
});

it('starts at once when it is told to, and makes nothing when it cannot start [LX12] [LX14]', async () => {
  const id = await make({ startNow: true });
  const { state, version, startedAt } = await known(id);
  assert.deepEqual([state, version, startedAt], ['started', 2, house.deps.now()]);
  const { rows } = await sql<{ type: string }>`
    select type from event where aggregate_id = ${fromReference(id)} order by sequence`.execute(house.database.db);
  assert.deepEqual(rows.map(({ type }) => type), ['trip.created', 'trip.started']); // prettier-ignore
  const refused = await create({ name: 'HALF', startNow: 'true' });
  assert.equal(refused.status, 409);
  assert.deepEqual(faultsOf(refused)['0'], [{ key: 'vehicleNumber', message: ['The vehicle is on another trip.'] }]);
  assert.deepEqual(await get('HALF'), []);
  await stop([id]);
});

it('starts and stops by either method and with either body, as the document does [LX14] [LX15]', async () => {
  for (const [starting, stopping] of [
    ['PUT', 'POST'],
    ['POST', 'PUT'],
  ] as const) {
    const [one, other] = [await make({ vehicleNumber: null }), await make({ vehicleNumber: null })];
    const begun = await partner.call(starting, '/TripApp/haul/v1/trip/start', [one]);
    assert.deepEqual([begun.status, begun.body], [200, sample('start-haul-trip.response')]);
    const named = await partner.call(starting, '/TripApp/haul/v1/trip/start', { tripReferenceIds: [other] });
    assert.deepEqual([named.status, named.body], [200, sample('start-haul-trip.response')]);
    const states = async () => (await get(one, other)).map(({ tripStatus }) => tripStatus);
    assert.deepEqual(await states(), ['STARTED', 'STARTED']);
    const ended = await partner.call(stopping, '/TripApp/haul/v1/trip/stop', { tripReferenceIds: [one] });
    assert.deepEqual([ended.status, ended.body], [200, sample('stop-haul-trip.response')]);
    assert.equal((await partner.call(stopping, '/TripApp/haul/v1/trip/stop', [other])).status, 200);
    assert.deepEqual(await states(), ['ENDED', 'ENDED']);
  }
});

it('refuses the documents’ own unknown ids, element by element [LX14] [LX15]', async () => {
  const id = await make({ vehicleNumber: null });
  const fault = [{ key: 'tripReferenceIds', message: ['Reference Id does not exists'] }];
  for (const body of [sample('start-haul-trip.request'), sample('start-haul-trip-named.request'), ['nonsense']]) {
    const refused = await start(body);
    assert.deepEqual([refused.status, faultsOf(refused)], [400, { '0': fault }]);
  }
  assert.equal((await stop(sample('stop-haul-trip.request'))).status, 400);
  assert.equal((await stop(sample('stop-haul-trip-named.request'))).status, 400);
  const some = await start(['nonsense', id]);
  assert.deepEqual([some.status, faultsOf(some)], [200, { '0': fault }]);
  const again = await start([id]);
  assert.equal(again.status, 409);
  assert.equal(faultsOf(again)['0']?.[0]?.message[0], 'A trip that is started cannot become started.');
  const stranger = await house.client();
  for (const url of ['start', 'stop'] as const) {
    assert.equal((await stranger.call('POST', `/TripApp/haul/v1/trip/${url}`, [id])).status, 400);
  }
  assert.equal((await known(id)).state, 'started');
});

it('tells of a haul that starts and stops in sensible words', async () => {
  const id = await make({ name: 'TOLD', driverName: 'Ramesh' });
  await start([id]);
  await stop([id]);
  const { rows } = await sql<{ type: string; data: unknown }>`
    select type, data from event where aggregate_id = ${fromReference(id)} order by sequence`.execute(
    house.database.db,
  );
  const bodies = rows.flatMap((row) => tell({ ...row, occurredAt: house.deps.now() } as RecordedEvent));
  assert.deepEqual(bodies.map(({ type }) => type), ['START_TRIP', 'STOP_TRIP']); // prettier-ignore
  for (const [index, name] of ['webhook-start-trip', 'webhook-stop-trip'].entries()) {
    const body = bodies[index]?.body ?? {};
    assert.deepEqual(Object.keys(body), Object.keys(sample(name)));
    assert.deepEqual([body['tripName'], body['vehicleNumber'], body['driverName']], ['TOLD', 'MH40AK0175', 'Ramesh']);
    assert.deepEqual([body['clientShipmentIds'], body['deliveryMediumName']], [[], '']);
  }
});

it('answers Update Trip as the later document does, and changes what was sent [LXP-update-trip]', async () => {
  const referenceId = await make();
  const change = { ...sample('update-haul-trip.request'), referenceId, name: 'UPDATED' };
  const answered = await update(change);
  const expected = sample('update-haul-trip.response');
  const message = String(expected['message']).replace(/[0-9a-f]{32}/, referenceId);
  assert.equal(answered.status, 200, JSON.stringify(answered.body));
  assert.equal(JSON.stringify(answered.body), JSON.stringify({ ...expected, message }));
  const [trip = {}] = await get('UPDATED');
  const { origin, destination, vehicle, barcode, sealNumber, lrNumber, awbNumber } = trip;
  assert.deepEqual([origin, destination, vehicle, barcode], ['Ahmendabad', 'ATQD', 'GJ12Z3735', 'GJ12Z3735']);
  assert.deepEqual([sealNumber, lrNumber, awbNumber], ['SN-123', 'LR123', 'FG-123-GH']);
  const { packageWeight, packageValue, packageVolume, notesDescription, driver } = trip;
  assert.deepEqual([packageWeight, packageValue, packageVolume], [6, 8, 10]);
  assert.deepEqual([notesDescription, driver], ['CNN-NAG-12221', 'Ramesh']);
  assert.equal((await update({ referenceId, sealNumber: '', vehicleNumber: '', driverName: null })).status, 200);
  const [emptied = {}] = await get(referenceId);
  assert.deepEqual([emptied['sealNumber'], emptied['vehicle'], emptied['driver']], [null, null, null]);
  assert.deepEqual([emptied['lrNumber'], emptied['awbNumber'], emptied['packageValue']], ['LR123', 'FG-123-GH', 8]);
  const { version } = await known(referenceId);
  assert.equal(version, 3);
  const { rows } = await sql<{ data: { trip: Json } }>`
    select data from event where aggregate_id = ${fromReference(referenceId)} and type = 'trip.updated'
    order by sequence`.execute(house.database.db);
  const told = rows.map(({ data }) => [data.trip['name'], data.trip['vehicleNumber'], data.trip['driverName']]);
  assert.deepEqual(told, [['UPDATED', 'GJ12Z3735', 'Ramesh'], ['UPDATED', null, null]]); // prettier-ignore
});

it('refuses an update that leaves no trip, and changes nothing [LXP-update-trip]', async () => {
  const taken = await make();
  const referenceId = await make();
  const before = await known(referenceId);
  for (const [change, status, key, message] of [
    [{ name: '' }, 400, 'name', 'Name is mandatory.'],
    [{ barcode: null }, 400, 'barcode', 'Barcode is mandatory.'],
    [{ originAddr: '' }, 400, 'originAddr', 'Origin addr is mandatory.'],
    [{ modeOfTransport: 'SHIP' }, 400, 'modeOfTransport', 'Mode of transport is invalid'],
    [{ modeOfTransport: 'AIR' }, 400, 'flightNum', 'Flight number is mandatory if the mode of transport is AIR.'],
    [{ lrNumber: '' }, 400, 'lrNumber', 'LR number is mandatory if the mode of transport is ROAD.'],
    [{ vehicleNumber: 'NOWHERE' }, 400, 'vehicleNumber', 'Vehicle Number is invalid'],
    [{ name: (await known(taken)).name }, 409, 'name', `There is a trip ${(await known(taken)).name} already.`],
    [{ referenceId: 'nonsense' }, 400, 'referenceId', 'Reference Id does not exists'],
    [{ referenceId: undefined }, 400, 'referenceId', 'Reference Id is mandatory.'],
  ] as const) {
    // prettier-ignore
    const refused = await update({ referenceId, sealNumber: 'NEVER', ...change });
    assert.equal(refused.status, status, JSON.stringify([change, refused.body]));
    assert.deepEqual(faultsOf(refused), { '0': [{ key, message: [message] }] });
  }
  const stranger = await house.client();
  const foreign = await stranger.call('POST', '/TripApp/haul/v1/trip/update', { referenceId, sealNumber: 'NEVER' });
  assert.equal(foreign.status, 400);
  assert.deepEqual(await known(referenceId), before);
});

it('lets device, vehicle and driver change on the road, and settles the rest [LXP-update-trip]', async () => {
  const referenceId = await make({ vehicleNumber: 'GJ12Z3735', startNow: true });
  const busy = await make({ vehicleNumber: 'MH40AK0175', startNow: true });
  const swap = { barcode: 'SPARE', vehicleNumber: 'GJ12Z3735', driverName: 'Relief', destinationAddr: 'DELU' };
  assert.equal((await update({ referenceId, ...swap, name: (await known(referenceId)).name })).status, 200);
  const [trip = {}] = await get(referenceId);
  const { barcode, vehicle, driver, destination } = trip;
  assert.deepEqual([barcode, vehicle, driver, destination], ['SPARE', 'GJ12Z3735', 'Relief', 'DELU']);
  for (const [change, key] of [
    [{ name: 'OTHER' }, 'name'],
    [{ originAddr: 'OTHER' }, 'originAddr'],
    [{ modeOfTransport: 'RAIL', trainNum: '1' }, 'modeOfTransport'],
  ] as const) {
    const refused = await update({ referenceId, ...change });
    assert.deepEqual([refused.status, faultsOf(refused)['0']], [409, [{ key, message: ['The trip is under way.'] }]]);
  }
  const taken = await update({ referenceId, vehicleNumber: 'MH40AK0175' });
  assert.deepEqual([taken.status, faultsOf(taken)['0']], [409, [{ key: 'vehicleNumber', message: ['The vehicle is on another trip.'] }]]); // prettier-ignore
  await stop([referenceId, busy]);
  const over = await update({ referenceId, sealNumber: 'X' });
  assert.deepEqual([over.status, (over.body as Json)['message']], [409, 'A trip that is ended cannot be changed.']);
});

it('answers Cancel Trip as the later document does, and keeps the reason [LXP-cancel-trip]', async () => {
  const [asked = {}] = fixture('loginext', 'cancel-haul-trip.request') as Json[];
  const [referenceId, other] = [await make(), await make()];
  const answered = await cancel(
    { ...asked, referenceId },
    { referenceId: other, reasonCd: 'OTHER', otherReason: 'Fog' },
  );
  const expected = sample('cancel-haul-trip.response');
  assert.equal(answered.status, 200);
  assert.equal(JSON.stringify(answered.body), JSON.stringify(expected));
  const kept = async (id: string) => (await known(id)).haulage?.cancellation;
  const at = new Date('2016-07-18T10:31:00.000Z');
  assert.deepEqual(await kept(referenceId), { reasonCode: 'Truck is not available', reason: null, at });
  assert.deepEqual(await kept(other), { reasonCode: 'OTHER', reason: 'Fog', at: house.deps.now() });
  assert.deepEqual((await get(referenceId, other)).map(({ tripStatus }) => tripStatus), ['CANCELLED', 'CANCELLED']); // prettier-ignore
});

it('refuses to call off what has set out, is no haul, or has no reason [LXP-cancel-trip]', async () => {
  const started = await make({ vehicleNumber: null, startNow: true });
  const [planned, over] = [await make(), await make()];
  await cancel({ referenceId: over, reasonCd: 'x' });
  const answered = await cancel(
    { referenceId: started, reasonCd: 'x' },
    { referenceId: planned },
    { referenceId: over, reasonCd: 'y' },
    { referenceId: 'nonsense', reasonCd: 'x' },
  );
  assert.equal(answered.status, 409, 'the first one’s');
  assert.deepEqual(faultsOf(answered), {
    '0': [{ key: 'referenceId', message: ['A trip that is started cannot become cancelled.'] }],
    '1': [{ key: 'reasonCd', message: ['Reason cd is mandatory.'] }],
    '2': [{ key: 'referenceId', message: ['A trip that is cancelled cannot become cancelled.'] }],
    '3': [{ key: 'referenceId', message: ['Reference Id does not exists'] }],
  });
  assert.equal((await known(over)).haulage?.cancellation?.reasonCode, 'x');
  assert.deepEqual((await get(started, planned)).map(({ tripStatus }) => tripStatus), ['STARTED', 'NOTSTARTED']); // prettier-ignore
  await stop([started]);
});

it('links a driver by name, and refuses to delete one who is under way [LX11] [LX12]', async () => {
  const driver = await makeDriver('Asha');
  const remove = () => partner.call('DELETE', '/DriverApp/haul/v1/driver/delete', [driver]);
  const id = await make({ vehicleNumber: null, driverName: 'Asha' });
  assert.equal((await known(id)).haulage?.driverId, fromReference(driver));
  const [{ phoneNumber } = {}] = fixture('loginext', 'create-driver.request') as Json[];
  assert.deepEqual((await get(id)).map((trip) => [trip['driver'], trip['phoneNumber']]), [['Asha', String(phoneNumber)]]); // prettier-ignore
  await start([id]);
  const refused = await remove();
  assert.equal(refused.status, 400);
  assert.deepEqual(refused.body, {
    status: 400,
    message: 'Bad Request',
    data: null,
    error: { '0': [{ key: 'referenceId', message: ['The driver Asha is In Transit.'] }] },
    hasError: true,
  });
  await stop([id]);
  assert.equal((await remove()).status, 200);
  assert.equal((await get(id))[0]?.['driver'], 'Asha', 'trips keep the name');
});

it('shows with a driver what is under way, and nothing of it afterwards [LX9]', async () => {
  const driver = await makeDriver('Busy');
  const id = await make({
    name: 'BUSY',
    vehicleNumber: 'GJ12Z3735',
    driverName: 'Busy',
    barcode: 'BUSY-T',
    startNow: true,
  });
  const time = house.deps.now().toISOString();
  const fix = { trackerId: 'BUSY-T', latitude: 19, longitude: 72, time, batteryPerc: 40, messageType: 'REG' };
  assert.equal((await post('/TrackingApp/haul/v1/tracking/put', [fix])).status, 200);
  const shown = async () => {
    const { body } = await post('/DriverApp/haul/v1/driver/list', [driver]);
    const [one = {}] = (body as { data: Json[] }).data;
    const { vehicleNumber, tripName, tripStatus, deviceBarcode, lat, lng, trackingDate, batteryPerc } = one;
    return [vehicleNumber, tripName, tripStatus, deviceBarcode, lat, lng, trackingDate, batteryPerc];
  };
  assert.deepEqual(await shown(), ['GJ12Z3735', 'BUSY', 'STARTED', 'BUSY-T', 19, 72, Date.parse(time), 40]);
  await stop([id]);
  assert.deepEqual(
    await shown(),
    Array.from({ length: 8 }, () => null),
  );
});

it('links nobody where several have the name, or nobody has [LX12]', async () => {
  await makeDriver('Twin');
  const [driver] = fixture('loginext', 'create-driver.request') as Json[];
  await post('/DriverApp/haul/v1/driver/create', [{ ...driver, driverName: 'Twin', licenseNumber: 'Twin-2' }]);
  for (const driverName of ['Twin', 'Nobody']) {
    const { haulage, driverName: kept } = await known(await make({ driverName }));
    assert.deepEqual([haulage?.driverId, kept], [null, driverName]);
  }
});

it('never sets out with a driver who is just being deleted unnoticed [LX11] [LX14]', async () => {
  for (let turn = 0; turn < 6; turn += 1) {
    const driver = await makeDriver(`Race ${turn}`);
    const id = await make({ vehicleNumber: null, driverName: `Race ${turn}` });
    const [started, removed] = await Promise.all([
      start([id]),
      partner.call('DELETE', '/DriverApp/haul/v1/driver/delete', [driver]),
    ]);
    assert.equal(started.status, 200, 'a trip that was planned keeps its driver');
    const { body } = await post('/DriverApp/haul/v1/driver/list', [driver]);
    assert.equal((body as Json)['hasError'], removed.status === 200);
    await stop([id]);
  }
});
