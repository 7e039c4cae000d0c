/** What the sandbox holds of insurance: made once, never made twice. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { sql } from 'kysely';
import { testDatabase, type TestDatabase } from '../../../test/database.ts';
import { testDeps, type TestDeps } from '../../../test/deps.ts';
import { isSignature, signConcatenated } from '../../lib/body-signature.ts';
import { sandboxSigners } from './sandbox-signers.ts';
import { seedInsurance } from './seed-insurance.ts';
import { sandboxId, seedSandbox } from './seed-sandbox.ts';
import { matchSigningKey } from './signing-keys.ts';

let database: TestDatabase;
let deps: TestDeps;
before(async () => {
  database = await testDatabase();
  deps = testDeps(database.tenants);
  await seedSandbox(deps);
  await Promise.all([seedInsurance(deps), seedInsurance(deps)]);
  await seedInsurance(deps);
});
after(() => database.close());

const rows = async (text: string) => (await sql<Record<string, unknown>>`${sql.raw(text)}`.execute(database.db)).rows;

it('knows who has signed with the token that is told', async () => {
  const { token } = sandboxSigners.saladin;
  const signature = '21fcc92018d9a2416a7179eed37ad9ff';
  const { identity } = await matchSigningKey(deps, 'saladin', ({ secret }) =>
    isSignature(signature, signConcatenated(secret, 'AHA123456', '15000')),
  );
  assert.equal(identity.account.id, sandboxId);
  const [{ sealed_token: sealed } = {}] = await rows('select sealed_token from insurer');
  assert.equal(deps.secrets.open(sealed as Buffer), token);
});

it('has one product, and one insurer that is this server and stands still', async () => {
  const products = await rows('select account_id, code, currency, least_value, most_value, premium from insurance_product'); // prettier-ignore
  const premium = { ppm: 5000, minimum: 5000, maximum: null, step: 1000 };
  assert.deepEqual(products, [{ account_id: sandboxId, code: 'ahasme', currency: 'VND', least_value: 10_000, most_value: 50_000_000, premium }]); // prettier-ignore
  const insurers = await rows('select name, own, base_url, product_code, state, premium from insurer');
  assert.deepEqual(insurers, [{ name: 'Own insurer', own: true, base_url: null, product_code: 'ahasme', state: 'paused', premium }]); // prettier-ignore
});

it('does not bring back a token that was revoked', async () => {
  await rows(`update credential set revoked_at = now() where dialect = 'saladin'`);
  await seedInsurance(deps);
  assert.deepEqual(await rows(`select count(*)::integer as live from credential where dialect = 'saladin' and revoked_at is null`), [{ live: 0 }]); // prettier-ignore
});
