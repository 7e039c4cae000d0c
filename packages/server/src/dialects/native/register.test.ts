/** Hubs, vehicles, couriers, trackers, positions and credentials: made, shown, listed, refused. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  elements,
  faults,
  openNativeHouse,
  type Json,
  type NativeClient,
  type NativeHouse,
} from '../../../test/native-house.ts';
import { withPlaceholders } from '../../../test/placeholders.ts';
import courier from './fixtures/courier.json' with { type: 'json' };
import credential from './fixtures/credential.json' with { type: 'json' };
import driver from './fixtures/driver.json' with { type: 'json' };
import hub from './fixtures/hub.json' with { type: 'json' };
import positions from './fixtures/positions.json' with { type: 'json' };
import problem from './fixtures/problem.json' with { type: 'json' };
import tracker from './fixtures/tracker.json' with { type: 'json' };
import vehicle from './fixtures/vehicle.json' with { type: 'json' };

let house: NativeHouse;
let client: NativeClient;

before(async () => {
  house = await openNativeHouse();
  client = await house.client();
});
after(() => house.close());

const kinds = [
  { path: '/hubs', sample: hub, unique: 'code' },
  { path: '/trackers', sample: tracker, unique: 'code' },
  { path: '/vehicles', sample: vehicle, unique: 'number' },
  { path: '/drivers', sample: driver, unique: 'licenseNumber' },
  { path: '/couriers', sample: courier, unique: 'employeeNumber' },
];

for (const { path, sample, unique } of kinds) {
  test(`${path}: what is made is shown the same, alone and in the list, and its ${unique} is unique`, async () => {
    const made = await client.call('POST', path, sample.request);
    assert.equal(made.status, 201, made.text);
    assert.deepEqual(withPlaceholders(made.body), withPlaceholders(sample.response));
    const shown = await client.call('GET', `${path}/${String(made.body['id'])}`);
    assert.equal(shown.status, 200);
    assert.deepEqual(shown.body, made.body);
    const listed = await client.call('GET', `${path}?limit=1`);
    assert.deepEqual(listed.body['data'], [await newest(path)]);

    const fresh = { ...sample.request, login: undefined, phoneCode: undefined, trackerCode: undefined };
    const again = await client.call('POST', path, fresh);
    assert.equal(again.status, 409);
    assert.equal(again.body['type'], 'urn:waybill:problem:duplicate');
    assert.equal(faults(again.body)[0]?.['path'], unique);
  });
}

test('a courier’s phone is a tracker of the account', async () => {
  const { body } = await client.call('GET', '/trackers');
  assert.ok(elements(body).some((one) => one['code'] === courier.request.phoneCode && one['kind'] === 'phone'));
});

test('a vehicle or courier that names what nobody made is refused, and a tracker serves one vehicle', async () => {
  const unknown = await client.call('POST', '/vehicles', { number: 'X-1', trackerCode: 'nobody' });
  assert.deepEqual([unknown.status, unknown.body['type']], [404, 'urn:waybill:problem:tracker-not-found']);
  const taken = await client.call('POST', '/vehicles', { number: 'X-2', trackerCode: tracker.request.code });
  assert.deepEqual([taken.status, taken.body['type']], [409, 'urn:waybill:problem:in-use']);
  const homeless = { employeeNumber: 'E-18', name: 'Ben', phone: '1', branch: 'NOWHERE' };
  const refused = await client.call('POST', '/couriers', homeless);
  assert.deepEqual([refused.status, faults(refused.body)[0]?.['path']], [422, 'branch']);
  const login = { userName: 'asha', password: 'another horse' };
  const doubled = await client.call('POST', '/couriers', { employeeNumber: 'E-19', name: 'Ben', phone: '1', login });
  assert.deepEqual([doubled.status, faults(doubled.body)[0]?.['path']], [409, 'userName']);
});

test('a field that is unknown, missing or of another type is named, and nothing is coerced', async () => {
  const typo = await client.call('POST', '/hubs', problem.request);
  assert.deepEqual(sorted(typo.body), sorted(withPlaceholders(problem.response)));
  const path = async (body: object) => faults((await client.call('POST', '/hubs', body)).body)[0]?.['path'];
  assert.equal(await path({ code: 5, name: 'x' }), 'code');
  assert.equal(await path({ code: '', name: 'x' }), 'code');
  assert.equal(await path({ code: 'x', name: 'x', position: { lat: 91, lng: 0 } }), 'position.lat');
  assert.equal(await path({ code: 'x', name: 'x', geofenceMetres: '250' }), 'geofenceMetres');
  assert.equal(await path({ code: 'x', name: 'x', address: { town: 'x' } }), 'address.town');
  assert.equal(await path([]), 'body');
});

test('G2: fixes are judged one by one; a late one does not move the tracker back', async () => {
  const { id } = await client.make('/trackers', { code: 'T-1', kind: 'phone' });
  house.deps.clock.set(new Date('2026-11-22T09:00:00Z'));
  const first = await client.call('POST', `/trackers/${id}/positions`, positions.request);
  assert.deepEqual([first.status, first.body], [200, positions.response]);
  const late = { recordedAt: '2026-11-22T08:00:00Z', lat: 19, lng: 72 };
  await client.call('POST', `/trackers/${id}/positions`, { positions: [late] });
  const shown = await client.call('GET', `/trackers/${id}`);
  assert.deepEqual(shown.body['latest'], {
    lat: 19.0771,
    lng: 72.879,
    recordedAt: '2026-11-22T08:30:30.000Z',
    receivedAt: '2026-11-22T09:00:00.000Z',
    speedKmh: null,
    batteryPercent: null,
    temperatureC: 4.2,
  });

  const track = async (query: string) => (await client.call('GET', `/trackers/${id}/positions${query}`)).body;
  const whole = elements(await track(''));
  assert.deepEqual(
    whole.map((one) => one['recordedAt']),
    ['2026-11-22T08:00:00.000Z', '2026-11-22T08:30:00.000Z', '2026-11-22T08:30:30.000Z'],
  );
  assert.deepEqual(whole[1], {
    recordedAt: '2026-11-22T08:30:00.000Z',
    lat: 19.076,
    lng: 72.8777,
    speedKmh: 24.5,
    batteryPercent: 81,
    temperatureC: null,
  });
  const begin = await track('?limit=2');
  const rest = await track(`?limit=2&cursor=${String(begin['next'])}`);
  assert.deepEqual([...elements(begin), ...elements(rest)], whole);
  assert.equal(elements(await track('?from=2026-11-22T08:30:00Z&until=2026-11-22T08:30:30Z')).length, 1);
  house.deps.clock.set(new Date());
});

test('a batch of no fixes or of more than a thousand is refused whole', async () => {
  const { id } = await client.make('/trackers', { code: 'T-2' });
  const fix = { recordedAt: '2026-11-22T08:00:00Z', lat: 1, lng: 1 };
  for (const count of [0, 1001]) {
    const answer = await client.call('POST', `/trackers/${id}/positions`, {
      positions: Array.from({ length: count }, () => fix),
    });
    assert.deepEqual([answer.status, faults(answer.body)[0]?.['path']], [422, 'positions']);
  }
});

test('S12: a new API key works at once, its secret is shown once, and it ends at once', async () => {
  const made = await client.call('POST', '/credentials', credential.request);
  assert.equal(made.status, 201);
  assert.deepEqual(withPlaceholders(made.body), withPlaceholders(credential.response));
  const headers = { authorization: `Bearer ${String(made.body['secret'])}` };
  const get = async () => (await house.app.inject({ url: '/v1/credentials', headers })).statusCode;
  assert.equal(await get(), 200);
  const listed = await client.call('GET', '/credentials');
  assert.ok(!listed.text.includes(String(made.body['secret'])));
  assert.deepEqual(Object.keys(elements(listed.body)[0] ?? {}), ['id', 'dialect', 'label', 'createdAt', 'revokedAt']);

  const path = `/credentials/${String(made.body['id'])}`;
  const revoked = await client.call('DELETE', path);
  assert.deepEqual([revoked.status, revoked.text], [204, '']);
  assert.equal(await get(), 401);
  assert.equal((await client.call('DELETE', path)).status, 404);
});

test('a user of LogiNext needs a name and a password; an API key takes neither', async () => {
  const user = { dialect: 'loginext', label: 'ERP', userName: 'erp', password: 'Admin#1!' };
  const made = await client.call('POST', '/credentials', user);
  assert.deepEqual(withPlaceholders(made.body), { id: '<id>', dialect: 'loginext', label: 'ERP', secret: null });
  assert.equal((await client.call('POST', '/credentials', user)).status, 409);
  const path = async (body: object) => faults((await client.call('POST', '/credentials', body)).body)[0]?.['path'];
  assert.equal(await path({ ...user, userName: undefined }), 'userName');
  assert.equal(await path({ ...user, password: null }), 'password');
  assert.equal(await path({ ...user, password: 'short' }), 'password');
  assert.equal(await path({ ...credential.request, userName: 'erp' }), 'userName');
  assert.equal(await path({ ...user, dialect: 'klingon' }), 'dialect');
});

test('S12: the database holds no usable key', async () => {
  const rows = await house.database.db.selectFrom('credential').selectAll().execute();
  const text = JSON.stringify(rows);
  assert.ok(!text.includes(client.tenant.key) && !text.includes('Admin#1!') && !text.includes('correct horse'));
});

test('a list goes on where its cursor says, and a cursor that is not ours is refused', async () => {
  const lone = await house.client();
  const codes = ['A', 'B', 'C', 'D', 'E'];
  for (const code of codes) await lone.make('/hubs', { code, name: code });
  const seen: unknown[] = [];
  for (let path: string | null = '/hubs?limit=2'; path !== null;) {
    const { body } = await lone.call('GET', path);
    seen.push(...elements(body).map((one) => one['code']));
    path = typeof body['next'] === 'string' ? `/hubs?limit=2&cursor=${body['next']}` : null;
  }
  assert.deepEqual(seen, codes.reverse());
  for (const cursor of [
    'abc',
    'MDFhMjA0NTA',
    '%00',
    `${String((await lone.call('GET', '/hubs?limit=1')).body['next'])}x`,
  ]) {
    const answer = await lone.call('GET', `/hubs?cursor=${cursor}`);
    assert.deepEqual([answer.status, faults(answer.body)[0]?.['path']], [422, 'cursor'], cursor);
  }
  for (const query of ['limit=0', 'limit=101', 'limit=many', 'limit=1&limit=2', 'colour=red']) {
    assert.equal((await lone.call('GET', `/hubs?${query}`)).status, 422, query);
  }
});

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null;
const newest = async (path: string) => elements((await client.call('GET', path)).body)[0];

/** The order of the faults is the validator's own. */
const sorted = (value: unknown): unknown => {
  const body = withPlaceholders(value);
  if (!isJson(body)) return body;
  const order = (a: Json, b: Json) => String(a['path']).localeCompare(String(b['path']));
  const { detail: _detail, instance: _instance, ...rest } = body;
  return { ...rest, errors: faults(body).sort(order) };
};
