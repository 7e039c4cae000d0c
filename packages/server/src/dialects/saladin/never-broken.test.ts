/**
 * Whatever partners report, and in whatever order, over HTTP, twice and at the same moment as others: nothing breaks. The
 * deliveries meanwhile wait, or are driven on a trip of ours.
 */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import fc from 'fast-check';
import { openSaladinHouse, submission, type Partner, type SaladinHouse } from '../../../test/saladin-house.ts';
import { handedOver, makeTrackedTrip } from '../../../test/tracked-trip.ts';
import { canMove } from '../../domain/delivery/delivery-state.ts';
import { DomainError } from '../../domain/errors.ts';
import { insuranceStatuses } from '../../domain/policy/insurance-status.ts';
import { getDelivery } from '../../use-cases/delivery/read-deliveries.ts';
import { readTimeline } from '../../use-cases/event/read-timeline.ts';
import { listPolicies } from '../../use-cases/policy/read-policies.ts';
import type { StopAction } from '../../use-cases/trip/act-at-stop.ts';

let house: SaladinHouse;
let partner: Partner;
before(async () => {
  house = await openSaladinHouse();
  partner = await house.partner({ settings: { autoCreateReferences: true } });
});
after(() => house.close());

const why = { reasonCode: 'CNA', reason: 'Nobody at home' };
const reported = fc.record({
  kind: fc.constant('report' as const),
  status: fc.constantFrom(...insuranceStatuses),
  /** Hours before now. */
  times: fc.array(fc.nat(12), { minLength: 1, maxLength: 3 }),
});
/** What our own courier does at the door of the delivery. */
const driven = fc.record({
  kind: fc.constant('drive' as const),
  act: fc.constantFrom<'start' | StopAction>('start', { kind: 'arrive' }, { kind: 'fail', why }, handedOver),
});
/** Steps that are taken at the same moment. */
const moments = fc.array(fc.array(fc.oneof(reported, driven), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 6 }); // prettier-ignore

let count = 0;
/** A delivery on a trip of ours with its policy. @returns what each step does, and what came of it */
async function shipped() {
  const { caller } = partner.tenant.identity;
  const { trip, orderNumbers: [number = ''], start, act } = await makeTrackedTrip(house.deps, partner.tenant, `N${(count += 1)}`); // prettier-ignore
  const [stop] = trip.stops;
  const id = stop?.deliveryId ?? assert.fail('no stop');
  assert.equal((await partner.ask('orders', submission({ tracking_number: number }))).status, 200);
  return {
    id,
    async report(status: string, times: readonly number[]): Promise<void> {
      const rows = times.map((hours) => ({ tracking_time: house.deps.now().getTime() - hours * 3_600_000 }));
      const body = { tracking_number: number, delivery_status: status, tracking_detail: rows };
      const answer = await partner.ask('tracking', body);
      assert.deepEqual([answer.status, answer.body['status']], [200, 'success'], JSON.stringify(answer.body));
    },
    async drive(what: 'start' | StopAction): Promise<void> {
      try {
        await (what === 'start' ? start() : act(0, what));
      } catch (error) {
        // a courier may do things in the wrong order, too: the house says so
        if (!(error instanceof DomainError)) throw error;
      }
    },
    async policy() {
      const [policy] = await listPolicies(house.deps, caller, { before: null, limit: 1, state: null, trackingNumber: number, number: null }); // prettier-ignore
      return policy ?? assert.fail('no policy');
    },
    states: async () =>
      (await readTimeline(house.deps, caller, id, { after: 0, limit: 200 })).flatMap(({ data }) =>
        'delivery' in data ? [data.delivery.state] : [],
      ),
    state: async () => (await getDelivery(house.deps, caller, id)).state,
  };
}

it('never breaks', async () => {
  await fc.assert(
    fc.asyncProperty(moments, fc.boolean(), async (sent, twice) => {
      const goods = await shipped();
      const all = twice ? sent.flatMap((moment) => [moment, moment]) : sent;
      for (const moment of all) {
        await Promise.all(moment.map((one) => (one.kind === 'drive' ? goods.drive(one.act) : goods.report(one.status, one.times)))); // prettier-ignore
      }
      const states = await goods.states();
      for (const [place, to] of states.slice(1).entries()) {
        const from = states[place] ?? to;
        assert.ok(from === to || canMove(from, to), `${from} -> ${to}`);
      }
      assert.equal(states.at(-1), await goods.state());
      const reports = sent.flat().filter((one) => one.kind === 'report');
      const latest = Math.min(...reports.flatMap(({ times }) => times));
      const words = reports.flatMap(({ status, times }) => (times.includes(latest) ? [status] : []));
      const farthest = words.toSorted((one, other) => insuranceStatuses.indexOf(other) - insuranceStatuses.indexOf(one))[0];
      const { deliveryStatus, version } = await goods.policy();
      assert.equal(deliveryStatus, farthest ?? 'created');
      assert.ok(version >= 1);
    }),
    { numRuns: 25 },
  );
}); // prettier-ignore
