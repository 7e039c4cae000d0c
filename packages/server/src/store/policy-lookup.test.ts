/** Policies are found by what requests and links name, whoever asks. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { addInsurance, type InsuranceIds } from '../../test/add-insurance.ts';
import { testDatabase, type TestDatabase } from '../../test/database.ts';
import { testDeps, type TestDeps } from '../../test/deps.ts';
import { draft } from '../../test/draft-delivery.ts';
import { makeTenant } from '../../test/tenant.ts';
import { sha256 } from '../lib/hash.ts';
import { createSigningToken } from '../use-cases/account/signing-keys.ts';
import { createDelivery } from '../use-cases/delivery/create-delivery.ts';
import { findCertificate, findPolicies } from './policy-lookup.ts';

let database: TestDatabase;
let deps: TestDeps;
before(async () => {
  database = await testDatabase();
  deps = testDeps(database.tenants);
});
after(() => database.close());

async function insured(): Promise<InsuranceIds & { readonly account: string }> {
  const { account, identity } = await makeTenant(deps);
  const draftOfToken = { dialect: 'saladin', label: 'AhaMove', token: null };
  const { id: credential } = await createSigningToken(deps, identity.caller, draftOfToken);
  const { id: delivery } = await createDelivery(deps, identity, draft());
  return { ...(await addInsurance(database.db, { account: account.id, delivery, credential })), account: account.id };
}

it('finds the policies of a tracking number in every account that has one', async () => {
  const [one, other] = [await insured(), await insured()];
  const found = await findPolicies(deps.db.anyone, one['tracking-number']);
  const { account: accountId, policies: policyId } = one;
  assert.deepEqual(found, [{ accountId, policyId, premium: 15_000, premiumText: '15000', currency: 'VND' }]);
  await database.db.updateTable('policy').set({ tracking_number: one['tracking-number'] }).where('id', '=', other.policies).execute(); // prettier-ignore
  const both = await findPolicies(deps.db.anyone, one['tracking-number']);
  assert.deepEqual(both.map((policy) => policy.accountId).toSorted(), [one.account, other.account].toSorted()); // prettier-ignore
  assert.deepEqual(await findPolicies(deps.db.anyone, 'no such'), []);
});

it('finds the policy of a certificate by the hash of its token', async () => {
  const { account: accountId, policies: policyId, certificates } = await insured();
  assert.deepEqual(await findCertificate(deps.db.anyone, sha256(certificates)), { accountId, policyId });
  assert.equal(await findCertificate(deps.db.anyone, sha256('x')), null);
});
