/** Many writers at one delivery: one wins, and one event tells of it. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { testDatabase, type TestDatabase } from '../../../test/database.ts';
import { testDeps, type TestDeps } from '../../../test/deps.ts';
import { draft } from '../../../test/draft-delivery.ts';
import { makeTenant, type Tenant } from '../../../test/tenant.ts';
import { DomainError } from '../../domain/errors.ts';
import { readTimeline } from '../event/read-timeline.ts';
import { cancelDelivery } from './cancel-delivery.ts';
import { createDelivery } from './create-delivery.ts';
import { getDelivery } from './read-deliveries.ts';
import { reportOutcome } from './report-outcome.ts';

let database: TestDatabase;
let deps: TestDeps;
let tenant: Tenant;
before(async () => {
  database = await testDatabase({ poolSize: 16 });
  deps = testDeps(database.tenants);
  tenant = await makeTenant(deps);
});
after(() => database.close());

const why = { reasonCode: 'R', reason: null };

it('I8: finds exactly one winner and one event among 50 racing moves', async () => {
  const { caller } = tenant.identity;
  const { id } = await createDelivery(deps, tenant.identity, draft({ orderNumber: 'RACE' }));
  const report = { at: deps.now(), position: null };
  const moves = Array.from({ length: 50 }, (_, index) =>
    index % 2 === 0 ? cancelDelivery(deps, caller, id, why) : reportOutcome(deps, caller, id, 'cancelled', why, report),
  );
  const results = await Promise.allSettled(moves);
  const won = results.filter(({ status }) => status === 'fulfilled');
  const lost = results.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  assert.equal(won.length, 1);
  assert.equal(lost.length, 49);
  for (const error of lost)
    assert.ok(error instanceof DomainError && error.code === 'already_cancelled', String(error));
  const events = await readTimeline(deps, caller, id, { after: 0, limit: 100 });
  assert.deepEqual(events.map(({ type, sequence }) => [type, sequence]), [
    ['delivery.created', 1],
    ['delivery.cancelled', 2],
  ]); // prettier-ignore
  const { state, version } = await getDelivery(deps, caller, id);
  assert.deepEqual([state, version], ['cancelled', 2]);
});

it('makes one delivery of 50 racing orders with the same content, and refuses other content', async () => {
  const orders = Array.from({ length: 50 }, (_, index) =>
    createDelivery(deps, tenant.identity, draft({ orderNumber: 'SAME', waybillNumber: index < 40 ? 'A' : 'B' })),
  );
  const results = await Promise.allSettled(orders);
  const made = results.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  assert.equal(new Set(made.map(({ id }) => id)).size, 1);
  assert.equal(made.filter(({ repeated }) => !repeated).length, 1);
  const refused = results.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  for (const error of refused) assert.ok(error instanceof DomainError && error.code === 'duplicate', String(error));
  assert.ok(made.length === 40 || made.length === 10);
});

it('writes a delivery with all its fields and reads it back', async () => {
  const sent = draft({
    orderNumber: 'WHOLE',
    waybillNumber: 'W',
    goodsValue: 123,
    weightGrams: 1,
    volumeMm3: 2,
    carriage: 'VAN',
    paymentMode: 'cod',
  });
  const { id } = await createDelivery(deps, tenant.identity, { ...sent, returnTo: sent.pickup });
  const view = await getDelivery(deps, tenant.identity.caller, id);
  for (const [key, value] of Object.entries(sent)) {
    if (key !== 'returnTo') assert.deepEqual(view[key as keyof typeof view], value, key);
  }
  assert.deepEqual(view.returnTo, { ...sent.pickup, position: null });
});
