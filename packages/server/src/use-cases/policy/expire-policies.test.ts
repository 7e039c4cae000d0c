/** Policies end when their time is over, once. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { testDatabase, type TestDatabase } from '../../../test/database.ts';
import { testDeps, type TestDeps } from '../../../test/deps.ts';
import { insuranceProduct, policyDraft } from '../../../test/draft-policy.ts';
import { makeTenant } from '../../../test/tenant.ts';
import { readTimeline } from '../event/read-timeline.ts';
import { expirePolicies } from './expire-policies.ts';
import { createProduct } from './products.ts';
import { getPolicy } from './read-policies.ts';
import { submitPolicy } from './submit-policy.ts';

let database: TestDatabase;
let deps: TestDeps;
before(async () => {
  database = await testDatabase();
  deps = testDeps(database.tenants);
});
after(() => database.close());

const dayMs = 24 * 3_600_000;

it('ends those of every account whose time is over, and leaves the others', async () => {
  const short = insuranceProduct({ code: 'short', validDays: 1 });
  const made = [];
  for (const tenant of [await makeTenant(deps), await makeTenant(deps)]) {
    for (const product of [insuranceProduct(), short]) {
      await createProduct(deps, tenant.identity.caller, product);
      const draft = policyDraft({ trackingNumber: product.code, productCode: product.code });
      const { policy } = await submitPolicy(deps, tenant.identity, product, draft);
      made.push({ policy, caller: tenant.identity.caller });
    }
  }
  deps.clock.move(dayMs);
  assert.deepEqual([await expirePolicies(deps), await expirePolicies(deps)], [2, 0]);
  for (const { policy, caller } of made) {
    const { policy: after } = await getPolicy(deps, caller, policy.id);
    const events = await readTimeline(deps, caller, policy.id, { after: 1, limit: 10 });
    const expected = policy.productCode === 'short' ? ['expired', ['policy.expired']] : ['active', []];
    assert.deepEqual([after.state, events.map(({ type }) => type)], expected);
  }
});
