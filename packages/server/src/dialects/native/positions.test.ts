/** Fixes as devices send them: again, shuffled, late, from the future, beyond the globe, for somebody else. */
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
import { createPositionGatherer } from '../../use-cases/tracking/position-gatherer.ts';
import { revokeCredential } from '../../use-cases/account/manage-credentials.ts';

let house: NativeHouse;
let client: NativeClient;
const start = Date.UTC(2026, 10, 22, 8);
before(async () => {
  house = await openNativeHouse();
  house.deps.clock.set(new Date('2026-11-22T12:00:00Z'));
  client = await house.client();
});
after(() => house.close());

let devices = 0;
async function device(): Promise<string> {
  devices += 1;
  return (await client.make('/trackers', { code: `D-${devices}` })).id;
}

/** A fix each second from eight o'clock on. */
const fix = (second: number, change: object = {}) => ({
  recordedAt: new Date(start + second * 1000).toISOString(),
  lat: 19 + second / 10_000,
  lng: 72.8,
  ...change,
});
const post = (id: string, positions: readonly unknown[]) =>
  client.call('POST', `/trackers/${id}/positions`, { positions });

async function track(id: string): Promise<unknown[]> {
  const all: Json[] = [];
  for (let cursor = ''; ;) {
    const { body } = await client.call('GET', `/trackers/${id}/positions?limit=1000${cursor}`);
    all.push(...elements(body));
    if (typeof body['next'] !== 'string') return all.map((one) => [one['recordedAt'], one['lat']]);
    cursor = `&cursor=${body['next']}`;
  }
}
const latest = async (id: string) => (await client.call('GET', `/trackers/${id}`)).body['latest'] as Json | null;

test('G1: batches that come again, shuffled and backwards make the same track as a clean feed', async () => {
  const [clean, messy] = [await device(), await device()];
  const fixes = Array.from({ length: 300 }, (_, second) => fix(second));
  await post(clean, fixes);
  const backwards = fixes.toReversed();
  const shuffled = fixes.map((one, place) => fixes[(place * 7) % fixes.length] ?? one);
  await Promise.all([
    post(messy, backwards),
    post(messy, shuffled),
    post(messy, fixes),
    post(messy, fixes.slice(100, 200)),
  ]);
  assert.deepEqual(await track(messy), await track(clean));
  assert.equal((await track(messy)).length, 300);
  assert.deepEqual((await latest(messy))?.['recordedAt'], fixes.at(-1)?.recordedAt);
});

test('G3: times that no device can mean are refused one by one, and never pin the latest', async () => {
  const id = await device();
  const bad = ['2026-11-23T12:00:00Z', '1970-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '1999-12-31T23:59:59Z'];
  const { status, body } = await post(id, [...bad.map((recordedAt) => fix(0, { recordedAt })), fix(1)]);
  assert.equal(status, 200);
  assert.equal(body['accepted'], 1);
  assert.deepEqual(elements(body, 'refused').map(({ index }) => index), [0, 1, 2, 3]); // prettier-ignore
  assert.equal((await latest(id))?.['recordedAt'], fix(1).recordedAt);
  // seconds for milliseconds, five digits of year, no text: no instant at all
  for (const recordedAt of ['+099999-01-01T00:00:00Z', 1_764_000_000, '1764000000', '2026-13-01T00:00:00Z', '']) {
    const answer = await post(id, [fix(2, { recordedAt })]);
    assert.ok(answer.status === 422 || elements(answer.body, 'refused').length === 1, `${recordedAt}: ${answer.text}`);
  }
  assert.equal((await track(id)).length, 1);
});

test('G4: places and speeds that cannot be are refused, numbers that are none too', async () => {
  const id = await device();
  const bad = [
    { lat: 91 },
    { lng: -181 },
    { lat: -90.001 },
    { speedKmh: -5 },
    { speedKmh: 2001 },
    { batteryPercent: 101 },
  ];
  const { body } = await post(id, [...bad.map((change, second) => fix(second, change)), fix(30)]);
  assert.equal(body['accepted'], 1, JSON.stringify(body));
  assert.deepEqual(elements(body, 'refused').map(({ index }) => index), bad.map((_, index) => index)); // prettier-ignore
  for (const text of ['1e999', 'NaN', '"19"', 'null', '[19]']) {
    const raw = `{"positions":[{"recordedAt":"2026-11-22T08:00:00Z","lat":${text},"lng":1}]}`;
    const answer = await client.call('POST', `/trackers/${id}/positions`, Buffer.from(raw), {
      'content-type': 'application/json',
    });
    assert.ok([400, 422].includes(answer.status), `${text}: ${answer.status}`);
  }
  assert.equal((await track(id)).length, 1);
  // on the globe, if unlikely: the sea off Africa
  assert.equal((await post(id, [fix(40, { lat: 0, lng: 0 })])).body['accepted'], 1);
});

test('G5: one bad fix among a thousand costs only itself, and the batch can be sent again', async () => {
  const id = await device();
  const batch = Array.from({ length: 1000 }, (_, second) => fix(second, second === 617 ? { lat: 95 } : {}));
  for (let turn = 0; turn < 2; turn += 1) {
    const { status, body } = await post(id, batch);
    assert.deepEqual([status, body['accepted']], [200, 999]);
    assert.deepEqual(elements(body, 'refused').map(({ index }) => index), [617]); // prettier-ignore
  }
  assert.equal((await track(id)).length, 999);
});

test('G6: a device of another tenant is none, and a revoked key posts nothing more', async () => {
  const id = await device();
  const stranger = await house.client();
  const body = { positions: [fix(0)] };
  assert.equal((await stranger.call('POST', `/trackers/${id}/positions`, body)).status, 404);
  const leaver = await house.client();
  const theirs = (await leaver.make('/trackers', { code: 'D' })).id;
  const { credentialId } = leaver.tenant.identity.caller;
  await revokeCredential(house.deps, leaver.tenant.identity.caller, credentialId ?? assert.fail());
  assert.equal((await leaver.call('POST', `/trackers/${theirs}/positions`, body)).status, 401);
  assert.deepEqual(await track(id), []);
});

test('G7: more fixes than can wait are refused with 429, and each that was taken is there', async () => {
  const own = await house.client();
  const id = (await own.make('/trackers', { code: 'BUSY' })).id;
  const batches = Array.from({ length: 60 }, (_, batch) =>
    Array.from({ length: 1000 }, (_, second) => fix(batch * 1000 + second, { lat: 19 })).filter(
      ({ recordedAt }) => Date.parse(recordedAt) < Date.parse('2026-11-22T12:00:00Z'),
    ),
  ).filter((batch) => batch.length > 0);
  const answers = await Promise.all(
    [...batches, ...batches, ...batches].map((positions) =>
      own.call('POST', `/trackers/${id}/positions`, { positions }),
    ),
  );
  const refused = answers.filter(({ status }) => status !== 200);
  assert.ok(refused.length > 0, 'the line was never full');
  for (const { status, headers } of refused) assert.ok((status === 429 || status === 503) && headers['retry-after'], String(status)); // prettier-ignore
  const taken = new Set(
    answers
      .flatMap(({ status }, place) => (status === 200 ? (batches[place % batches.length] ?? []) : []))
      .map(({ recordedAt }) => recordedAt),
  );
  const rows = await house.database.db
    .selectFrom('position')
    .select('recorded_at')
    .where('tracker_id', '=', id)
    .execute();
  const stored = new Set(rows.map(({ recorded_at: at }) => at.toISOString()));
  for (const at of taken) assert.ok(stored.has(at), `the fix of ${at} was acknowledged and is lost`);
  assert.equal((await own.call('POST', `/trackers/${id}/positions`, { positions: [fix(1)] })).status, 200);
});

test('G7: the line of waiting fixes has an end', async () => {
  const gatherer = createPositionGatherer(house.database.db, house.deps.now);
  const one = { accountId: client.tenant.account.id, trackerId: await device() };
  const fixes = Array.from({ length: 20_001 }, () => ({
    ...one,
    fix: {
      recordedAt: new Date(start),
      lat: 1,
      lng: 1,
      speedKmh: null,
      batteryPercent: null,
      temperatureC: null,
      messageType: null,
    },
  }));
  await assert.rejects(gatherer.store(fixes), { code: 'too_many_requests' });
});

test('a fault in a batch is told by its place', async () => {
  const answer = await post(await device(), [fix(0), { lat: 1 }]);
  assert.equal(answer.status, 422);
  assert.match(String(faults(answer.body)[0]?.['path']), /^positions\.1/);
});
