/** Signing keys: made, found by name or by what they sign, and ended. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { testDatabase, type TestDatabase } from '../../../test/database.ts';
import { testDeps, type TestDeps } from '../../../test/deps.ts';
import { refused } from '../../../test/refused.ts';
import { makeTenant, type Tenant } from '../../../test/tenant.ts';
import { claimNonce } from '../../store/used-nonce.ts';
import { revokeCredential } from './manage-credentials.ts';
import { createSigningPair, createSigningToken, findSigningKey, matchSigningKey } from './signing-keys.ts';

let database: TestDatabase;
let deps: TestDeps;
let tenant: Tenant;
before(async () => {
  database = await testDatabase();
  deps = testDeps(database.tenants);
  tenant = await makeTenant(deps);
});
after(() => database.close());

const pair = (encrypted = false) =>
  createSigningPair(deps, tenant.identity.caller, { dialect: 'subplace', label: 'SUBPLACE', encrypted });
const token = (own: string | null, { identity }: Tenant = tenant) =>
  createSigningToken(deps, identity.caller, { dialect: 'saladin', label: 'AhaMove', token: own });

it('finds the secret of a key that a body names, and whose it is', async () => {
  const made = await pair();
  assert.match(made.key, /^[0-9a-f]{32}$/);
  const found = await findSigningKey(deps, 'subplace', made.key);
  assert.deepEqual([found.secret, found.encryptionKey, found.encryptionRequired], [made.secret, null, false]);
  const { accountId } = tenant.identity.caller;
  assert.deepEqual(found.identity.caller, { accountId, actor: 'SUBPLACE', credentialId: made.id });
  assert.deepEqual(found.identity.account, tenant.account);
  await assert.rejects(findSigningKey(deps, 'saladin', made.key), refused('bad_signature'));
  await assert.rejects(findSigningKey(deps, 'subplace', `${made.key}0`), refused('bad_signature'));
});

it('keeps secrets sealed, and opens the encryption key', async () => {
  const { key, secret, encryptionKey } = await pair(true);
  const found = await findSigningKey(deps, 'subplace', key);
  assert.ok(found.encryptionRequired);
  assert.equal(found.encryptionKey?.toString('base64'), encryptionKey);
  assert.equal(found.encryptionKey?.length, 32);
  const rows = await database.db.selectFrom('signing_key').selectAll().execute();
  for (const row of rows) {
    assert.ok(!row.sealed_secret.includes(secret));
    assert.ok(!row.sealed_encryption_key?.includes(found.encryptionKey ?? ''));
  }
});

it('finds the one token that fits among those of all accounts', async () => {
  const other = await makeTenant(deps);
  const [first, second] = [await token(null), await token('a-token-of-their-own', other)];
  let tried = 0;
  const found = await matchSigningKey(deps, 'saladin', ({ secret }) => {
    tried += 1;
    return secret === second.secret;
  });
  assert.equal(found.identity.account.id, other.account.id);
  assert.equal(tried, 2, 'all of them');
  await assert.rejects(
    matchSigningKey(deps, 'saladin', ({ secret }) => secret === 'x'),
    refused('bad_signature'),
  );
  assert.notEqual(first.secret, second.secret);
  await assert.rejects(token('a-token-of-their-own'), refused('duplicate'));
});

it('finds a token that another process has just made', async () => {
  await token(null);
  const known = await matchSigningKey(deps, 'saladin', () => true);
  assert.ok(known);
  const elsewhere: TestDeps = { ...deps, signIns: testDeps(database.tenants).signIns };
  const { caller } = tenant.identity;
  const made = await createSigningToken(elsewhere, caller, { dialect: 'saladin', label: 'new', token: null });
  const found = await matchSigningKey(deps, 'saladin', ({ secret }) => secret === made.secret);
  assert.equal(found.identity.caller.actor, 'new');
});

it('finds nothing of a key that was ended, here at once and elsewhere within seconds', async () => {
  const made = await pair();
  const elsewhere: TestDeps = { ...deps, signIns: testDeps(database.tenants).signIns };
  await findSigningKey(deps, 'subplace', made.key);
  await findSigningKey(elsewhere, 'subplace', made.key);
  await revokeCredential(deps, tenant.identity.caller, made.id);
  await assert.rejects(findSigningKey(deps, 'subplace', made.key), refused('bad_signature'));
  deps.clock.move(5000);
  await assert.rejects(findSigningKey(elsewhere, 'subplace', made.key), refused('bad_signature'));
});

it('takes a nonce once: of two at once, one', async () => {
  const { id: credentialId } = await pair(true);
  const { accountId } = tenant.identity.caller;
  const nonce = Buffer.alloc(12, 7);
  const db = database.tenants.of(accountId);
  const took = await Promise.all([1, 2, 3].map(() => claimNonce(db, { accountId, credentialId, nonce })));
  assert.equal(took.filter(Boolean).length, 1);
  assert.ok(await claimNonce(db, { accountId, credentialId, nonce: Buffer.alloc(12, 8) }));
});
