/** Insurers and rules of insurance through the native API. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { elements, faults, openNativeHouse, type NativeClient, type NativeHouse } from '../../../test/native-house.ts';
import { withPlaceholders } from '../../../test/placeholders.ts';
import { newId } from '../../lib/new-id.ts';

let house: NativeHouse;
let client: NativeClient;
before(async () => {
  house = await openNativeHouse();
  client = await house.client();
});
after(() => house.close());

const insurer = (change: object = {}) => ({
  name: newId(),
  baseUrl: 'https://gw.insurer.example',
  token: 'a-token-of-theirs',
  productCode: 'ahasme',
  currency: 'VND',
  premium: { ppm: 5000, minimum: 5000, step: 1000 },
  ...change,
});
const refusal = async (path: string, body: object, method: 'POST' | 'PATCH' = 'POST') => {
  const answer = await client.call(method, path, body);
  return [answer.status, faults(answer.body)[0]?.['path']];
};

test('an insurer is made, shown, changed and paused; its token is sealed and never shown', async () => {
  const made = await client.make('/insurers', insurer({ name: 'Insurer' }));
  assert.deepEqual(withPlaceholders(made), {
    id: '<id>',
    version: 1,
    name: 'Insurer',
    baseUrl: 'https://gw.insurer.example',
    paths: { orders: null, tracking: null, cancel: null },
    productCode: 'ahasme',
    currency: 'VND',
    premium: { ppm: 5000, minimum: 5000, maximum: null, step: 1000 },
    state: 'active',
    createdAt: '<time>',
    updatedAt: '<time>',
  });
  assert.deepEqual((await client.call('GET', `/insurers/${made.id}`)).body, made);
  const { rows } = await sql<{ sealed: Buffer }>`
    select sealed_token as sealed from insurer where id = ${made.id}`.execute(house.database.db);
  assert.equal(rows[0]?.sealed.includes('a-token-of-theirs'), false);
  assert.equal(house.deps.secrets.open(rows[0].sealed), 'a-token-of-theirs');
  const change = { name: 'Other', token: 'another', paths: { orders: '/v2/orders' }, state: 'paused' };
  const changed = await client.call('PATCH', `/insurers/${made.id}`, change, { 'if-match': '"1"' });
  assert.deepEqual([changed.status, changed.body['version'], changed.body['state'], changed.body['paths']], [200, 2, 'paused', { orders: '/v2/orders', tracking: null, cancel: null }]); // prettier-ignore
  assert.equal((await client.call('PATCH', `/insurers/${made.id}`, { name: 'X' }, { 'if-match': '"1"' })).status, 412);
  assert.deepEqual(elements((await client.call('GET', '/insurers')).body)[0], changed.body);
});

test('refuses addresses, premiums and names that cannot be, and says which field', async () => {
  const { id } = await client.make('/insurers', insurer({ name: 'Taken' }));
  const other = await client.make('/insurers', insurer());
  assert.deepEqual(await refusal('/insurers', insurer({ name: 'Taken' })), [409, 'name']);
  assert.deepEqual(await refusal(`/insurers/${other.id}`, { name: 'Taken' }, 'PATCH'), [409, 'name']);
  assert.deepEqual(await refusal('/insurers', insurer({ baseUrl: 'ftp://x' })), [422, 'baseUrl']);
  assert.deepEqual(await refusal('/insurers', insurer({ baseUrl: 'https://x.example/?a' })), [422, 'baseUrl']);
  assert.deepEqual(await refusal('/insurers', insurer({ paths: { orders: 'no-slash' } })), [422, 'paths.orders']);
  const premium = { ppm: 5000, minimum: 5000, maximum: 4999, step: 1 };
  assert.deepEqual(await refusal(`/insurers/${id}`, { premium }, 'PATCH'), [422, 'premium.maximum']);
  assert.equal((await client.call('GET', `/insurers/${id}`)).body['version'], 1);
});

test('a rule is made, shown, changed and paused', async () => {
  const { id: insurerId } = await client.make('/insurers', insurer());
  const conditions = { leastValue: 10_000, services: ['plain'], branches: ['HCM'] };
  const made = await client.make('/insurance-rules', { insurerId, priority: 5, conditions });
  assert.deepEqual(withPlaceholders({ ...made, insurerId: null }), {
    id: '<id>',
    version: 1,
    insurerId: null,
    priority: 5,
    conditions: { leastValue: 10_000, mostValue: null, paymentMode: null, services: ['plain'], branches: ['HCM'] },
    state: 'active',
    createdAt: '<time>',
    updatedAt: '<time>',
  });
  assert.deepEqual((await client.call('GET', `/insurance-rules/${made.id}`)).body, made);
  const changed = await client.call('PATCH', `/insurance-rules/${made.id}`, { state: 'paused' }, { 'if-match': '"1"' });
  assert.deepEqual(changed.body, { ...made, version: 2, state: 'paused', updatedAt: changed.body['updatedAt'] });
  assert.equal((await client.call('PATCH', `/insurance-rules/${made.id}`, { priority: 1 }, { 'if-match': '"1"' })).status, 412); // prettier-ignore
  assert.deepEqual(elements((await client.call('GET', '/insurance-rules')).body)[0], changed.body);
});

test('refuses rules of insurers that are not there, and values that nothing has', async () => {
  const stranger = await house.client();
  const { id: foreign } = await stranger.make('/insurers', insurer());
  for (const insurerId of [newId(), foreign]) {
    assert.deepEqual(await refusal('/insurance-rules', { insurerId, priority: 1 }), [422, 'insurerId']);
  }
  const { id: insurerId } = await client.make('/insurers', insurer());
  const conditions = { leastValue: 2, mostValue: 1 };
  assert.deepEqual(await refusal('/insurance-rules', { insurerId, priority: 1, conditions }), [422, 'conditions.mostValue']); // prettier-ignore
});
