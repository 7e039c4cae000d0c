/** Signing keys over the native API: what is shown once, and what is refused. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { faults, openNativeHouse, type Json, type NativeClient, type NativeHouse } from '../../../test/native-house.ts';
import { findSigningKey, matchSigningKey } from '../../use-cases/account/signing-keys.ts';

let house: NativeHouse;
let client: NativeClient;
before(async () => {
  house = await openNativeHouse();
  client = await house.client();
});
after(() => house.close());

const make = (body: Json) => client.call('POST', '/credentials', { label: 'partner', ...body });

it('shows the key and the secret of a signer of whole bodies, and an encryption key on demand', async () => {
  const { status, body } = await make({ dialect: 'subplace' });
  const { id, key, secret, ...rest } = body;
  assert.deepEqual([status, rest], [201, { dialect: 'subplace', label: 'partner', encryptionKey: null }]);
  const found = await findSigningKey(house.deps, 'subplace', String(key));
  assert.deepEqual([found.secret, found.identity.caller.credentialId], [secret, id]);
  const sealed = (await make({ dialect: 'subplace', encryption: true })).body;
  assert.equal(Buffer.from(String(sealed['encryptionKey']), 'base64').length, 32);
  const { data } = (await client.call('GET', '/credentials?limit=1')).body;
  assert.ok(!JSON.stringify(data).includes(String(sealed['key'])), 'later nothing of it is shown');
});

it('shows a token that it makes, and takes one that the partner has', async () => {
  const made = await make({ dialect: 'saladin' });
  assert.deepEqual(Object.keys(made.body), ['id', 'dialect', 'label', 'secret']);
  const taken = await make({ dialect: 'saladin', token: 'partners-own-token' });
  assert.equal(taken.body['secret'], 'partners-own-token');
  const found = await matchSigningKey(house.deps, 'saladin', ({ secret }) => secret === 'partners-own-token');
  assert.equal(found.identity.caller.credentialId, taken.body['id']);
  const again = await make({ dialect: 'saladin', token: 'partners-own-token' });
  assert.deepEqual([again.status, faults(again.body)[0]?.['path']], [409, 'token']);
});

it('names what a dialect does not sign in with', async () => {
  const wrong: readonly Json[] = [
    { dialect: 'native', token: 'partners-own-token' },
    { dialect: 'mdelivery', encryption: true },
    { dialect: 'subplace', token: 'partners-own-token' },
    { dialect: 'saladin', userName: 'x' },
    { dialect: 'loginext', token: 'partners-own-token' },
    { dialect: 'saladin', token: 'short' },
    { dialect: 'saladin', token: 'no spaces in a token' },
  ];
  for (const body of wrong) {
    const answer = await make(body);
    const [, field = ''] = Object.keys(body);
    assert.deepEqual([answer.status, faults(answer.body)[0]?.['path']], [422, field], JSON.stringify(body));
  }
});
