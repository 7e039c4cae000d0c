/** What partners report: in any order, however often, it breaks nothing, and moves our own delivery by legal moves alone. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { testDatabase, type TestDatabase } from '../../../test/database.ts';
import { testDeps, type TestDeps } from '../../../test/deps.ts';
import { draft } from '../../../test/draft-delivery.ts';
import { insuranceProduct, policyDraft, trackedItem } from '../../../test/draft-policy.ts';
import { makeTenant, type Tenant, type TenantOptions } from '../../../test/tenant.ts';
import { makeTrackedTrip } from '../../../test/tracked-trip.ts';
import type { LegPlan } from '../../domain/delivery/delivery.ts';
import { canMove } from '../../domain/delivery/delivery-state.ts';
import { insuranceStatuses, type InsuranceStatus } from '../../domain/policy/insurance-status.ts';
import type { Policy, TrackedItem } from '../../domain/policy/policy.ts';
import { createDelivery } from '../delivery/create-delivery.ts';
import { reportOutcome } from '../delivery/report-outcome.ts';
import { getDelivery } from '../delivery/read-deliveries.ts';
import { readTimeline } from '../event/read-timeline.ts';
import { cancelPolicy } from './cancel-policy.ts';
import { createProduct } from './products.ts';
import { getPolicy, listPolicyReports } from './read-policies.ts';
import { submitPolicy } from './submit-policy.ts';
import { trackPolicy } from './track-policy.ts';

let database: TestDatabase;
let deps: TestDeps;
let tenant: Tenant;
before(async () => {
  database = await testDatabase();
  deps = testDeps(database.tenants);
  tenant = await insuring();
});
after(() => database.close());

async function insuring(options: TenantOptions = {}): Promise<Tenant> {
  const made = await makeTenant(deps, options);
  await createProduct(deps, made.identity.caller, insuranceProduct());
  return made;
}

async function insure(trackingNumber: string, of = tenant): Promise<Policy> {
  const issued = await submitPolicy(deps, of.identity, insuranceProduct(), policyDraft({ trackingNumber }));
  return issued.policy;
}

let count = 0;
/** A delivery of ours with its policy. */
async function shipped(legs: LegPlan = 'both', of = tenant) {
  const orderNumber = `SHIPPED-${(count += 1)}`;
  const { id } = await createDelivery(deps, of.identity, draft({ orderNumber, legs }));
  return { id, policy: await insure(orderNumber, of) };
}

const hour = (number: number) => new Date(Date.UTC(2026, 0, 1) + number * 3_600_000);
const word = (deliveryStatus: InsuranceStatus, at: number): TrackedItem =>
  trackedItem({ deliveryStatus, at: hour(at) });
const track = (policy: Policy, items: readonly TrackedItem[], of = tenant) =>
  trackPolicy(deps, of.identity, policy.id, items);
const stateOf = async (id: string, of = tenant) => (await getDelivery(deps, of.identity.caller, id)).state;
const reportsOf = (policy: Policy, of = tenant) =>
  listPolicyReports(deps, of.identity.caller, policy.id, { before: null, limit: 100 });
const timeline = (id: string) => readTimeline(deps, tenant.identity.caller, id, { after: 0, limit: 200 });

/** The newest word, the farther of two that are as new. */
function newestOf(items: readonly TrackedItem[]): TrackedItem | undefined {
  const rank = (one: TrackedItem) => insuranceStatuses.indexOf(one.deliveryStatus);
  return items.toSorted((one, other) => other.at.getTime() - one.at.getTime() || rank(other) - rank(one))[0];
}

it('never breaks', async () => {
  const request = fc.record({
    status: fc.constantFrom(...insuranceStatuses),
    times: fc.array(fc.nat(12), { minLength: 1, maxLength: 3 }),
  });
  const requests = fc.array(request, { minLength: 1, maxLength: 8 });
  const legPlans = fc.constantFrom<LegPlan>('both', 'dropoff', 'pickup');
  await fc.assert(
    fc.asyncProperty(legPlans, requests, fc.boolean(), async (legs, sent, twice) => {
      const { id, policy } = await shipped(legs);
      const all = twice ? [...sent, ...sent] : sent;
      const reported = all.map(({ status, times }) => times.map((at) => word(status, at)));
      for (const items of reported) await track(policy, items);
      const after = await getPolicy(deps, tenant.identity.caller, policy.id);
      const newest = newestOf(reported.flat());
      assert.deepEqual([after.policy.deliveryStatus, after.policy.trackedAt], [newest?.deliveryStatus, newest?.at]);
      const kept = new Set(reported.flat().map(({ deliveryStatus, at }) => `${deliveryStatus} ${at.getTime()}`));
      assert.equal((await reportsOf(policy)).length, kept.size);
      const states = (await timeline(id)).flatMap(({ data }) => ('delivery' in data ? [data.delivery.state] : []));
      states.reduce((from, to) => {
        assert.ok(from === to || canMove(from, to), `${from} -> ${to}`);
        return to;
      });
      assert.equal(states.at(-1), await stateOf(id));
    }),
    { numRuns: 40 },
  );
});

describe('a delivery of ours', () => {
  it('goes the way that is reported, with what was reported of it', async () => {
    const { id, policy } = await shipped();
    const seen: string[] = [];
    for (const [at, status] of (
      ['created', 'in_process', 'in_delivery', 'fail', 'in_return', 'returned'] as const
    ).entries()) {
      await track(policy, [trackedItem({ deliveryStatus: status, at: hour(at), description: 'Không có ai ở nhà' })]);
      seen.push(await stateOf(id));
    }
    assert.deepEqual(seen, ['ready', 'ready', 'in_transit', 'delivery_failed', 'returning', 'returned']);
    const { reason, attempts, pickedUpAt } = await getDelivery(deps, tenant.identity.caller, id);
    assert.deepEqual([reason, attempts, pickedUpAt], ['Không có ai ở nhà', 1, hour(2)]);
    const { policy: after } = await getPolicy(deps, tenant.identity.caller, policy.id);
    assert.deepEqual([after.state, after.deliveryStatus], ['expired', 'returned']);
  });

  it('passes through a state that nobody reported', async () => {
    const { id, policy } = await shipped();
    await track(policy, [word('in_return', 1)]);
    assert.equal(await stateOf(id), 'returning');
    const types = (await timeline(id)).map(({ type }) => type);
    assert.deepEqual(types, ['delivery.created', 'delivery.picked_up', 'delivery.returning']);
  });

  it('that comes later than its policy is found then', async () => {
    const policy = await insure('LATER');
    await track(policy, [word('in_process', 1)]);
    const { id } = await createDelivery(deps, tenant.identity, draft({ orderNumber: 'LATER' }));
    await track(policy, [word('in_delivery', 2)]);
    const { policy: after } = await getPolicy(deps, tenant.identity.caller, policy.id);
    assert.deepEqual([after.deliveryId, await stateOf(id)], [id, 'in_transit']);
  });

  it('stays where it is, and the report says why', async () => {
    const cases: readonly [why: string, run: () => Promise<{ id: string; policy: Policy; of?: Tenant }>][] = [
      ['A newer word came before.', async () => {
        const one = await shipped();
        await track(one.policy, [word('in_delivery', 9)]);
        return one;
      }],
      ['The delivery has gone on since.', async () => {
        const one = await shipped();
        const why = { reasonCode: null, reason: 'Nobody at home' };
        await reportOutcome(deps, tenant.identity.caller, one.id, 'delivery_failed', why, { at: hour(6), position: null });
        return one;
      }],
      // it waits for another courier: what one did before is over
      ['The delivery has gone on since.', async () => {
        const of = await insuring({ settings: { autoCreateReferences: true } });
        const { orderNumbers: [number = ''], trip, act } = await makeTrackedTrip(deps, of, 'REJECTED');
        const policy = await insure(number, of);
        await act(0, { kind: 'reject', reason: 'Too heavy' });
        return { id: trip.stops[0]?.deliveryId ?? assert.fail(), policy, of };
      }],
      ['The policy was cancelled.', async () => {
        const one = await shipped();
        const { id: policyId, number } = one.policy;
        await cancelPolicy(deps, tenant.identity.caller, { policyId, number }, { by: 'x', reason: 'x', at: 'x' });
        return one;
      }],
      ['The account only takes notes.', async () => {
        const of = await insuring({ settings: { insuranceMoves: 'annotate' } });
        return { ...(await shipped('both', of)), of };
      }],
      ['The delivery is on a trip of ours.', async () => {
        const of = await insuring({ settings: { autoCreateReferences: true } });
        const { orderNumbers: [number = ''], trip } = await makeTrackedTrip(deps, of, 'INSURED');
        return { id: trip.stops[0]?.deliveryId ?? assert.fail(), policy: await insure(number, of), of };
      }],
    ]; // prettier-ignore
    for (const [why, run] of cases) {
      const { id, policy, of = tenant } = await run();
      const before = await getDelivery(deps, of.identity.caller, id);
      await track(policy, [word('success', 5)], of);
      assert.deepEqual(await getDelivery(deps, of.identity.caller, id), before, why);
      const [report] = await reportsOf(policy, of);
      assert.deepEqual([report?.applied, report?.why], [false, why]);
    }
  });

  it('hears of the newest row of several; the others are kept beside it', async () => {
    const { id, policy } = await shipped();
    await track(policy, [word('in_delivery', 1), word('in_delivery', 3), word('in_delivery', 2)]);
    const reports = (await reportsOf(policy)).map(({ item, applied, why }) => [item.at, applied, why]);
    const beside = 'A newer word came with it.';
    assert.deepEqual(reports, [[hour(2), false, beside], [hour(3), true, null], [hour(1), false, beside]]); // prettier-ignore
    assert.equal(await stateOf(id), 'in_transit');
  });
});

it('is told once for each request that brought something new', async () => {
  const { policy } = await shipped();
  for (const items of [[word('in_process', 1)], [word('in_process', 1)], [word('success', 2)]])
    await track(policy, items);
  const events = (await timeline(policy.id)).map(({ type, sequence }) => `${sequence} ${type}`);
  assert.deepEqual(events, ['1 policy.issued', '2 policy.tracked', '3 policy.tracked', '4 policy.expired']);
});

it('sent many times at once is noted once', async () => {
  const { id, policy } = await shipped();
  await Promise.all(Array.from({ length: 6 }, () => track(policy, [word('in_delivery', 1)])));
  const { policy: after } = await getPolicy(deps, tenant.identity.caller, policy.id);
  assert.deepEqual([after.version, (await reportsOf(policy)).length, await stateOf(id)], [2, 1, 'in_transit']);
});
