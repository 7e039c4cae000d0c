/** A phone's queue may be cut, sent again and shuffled: what is done is a step at a time, in order, each once. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { addCourier, type SeededCourier } from '../../../test/add-courier.ts';
import { addOffer } from '../../../test/add-task.ts';
import { testDatabase, type TestDatabase } from '../../../test/database.ts';
import { testDeps, type TestDeps } from '../../../test/deps.ts';
import { act, deeds, toAction, way } from '../../../test/phone.ts';
import { makeTenant, type Tenant } from '../../../test/tenant.ts';
import { getDelivery } from '../delivery/read-deliveries.ts';
import { readTimeline } from '../event/read-timeline.ts';
import { actAsCourier } from './act.ts';
import type { ActionResult } from './action.ts';

let database: TestDatabase;
let deps: TestDeps;
let tenant: Tenant;
before(async () => {
  database = await testDatabase();
  deps = testDeps(database.tenants);
  tenant = await makeTenant(deps);
});
after(() => database.close());

let made = 0;
async function scene(): Promise<{ courier: SeededCourier; what: { id: string; offerId: string } }> {
  made += 1;
  const courier = await addCourier(deps, tenant, `C-${made}`);
  const { id, offer } = await addOffer(deps, tenant, `T-${made}`);
  return { courier, what: { id, offerId: offer.id } };
}

const states = ['offered', 'assigned', 'to_pickup', 'at_pickup', 'in_transit', 'at_dropoff', 'delivered'];
/** The delivery stands where so many steps lead, with one event for each. */
async function assertSteps(id: string, steps: number): Promise<void> {
  assert.equal((await getDelivery(deps, tenant.identity.caller, id)).state, states[steps]);
  const events = await readTimeline(deps, tenant.identity.caller, id, { after: 0, limit: 100 });
  assert.equal(events.length, 2 + steps);
}

/** Slices of the queue: each begins at what has not been sent yet, or before it, and goes on as far as it likes. */
const cuts = fc.array(fc.tuple(fc.nat(6), fc.nat(6)), { minLength: 1, maxLength: 12 });

test('any cut of the queue into batches, with any repetition, ends in the same state', async () => {
  await fc.assert(
    fc.asyncProperty(cuts, async (asked) => {
      const { courier, what } = await scene();
      const queue = way.map((name) => toAction(deps, deeds[name](what)));
      const first = new Map<string, ActionResult>();
      let sent = 0;
      for (const [back, length] of [...asked, [0, queue.length] as const]) {
        const batch = queue.slice(Math.max(0, sent - back), Math.max(0, sent - back) + length);
        const results = batch.length > 0 ? await actAsCourier(deps, courier.identity, batch) : [];
        for (const [index, { id }] of batch.entries()) {
          const result = results[index] ?? assert.fail('a result is missing');
          assert.deepEqual(result, first.get(id) ?? { ...result, outcome: 'done' });
          first.set(id, result);
        }
        sent = Math.max(sent, Math.max(0, sent - back) + batch.length);
        await assertSteps(what.id, first.size);
      }
      await assertSteps(what.id, queue.length);
    }),
    { numRuns: 10 },
  );
});

test('in any order: the next step is done, one that was done is superseded, one that is ahead is refused', async () => {
  const order = fc.array(fc.nat(way.length - 1), { minLength: 6, maxLength: 16 });
  await fc.assert(
    fc.asyncProperty(order, async (tried) => {
      const { courier, what } = await scene();
      let done = 0;
      for (const step of tried) {
        const name = way[step] ?? assert.fail();
        const { outcome } = await act(deps, courier, deeds[name](what));
        assert.equal(outcome, step === done ? 'done' : step < done ? 'superseded' : 'refused', `${name} after ${done}`);
        if (step === done) done += 1;
      }
      await assertSteps(what.id, done);
    }),
    { numRuns: 10 },
  );
});
