/** Signatures of insured deliveries: the premium in digits or to the letter, one token among those of all accounts. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { testDatabase, type TestDatabase } from '../../../test/database.ts';
import { testDeps, type TestDeps } from '../../../test/deps.ts';
import { refused } from '../../../test/refused.ts';
import { tellsApart } from '../../../test/tells-apart.ts';
import { makeTenant } from '../../../test/tenant.ts';
import { signConcatenated } from '../../lib/body-signature.ts';
import { createSigningToken } from '../../use-cases/account/signing-keys.ts';
import { submitPolicy } from '../../use-cases/policy/submit-policy.ts';
import { createProduct } from '../../use-cases/policy/products.ts';
import { insuranceProduct, policyDraft } from '../../../test/draft-policy.ts';
import { identifyPolicy, identifySubmitter, isSignedBy } from './auth.ts';

let database: TestDatabase;
let deps: TestDeps;
before(async () => {
  database = await testDatabase();
  deps = testDeps(database.tenants);
});
after(() => database.close());

const number = { trackingNumber: 'AHA123456' };

it('takes a premium in digits and to the letter, and hex in either case', () => {
  const secret = 'sandbox-ahasme-token';
  const signed = (signature: unknown, ...premiums: string[]) =>
    isSignedBy({ secret }, { ...number, signature, premiums });
  const signature = '21fcc92018d9a2416a7179eed37ad9ff';
  assert.ok(signed(signature, '15000'));
  assert.ok(signed(signature.toUpperCase(), '15000'));
  const literal = signConcatenated(secret, 'AHA123456', '15000.0');
  assert.ok(signed(literal, '15000', '15000.0'));
  assert.ok(!signed(literal, '15000'));
  assert.ok(!signed(signature, '15001'));
  for (const wrong of [null, 5, '', signature.slice(1)]) assert.ok(!signed(wrong, '15000'));
});

it('finds the account by the signature alone', async () => {
  const [one, other] = [await makeTenant(deps), await makeTenant(deps)];
  const make = ({ identity }: typeof one) =>
    createSigningToken(deps, identity.caller, { dialect: 'saladin', label: 'AhaMove', token: null });
  const [, { secret, id }] = [await make(one), await make(other)];
  const signature = signConcatenated(secret, 'AHA123456', '15000');
  const { account, caller } = await identifySubmitter(deps, { ...number, signature, premiums: ['15000'] });
  assert.deepEqual([account.id, caller.credentialId], [other.account.id, id]);
  const stranger = { ...number, signature: signConcatenated('x', 'AHA123456', '15000'), premiums: ['15000'] };
  await assert.rejects(identifySubmitter(deps, stranger), refused('bad_signature'));
});

it('W12: does not say by its time whether a tracking number is known', async () => {
  const { identity } = await makeTenant(deps);
  await createSigningToken(deps, identity.caller, { dialect: 'saladin', label: 'AhaMove', token: null });
  await createProduct(deps, identity.caller, insuranceProduct());
  await submitPolicy(deps, identity, insuranceProduct(), policyDraft({ trackingNumber: 'KNOWN' }));
  const wrong = { signature: signConcatenated('x', 'KNOWN', '15000') };
  const told = await tellsApart(async (which) => {
    const begun = process.hrtime.bigint();
    const trackingNumber = which === 'one' ? 'KNOWN' : 'NOBODYS';
    await assert.rejects(identifyPolicy(deps, { ...wrong, trackingNumber }), refused('bad_signature'));
    return process.hrtime.bigint() - begun;
  });
  assert.equal(told, false);
});
