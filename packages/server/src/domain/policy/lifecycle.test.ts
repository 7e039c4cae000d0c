/** The life of a policy: words that come late, twice and out of order never break it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { activePolicy, insuranceProduct, issuedAt, policyDraft } from '../../../test/draft-policy.ts';
import { refused } from '../../../test/refused.ts';
import { insuranceStatuses, insuranceStatusOf, type InsuranceStatus } from './insurance-status.ts';
import { assertClaimable, cancel, claimOn, expire, issue, track, type PolicyChanged } from './lifecycle.ts';
import { policyNumber, policyStates, type Policy } from './policy.ts';

const hour = (number: number) => new Date(issuedAt.getTime() + number * 3_600_000);
const day = (number: number) => hour(24 * number);
const effect = { applied: false, why: 'The delivery is not ours.' };
const heard = (policy: Policy, status: InsuranceStatus, at: Date, now = at) =>
  track(policy, { status, at, effect }, now);
const types = ({ events }: PolicyChanged) => events.map(({ type }) => type);
const called = { by: 'Lan', reason: 'Sold out.', at: '2022-04-06T06:05:00.528Z' };

it('is issued for as long as its product says', () => {
  const { policy, events } = issue(policyDraft(), insuranceProduct(), { accountId: 'a', id: 'p', number: policyNumber('AHA', '2022', 123), credentialId: 'c', deliveryId: 'd', now: issuedAt }); // prettier-ignore
  assert.deepEqual([policy.number, policy.state, policy.deliveryStatus, policy.currency], ['AHA-2022-000123', 'active', 'created', 'VND']); // prettier-ignore
  assert.deepEqual([policy.validUntil, policy.claimsUntil], [day(30), day(45)]);
  assert.deepEqual(events[0]?.data, {
    policy: { id: 'p', number: 'AHA-2022-000123', productCode: 'ahasme', trackingNumber: 'AHA123456', state: 'active', deliveryStatus: 'created', deliveryId: 'd' },
  }); // prettier-ignore
  assert.throws(() => issue(policyDraft({ premium: 1 }), insuranceProduct(), { accountId: 'a', id: 'p', number: 'N', credentialId: 'c', deliveryId: null, now: issuedAt }), refused('rule_refused')); // prettier-ignore
});

describe('what is tracked', () => {
  it('is kept when it is newer, and told either way', () => {
    const first = heard(activePolicy(), 'in_delivery', hour(2));
    assert.deepEqual([first.policy.deliveryStatus, first.policy.trackedAt], ['in_delivery', hour(2)]);
    const late = heard(first.policy, 'in_process', hour(1), hour(3));
    assert.deepEqual([late.policy.deliveryStatus, late.policy.trackedAt], ['in_delivery', hour(2)]);
    const [event] = late.events;
    assert.ok(event?.type === 'policy.tracked');
    const { policy: told, ...facts } = event.data;
    assert.equal(told.deliveryStatus, 'in_delivery');
    assert.deepEqual(facts, { insuranceStatus: 'in_process', trackedAt: hour(1), ...effect });
    assert.deepEqual([types(first), types(late), late.policy.version], [['policy.tracked'], ['policy.tracked'], 3]);
  });

  it('ends the policy where the goods have come to stay, and leaves time for claims', () => {
    for (const word of insuranceStatuses) {
      const { policy, events } = heard(activePolicy(), word, hour(5));
      const ends = word === 'success' || word === 'returned';
      assert.deepEqual([policy.state, policy.endedAt], ends ? ['expired', hour(5)] : ['active', null], word);
      assert.equal(events.length, ends ? 2 : 1);
      if (ends) assert.deepEqual(policy.claimsUntil, new Date(hour(5).getTime() + 15 * 24 * 3_600_000));
    }
  });

  it('comes to the newest word in any order, however often, and to no state but those', () => {
    const word = fc.record({ status: fc.constantFrom(...insuranceStatuses), at: fc.integer({ min: 0, max: 20 }).map(hour) }); // prettier-ignore
    const words = fc.uniqueArray(word, { maxLength: 8, selector: ({ status, at }) => `${status} ${at.getTime()}` });
    const run = (all: readonly { status: InsuranceStatus; at: Date }[]) =>
      all.reduce((policy, { status, at }, index) => heard(policy, status, at, hour(30 + index)).policy, activePolicy());
    fc.assert(
      fc.property(words, fc.infiniteStream(fc.nat()), (all, chance) => {
        const shuffled = [...all, ...all].sort(() => (Number(chance.next().value) % 2) - 0.5);
        const [straight, mixed] = [run(all), run(shuffled)];
        assert.deepEqual([mixed.deliveryStatus, mixed.trackedAt], [straight.deliveryStatus, straight.trackedAt]);
        assert.equal(mixed.version, 1 + shuffled.length + (mixed.state === 'expired' ? 1 : 0));
      }),
    );
  });

  it('stays noted on a policy that has ended, whatever its end', () => {
    for (const state of policyStates.filter((one) => one !== 'active')) {
      const { policy, events } = heard(activePolicy({ state, endedAt: hour(1) }), 'success', hour(3));
      assert.deepEqual([policy.state, policy.endedAt, policy.deliveryStatus], [state, hour(1), 'success']);
      assert.equal(events.length, 1);
    }
  });
});

describe('a cancellation', () => {
  it('is possible until somebody has the goods', () => {
    for (const word of insuranceStatuses) {
      const act = () => cancel(activePolicy({ deliveryStatus: word }), called, hour(1));
      if (word !== 'created' && word !== 'in_process') assert.throws(act, refused('policy_not_cancellable'), word);
      else assert.deepEqual([act().policy.state, act().policy.cancellation], ['cancelled', called]);
    }
    for (const state of ['expired', 'claimed'] as const)
      assert.throws(() => cancel(activePolicy({ state }), called, hour(1)), refused('policy_not_cancellable'));
  });

  it('stays as it was first', () => {
    const { policy, events } = cancel(activePolicy(), called, hour(1));
    assert.equal(events[0]?.type, 'policy.cancelled');
    assert.deepEqual(cancel(policy, { ...called, reason: 'Another.' }, hour(2)), { policy, events: [] });
  });
});

it('expires when its time is over, and only then', () => {
  assert.deepEqual(expire(activePolicy(), new Date(day(30).getTime() - 1)).events, []);
  const { policy, events } = expire(activePolicy(), day(31));
  assert.deepEqual([policy.state, policy.endedAt, policy.claimsUntil], ['expired', day(31), day(45)]);
  assert.equal(events[0]?.type, 'policy.expired');
  assert.deepEqual(expire(policy, day(40)), { policy, events: [] });
});

it('can be claimed on while it holds and for a time after, once', () => {
  const { policy: over } = heard(activePolicy(), 'success', day(1));
  assertClaimable(activePolicy(), day(44));
  assertClaimable(over, day(16));
  assert.throws(() => assertClaimable(over, day(17)), refused('claim_refused'));
  const { policy: cancelled } = cancel(activePolicy(), called, hour(1));
  assert.throws(() => assertClaimable(cancelled, hour(2)), refused('claim_refused'));
  const { policy, events } = claimOn(over, day(90));
  assert.deepEqual([policy.state, policy.endedAt, events[0]?.type], ['claimed', day(1), 'policy.claimed']);
  assert.throws(() => claimOn(policy, day(90)), refused('claim_refused'));
});

it('has a word for every state of a delivery', () => {
  assert.deepEqual(new Set(Object.values(insuranceStatusOf)), new Set(insuranceStatuses));
});
