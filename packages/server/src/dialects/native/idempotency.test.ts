/** Idempotent writes through the native API: cases I1 to I7 of the reliability plan. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { elements, openNativeHouse, type NativeClient, type NativeHouse } from '../../../test/native-house.ts';

let house: NativeHouse;
let client: NativeClient;

before(async () => {
  house = await openNativeHouse();
  client = await house.client();
});
after(() => house.close());

const hub = (code: string) => ({ code, name: 'Hub' });
const create = (body: object, key: string, by = client) => by.call('POST', '/hubs', body, { 'idempotency-key': key });
const codes = async (by = client) => elements((await by.call('GET', '/hubs?limit=100')).body).map((one) => one['code']);
const count = async (code: string) => (await codes()).filter((one) => one === code).length;

test('I1: 50 requests at once with one key have one effect, and repeats get the same bytes', async () => {
  const answers = await Promise.all(Array.from({ length: 50 }, () => create(hub('I1'), 'key-1')));
  const made = answers.filter(({ status, headers }) => status === 201 && !headers['idempotency-replayed']);
  assert.equal(made.length, 1);
  for (const { status, headers, text } of answers) {
    if (status === 201) assert.equal(text, made[0]?.text);
    else assert.deepEqual([status, headers['retry-after']], [409, '1']);
  }
  assert.equal(await count('I1'), 1);
  for (let repeat = 0; repeat < 3; repeat++) {
    const again = await create(hub('I1'), 'key-1');
    assert.deepEqual([again.status, again.text], [201, made[0]?.text]);
    assert.equal(again.headers['idempotency-replayed'], 'true');
    assert.equal(again.headers['content-type'], made[0]?.headers['content-type']);
  }
});

test('I1: the same for 50 deliveries at once, without a second event', async () => {
  const place = { address: { street: 'x' } };
  const body = { orderNumber: 'I1', legs: 'dropoff', orderedAt: '2026-11-22T06:00:00Z', dropoff: place };
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => client.call('POST', '/deliveries', body, { 'idempotency-key': 'order-1' })),
  );
  const ids = new Set(answers.flatMap(({ status, body }) => (status === 201 ? [body['id']] : [])));
  assert.equal(ids.size, 1);
  assert.ok(answers.every(({ status }) => status === 201 || status === 409));
  const [id] = ids;
  assert.equal(elements((await client.call('GET', `/deliveries/${String(id)}/events`)).body).length, 1);
});

test('I2: the same key with other content is refused, and nothing changes', async () => {
  await create(hub('I2'), 'key-2');
  const other = await create(hub('I2-other'), 'key-2');
  assert.deepEqual([other.status, other.body['type']], [422, 'urn:waybill:problem:idempotency-mismatch']);
  assert.equal(await count('I2-other'), 0);
});

test('I3: the key of another tenant, another route or another credential is another key', async () => {
  const mine = await create(hub('I3'), 'key-3');
  const stranger = await house.client();
  const theirs = await create(hub('I3'), 'key-3', stranger);
  assert.equal(theirs.status, 201);
  assert.notEqual(theirs.body['id'], mine.body['id']);
  const tracker = await client.call('POST', '/trackers', { code: 'I3' }, { 'idempotency-key': 'key-3' });
  assert.equal(tracker.status, 201);
  const { secret } = (await client.call('POST', '/credentials', { dialect: 'native', label: 'second' })).body;
  const headers = { authorization: `Bearer ${String(secret)}`, 'idempotency-key': 'key-3' };
  const colleague = await client.call('POST', '/hubs', hub('I3-second'), headers);
  assert.equal(colleague.status, 201);
});

test('I3: one key on two stops or trips of one route is two keys', async () => {
  const key = { 'idempotency-key': 'key-3b' };
  const one = await client.make('/trackers', { code: 'I3-1' });
  const two = await client.make('/trackers', { code: 'I3-2' });
  const body = { positions: [{ recordedAt: '2026-11-22T08:00:00Z', lat: 1, lng: 1 }] };
  for (const { id } of [one, two]) {
    const answer = await client.call('POST', `/trackers/${id}/positions`, body, key);
    assert.deepEqual([answer.status, answer.headers['idempotency-replayed']], [200, undefined]);
    const again = await client.call('POST', `/trackers/${id}/positions`, body, key);
    assert.deepEqual([again.text, again.headers['idempotency-replayed']], [answer.text, 'true']);
  }
});

test('I4: a key that is empty, too long or holds control characters is refused; quoted and bare are one', async () => {
  const refused = ['', '""', ' ', 'x'.repeat(256), `"${'x'.repeat(256)}"`, 'a\u0007b', 'ключ', '"open', '"a\\nb"'];
  for (const key of refused) {
    const answer = await create(hub('I4'), key);
    assert.equal(answer.status, 400, JSON.stringify(key));
    assert.equal(answer.headers['content-type'], 'application/problem+json');
  }
  assert.equal(await count('I4'), 0);
  const bare = await create(hub('I4'), 'key-4');
  const quoted = await create(hub('I4'), '"key-4"');
  assert.deepEqual([quoted.text, quoted.headers['idempotency-replayed']], [bare.text, 'true']);
  assert.equal((await create(hub('I4-long'), 'x'.repeat(255))).status, 201);
  assert.equal((await create(hub('I4-escaped'), '"a\\"b\\\\c"')).status, 201);
  assert.equal((await create(hub('I4-escaped'), 'a"b\\c')).headers['idempotency-replayed'], 'true');
});

test('I5: a request that is refused keeps nothing, so the corrected one may use its key', async () => {
  assert.equal((await create({ code: 'I5' }, 'key-5')).status, 422);
  assert.equal((await create(hub('I5'), 'key-5')).status, 201);
  assert.equal((await create(hub('I5'), 'key-5b')).status, 409, 'refused by the core');
  assert.equal((await create(hub('I5-corrected'), 'key-5b')).status, 201);
});

test('I6: a request that failed on our side runs again to its end, with one effect', async (t) => {
  const tracker = await client.make('/trackers', { code: 'I6' });
  const body = { positions: [{ recordedAt: '2026-11-22T08:00:00Z', lat: 1, lng: 1 }] };
  const store = t.mock.method(house.deps.positions, 'store', () => Promise.reject(new Error('disk on fire')));
  const send = () => client.call('POST', `/trackers/${tracker.id}/positions`, body, { 'idempotency-key': 'key-6' });
  const failed = await send();
  assert.equal(failed.status, 500);
  assert.ok(!failed.text.includes('fire'));
  store.mock.restore();
  const again = await send();
  assert.deepEqual([again.status, again.headers['idempotency-replayed']], [200, undefined]);
  assert.equal((await send()).headers['idempotency-replayed'], 'true');
});

test('I6: a claim whose process died can be taken over after 30 seconds, not before', async () => {
  await create(hub('I6'), 'key-6b');
  // as a crash leaves it: claimed, no answer, no effect
  await house.database.db.updateTable('idempotency_key').set({ status: null, content_type: null, body: null }).where('key', '=', 'key-6b').execute(); // prettier-ignore
  await house.database.db.deleteFrom('hub').where('code', '=', 'I6').execute();
  const early = await create(hub('I6'), 'key-6b');
  assert.deepEqual([early.status, early.headers['retry-after']], [409, '1']);
  house.deps.clock.move(31_000);
  assert.equal((await create(hub('I6'), 'key-6b')).status, 201);
});

test('I7: a key older than a day is a new key', async () => {
  await create(hub('I7'), 'key-7');
  house.deps.clock.move(24 * 3_600_000 + 1000);
  const later = await create(hub('I7-later'), 'key-7');
  assert.deepEqual([later.status, later.headers['idempotency-replayed']], [201, undefined]);
});

test('an answer without a body and one with a secret are repeated like any other', async () => {
  const credential = { dialect: 'native', label: 'twice' };
  const made = await client.call('POST', '/credentials', credential, { 'idempotency-key': 'key-8' });
  const again = await client.call('POST', '/credentials', credential, { 'idempotency-key': 'key-8' });
  assert.equal(again.text, made.text);
  const rows = await house.database.db.selectFrom('idempotency_key').selectAll().execute();
  assert.ok(
    rows.every(({ body }) => !body?.includes(String(made.body['secret']))),
    'kept sealed',
  );
  const path = `/credentials/${String(made.body['id'])}`;
  const revoked = await client.call('DELETE', path, null, { 'idempotency-key': 'key-9' });
  const revokedAgain = await client.call('DELETE', path, null, { 'idempotency-key': 'key-9' });
  assert.deepEqual([revoked.status, revokedAgain.status, revokedAgain.text], [204, 204, '']);
  assert.equal(revokedAgain.headers['idempotency-replayed'], 'true');
});
