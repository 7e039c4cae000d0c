/** What a client sees of every refusal of the core, and of a fault that nobody foresaw. */
import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import { databaseFault, secretWords } from '../../../test/database-fault.ts';
import { openNativeHouse, type NativeClient, type NativeHouse } from '../../../test/native-house.ts';
import { DomainError, domainErrorCodes } from '../../domain/errors.ts';
import { answers } from './errors.ts';

let house: NativeHouse;
let client: NativeClient;
let path: string;

before(async () => {
  house = await openNativeHouse();
  client = await house.client();
  path = `/trackers/${(await client.make('/trackers', { code: 'T-1' })).id}/positions`;
});
after(() => house.close());

/** Makes the core throw while it stores a position. */
async function seen(t: TestContext, error: unknown) {
  const store = t.mock.method(house.deps.positions, 'store', () => Promise.reject(error));
  const fix = { recordedAt: '2026-11-22T08:00:00Z', lat: 1, lng: 1 };
  const answer = await client.call('POST', path, { positions: [fix] }, { 'x-request-id': 'request-1' });
  store.mock.restore();
  return answer;
}

for (const code of domainErrorCodes) {
  test(`${code} is a problem of its own kind`, async (t) => {
    const { status, headers, body } = await seen(
      t,
      new DomainError(code, 'Because.', [{ path: 'a.b', message: 'No.' }]),
    );
    const { slug, title, ...expected } = answers[code];
    assert.equal(status, expected.status);
    assert.equal(headers['content-type'], 'application/problem+json');
    assert.deepEqual(body, {
      type: `urn:waybill:problem:${slug}`,
      title,
      status,
      detail: 'Because.',
      instance: 'request-1',
      errors: [{ path: 'a.b', message: 'No.' }],
    });
    assert.equal(headers['www-authenticate'], status === 401 ? 'Bearer' : undefined);
    assert.equal(headers['retry-after'], 'retryAfter' in expected ? String(expected.retryAfter) : undefined);
  });
}

test('no two kinds of refusal have the same type', () => {
  const slugs = Object.values(answers).map(({ slug }) => slug);
  assert.equal(new Set(slugs).size, slugs.length);
});

test('a fault that nobody foresaw says nothing of itself', async (t) => {
  const unforeseen = [
    new Error('secret_plan in /srv/code.ts'),
    new TypeError('x is undefined'),
    'a text',
    null,
    { statusCode: 418 },
  ];
  for (const error of unforeseen) {
    const { status, body } = await seen(t, error);
    assert.deepEqual(body, {
      type: 'urn:waybill:problem:internal-server-error',
      title: 'Internal Server Error',
      status: 500,
      detail: 'Something failed on our side. Quote the instance when you ask about it.',
      instance: 'request-1',
    });
    assert.equal(status, 500);
  }
});

test('a database that is away is a 503 with a time to come back; a value it cannot store is a 422', async (t) => {
  const away = await seen(t, databaseFault('57P01'));
  assert.deepEqual([away.status, away.headers['retry-after']], [503, '1']);
  const unusable = await seen(t, databaseFault('22P02'));
  assert.deepEqual([unusable.status, unusable.body['type']], [422, 'urn:waybill:problem:invalid-input']);
  for (const { text } of [away, unusable]) assert.ok(!text.includes(secretWords));
});

test('what is no route, no method of it, no JSON or too large is a problem too', async () => {
  const kind = async (...request: Parameters<NativeClient['call']>) => {
    const { status, headers, body } = await client.call(...request);
    assert.equal(headers['content-type'], 'application/problem+json');
    return [status, String(body['type']).split(':').at(-1), headers['allow']];
  };
  assert.deepEqual(await kind('GET', '/nowhere'), [404, 'not-found', undefined]);
  assert.deepEqual(await kind('PUT', '/hubs'), [405, 'method-not-allowed', 'GET, HEAD, POST']);
  assert.deepEqual(await kind('DELETE', path), [405, 'method-not-allowed', 'GET, HEAD, POST']);
  const json = { 'content-type': 'application/json' };
  assert.deepEqual(await kind('POST', '/hubs', Buffer.from('{"code":'), json), [422, 'invalid-input', undefined]);
  assert.deepEqual(await kind('POST', '/hubs', Buffer.from('{"__proto__":1}'), json), [
    422,
    'invalid-input',
    undefined,
  ]);
  assert.deepEqual(await kind('POST', '/hubs', Buffer.from('a'), { 'content-type': 'text/plain' }), [
    415,
    'unsupported-media-type',
    undefined,
  ]);
  const large = Buffer.from(JSON.stringify({ code: 'x'.repeat(1024 * 1024) }));
  assert.deepEqual(await kind('POST', '/hubs', large, json), [413, 'payload-too-large', undefined]);
  assert.deepEqual(await kind('GET', '/deliveries?orderNumber=%00'), [422, 'invalid-input', undefined]);
});
