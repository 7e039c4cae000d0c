/** The life of coverage: the insurer is told each word once and in order, whatever comes late, twice or never. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { deliveryStates, type DeliveryState } from '../delivery/delivery-state.ts';
import type { Coverage } from './coverage.ts';
import { accept, cancelAnswered, follow, refuse, request, type CoverageChanged } from './lifecycle.ts';

const now = new Date('2026-04-10T06:00:00Z');
const draft = { deliveryId: 'd', insurerId: 'i', trackingNumber: 'T', premium: 5_000, insuredValue: 100_000, currency: 'VND' }; // prettier-ignore
const born = () => request(draft, { accountId: 'a', id: 'c', now });
const policy = { policyNumber: 'AHA-2026-000001', certificateUrl: 'https://insurer.example/c' };
const active = () => accept(born().coverage, policy, now).coverage;
const types = ({ events }: CoverageChanged) => events.map(({ type }) => type);
const way = (coverage: Coverage, ...states: readonly DeliveryState[]) =>
  states.reduce((one, state) => follow(one, state, now).coverage, coverage);

it('is asked for, and covered or refused by the first answer', () => {
  const asked = born();
  assert.deepEqual([asked.coverage.state, asked.call, asked.callVersion, types(asked)], ['requested', 'submit', 1, ['coverage.requested']]); // prettier-ignore
  const covered = accept(asked.coverage, policy, now);
  assert.deepEqual([covered.coverage.state, covered.coverage.policyNumber, types(covered)], ['active', policy.policyNumber, ['coverage.active']]); // prettier-ignore
  assert.deepEqual(accept(covered.coverage, { ...policy, policyNumber: 'X' }, now).coverage, covered.coverage);
  assert.deepEqual(refuse(covered.coverage, 'Too late.', now).events, []);
  const refused = refuse(asked.coverage, 'Worth too much.', now);
  assert.deepEqual([refused.coverage.state, refused.coverage.refusal, types(refused)], ['refused', 'Worth too much.', ['coverage.refused']]); // prettier-ignore
  assert.deepEqual(accept(refused.coverage, policy, now).coverage, refused.coverage);
});

it('tells each word once, on the way to the door, and ends there', () => {
  const calls: (string | null)[] = [];
  let coverage = active();
  for (const state of ['ready', 'assigned', 'to_pickup', 'in_transit', 'at_dropoff', 'delivery_failed', 'in_transit', 'delivered', 'confirmed'] as const) {
    const changed = follow(coverage, state, now);
    calls.push(changed.call && `${changed.call} ${changed.coverage.told}`);
    coverage = changed.coverage;
  }
  assert.deepEqual(calls, ['track in_process', null, null, 'track in_delivery', null, 'track fail', 'track in_delivery', 'track success', null]);
  assert.equal(coverage.state, 'expired');
}); // prettier-ignore

it('is called off while nobody has the goods, and else over with its delivery', () => {
  const early = follow(way(active(), 'ready'), 'cancelled', now);
  assert.deepEqual([early.coverage.state, early.call, types(early)], ['cancelling', 'cancel', []]);
  const taken = cancelAnswered(early.coverage, true, now);
  assert.deepEqual([taken.coverage.state, types(taken)], ['cancelled', ['coverage.cancelled']]);
  const kept = cancelAnswered(early.coverage, false, now);
  assert.deepEqual([kept.coverage.state, types(kept)], ['expired', ['coverage.expired']]);
  const late = follow(way(active(), 'in_transit', 'delivery_failed'), 'cancelled', now);
  assert.deepEqual([late.coverage.state, late.call, types(late)], ['expired', null, ['coverage.expired']]);
});

it('may be called off and there before the insurer has answered at all', () => {
  const { coverage } = follow(born().coverage, 'expired', now);
  const answered = accept(coverage, policy, now);
  assert.deepEqual([answered.coverage.state, answered.coverage.policyNumber, types(answered)], ['cancelling', policy.policyNumber, []]); // prettier-ignore
  assert.equal(refuse(coverage, 'No.', now).coverage.state, 'refused');
  assert.deepEqual(refuse(answered.coverage, 'No.', now).events, []);
  const there = accept(way(born().coverage, 'ready', 'in_transit', 'delivered'), policy, now);
  assert.deepEqual([there.coverage.state, types(there)], ['expired', ['coverage.active', 'coverage.expired']]);
});

it('numbers events and calls without a gap and in their order, and ends once', () => {
  const steps = fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...deliveryStates).map((state) => (one: Coverage) => follow(one, state, now)) },
      { weight: 1, arbitrary: fc.constant((one: Coverage) => accept(one, policy, now)) },
      { weight: 1, arbitrary: fc.constant((one: Coverage) => refuse(one, 'No.', now)) },
      { weight: 1, arbitrary: fc.boolean().map((taken) => (one: Coverage) => cancelAnswered(one, taken, now)) },
    ),
    { maxLength: 25 },
  ); // prettier-ignore
  fc.assert(
    fc.property(steps, (all) => {
      let { coverage } = born();
      const ended: string[] = [];
      for (const step of all) {
        const changed = step(coverage);
        const numbers = [...(changed.call ? [changed.callVersion] : []), ...changed.events.map(({ sequence }) => sequence)]; // prettier-ignore
        for (const number of numbers) assert.ok(number > coverage.version && number <= changed.coverage.version);
        assert.equal(new Set(numbers).size, numbers.length);
        if (numbers.length === 0 && changed.coverage.state === coverage.state && changed.coverage.policyNumber === coverage.policyNumber)
          assert.deepEqual(changed.coverage, coverage);
        ended.push(...types(changed).filter((type) => /refused|cancelled|expired/.test(type)));
        coverage = changed.coverage;
      }
      assert.ok(ended.length <= 1, ended.join());
      assert.equal(coverage.state === 'refused', coverage.refusal !== null);
    }),
  ); // prettier-ignore
});
