/** The life of a subscription order: every move that is listed, and no other. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  approvedSubscription,
  orderedAt,
  paidSubscription,
  placedSubscription,
  planTerms,
  subscriptionDraft,
} from '../../../test/draft-subscription.ts';
import { refused } from '../../../test/refused.ts';
import { billEvent, orderEvent, type SubscriptionView } from './events.ts';
import { issueBill } from './bill.ts';
import { cycleOf } from './cycle.ts';
import { approve, complete, countedOf, mostPieces, nextVersion, noteCycles, pay, place, reject, terminate } from './lifecycle.ts'; // prettier-ignore
import type { SubscriptionOrder } from './order.ts';
import { canOrderMove, orderStates, type OrderState } from './order-state.ts';

const now = new Date('2022-03-10T05:22:00Z');

const verbs: Readonly<Record<Exclude<OrderState, 'placed'>, (order: SubscriptionOrder) => SubscriptionOrder>> = {
  paid: (order) => pay(order, now),
  approved: (order) => approve(order, now).order,
  rejected: (order) => reject(order, 'Out of stock.', now),
  terminated: (order) => terminate(order, 'Moved away.', now),
  completed: (order) => complete(order, now),
};

describe('moves', () => {
  it('are those of the table, one version each', () => {
    for (const from of orderStates) {
      for (const to of orderStates) {
        if (to === 'placed') continue;
        const order = { ...placedSubscription(), state: from };
        const act = () => verbs[to](order);
        if (!canOrderMove(from, to)) assert.throws(act, refused('illegal_transition'), `${from} -> ${to}`);
        else assert.deepEqual([act().state, act().version, act().updatedAt], [to, order.version + 1, now]);
      }
    }
  });

  it('reach every state', () => {
    const reached = new Set<OrderState>(['placed']);
    for (const from of reached) for (const to of orderStates) if (canOrderMove(from, to)) reached.add(to);
    assert.deepEqual([...reached].sort(), [...orderStates].sort());
  });

  it('note when and why an order has ended, and that nothing is due any more', () => {
    const { endedAt, nextCycleAt, reason } = terminate(approvedSubscription(), 'Moved away.', now);
    assert.deepEqual([endedAt, nextCycleAt, reason], [now, null, 'Moved away.']);
    assert.equal(reject(paidSubscription(), null, now).reason, null);
  });
});

describe('the approval', () => {
  it('counts from the day that it is there, and makes the first cycle', () => {
    const late = new Date('2022-03-10T16:30:00Z');
    const { order, first } = approve(paidSubscription(), late);
    assert.deepEqual([order.anchor, order.approvedAt, order.cyclesMade], ['2022-03-11', late, 1]);
    assert.deepEqual([first.number, first.day, first.hasBill, first.hasFulfilment], [1, '2022-03-11', true, true]);
    assert.equal(first.start.toISOString(), '2022-03-10T16:00:00.000Z');
    // six months after which it is over
    assert.equal(order.nextCycleAt?.toISOString(), '2022-09-10T16:00:00.000Z');
  });

  it('counts from the first of the next month where the plan says so', () => {
    const terms = planTerms({ effective: 'next_month', cycle: 'monthly', period: 0 });
    const { order, first } = approve(paidSubscription({ terms }), now);
    assert.deepEqual([order.anchor, first.day], ['2022-04-01', '2022-04-01']);
    assert.equal(order.nextCycleAt?.toISOString(), '2022-04-30T16:00:00.000Z');
  });

  it('leaves what is counted by, which nothing else has', () => {
    const order = approvedSubscription();
    assert.equal(countedOf(order)?.anchor, '2022-03-10');
    assert.equal(countedOf(paidSubscription()), null);
    assert.equal(countedOf(terminate(order, null, now)), null);
  });
});

it('is for a number of pieces that somebody could mean, and a sum that can be kept', () => {
  const birth = { accountId: 'a', id: 'o', now: orderedAt };
  for (const quantity of [0, -1, 1.5, mostPieces + 1, Number.NaN])
    assert.throws(() => place(subscriptionDraft({ quantity }), birth), refused('invalid_input'));
  assert.throws(() => place(subscriptionDraft({ quantity: 2, price: 2 ** 52 }), birth), refused('invalid_input'));
  assert.equal(place(subscriptionDraft({ quantity: mostPieces }), birth).state, 'placed');
});

it('takes a version for each event of its bills, and none for its cycles', () => {
  const order = approvedSubscription();
  assert.equal(nextVersion(order, now).version, order.version + 1);
  const noted = noteCycles(order, { cyclesMade: 2, nextCycleAt: null }, now);
  assert.deepEqual([noted.version, noted.cyclesMade, noted.nextCycleAt], [order.version, 2, null]);
});

it('is told with its version, as all that belongs to it', () => {
  const order = approvedSubscription();
  const view: SubscriptionView = {
    order,
    subscriber: { name: 'LEONG KOK YOONG', email: null, phone: null },
    fulfilment: null,
    bill: null,
  };
  const event = orderEvent('subscription_order.approved', view);
  assert.deepEqual([event.aggregate, event.aggregateId, event.sequence], ['subscription_order', order.id, 3]);
  assert.deepEqual(event.data, { subscription: view });
  const counted = countedOf(order);
  assert.ok(counted);
  const bill = issueBill(order, cycleOf(counted, 1), { id: 'b', number: 'SBL-1', now });
  const told = billEvent('bill.collected', nextVersion(order, now), { bill, received: 100 });
  assert.equal(told.sequence, 4);
  assert.deepEqual(told.data, { subscriptionOrder: { id: order.id, number: 'SO-7486', state: 'approved' }, bill, received: 100 }); // prettier-ignore
});

it('never moves twice by one verb, in any order of verbs', () => {
  const names = fc.array(fc.constantFrom('paid', 'approved', 'rejected', 'terminated', 'completed'), { maxLength: 12 });
  fc.assert(
    fc.property(names, (steps) => {
      let order = placedSubscription();
      const seen: OrderState[] = [order.state];
      for (const step of steps) {
        try {
          order = verbs[step](order);
          seen.push(order.state);
        } catch (error) {
          assert.ok(refused('illegal_transition')(error), String(error));
        }
      }
      assert.equal(new Set(seen).size, seen.length);
      assert.equal(order.version, seen.length);
    }),
  );
});
