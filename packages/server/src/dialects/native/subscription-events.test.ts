/** Events of subscription orders, bills, policies, claims and coverage, as webhooks and timelines tell them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Value } from 'typebox/value';
import { activePolicy } from '../../../test/draft-policy.ts';
import { approvedSubscription } from '../../../test/draft-subscription.ts';
import { draftClaim, rejectClaim } from '../../domain/claim/claim.ts';
import { coverageEvent } from '../../domain/coverage/events.ts';
import type { NewEvent, RecordedEvent } from '../../domain/event/event.ts';
import { cancel, track } from '../../domain/policy/lifecycle.ts';
import { collect, issueBill } from '../../domain/subscription/bill.ts';
import { billEvent, orderEvent } from '../../domain/subscription/events.ts';
import { newFulfilment } from '../../domain/subscription/fulfilment.ts';
import { tell } from './events.ts';
import { EventData } from './schemas/event.ts';

const now = new Date('2022-03-10T05:22:00Z');
const id = '01a20450-0000-7000-8000-000000000021';
const deliveryId = '01a20450-0000-7000-8000-000000000022';
const about = { accountId: 'a', id: 'i', occurredAt: now, actor: 'job' };

/** What the event says, after it went through the database. */
function dataOf(event: NewEvent | undefined): Record<string, unknown> {
  assert.ok(event);
  const [told] = tell({ ...about, ...JSON.parse(JSON.stringify(event)) } as RecordedEvent);
  const data = told?.body['data'];
  assert.ok(Value.Check(EventData, data), JSON.stringify([...Value.Errors(EventData, data)]));
  return data;
}

const order = approvedSubscription();
const subscriptionOrder = { id: order.id, number: 'SO-7486', state: 'approved' };
const cycle = { number: 1, day: '2022-03-10', dueAt: now };
const bill = collect(issueBill(order, cycle, { id, number: 'SBL-16865', now }), 100, now);
const shownBill = { id, number: 'SBL-16865', cycle: 1, state: 'unpaid', dueAt: now.toISOString(), final: 47_500, collected: 100, currency: 'MYR' }; // prettier-ignore

test('a subscription order is told with its fulfilment and its bill, and without its people', () => {
  const fulfilment = newFulfilment(order, 1, { kind: 'delivery', deliveryId }, { id, now, partnerCode: 'MR1907' });
  const view = {
    order,
    subscriber: { name: 'LEONG', email: 'l@example.com', phone: '1' },
    fulfilment,
    bill,
  };
  const told = dataOf(orderEvent('subscription_order.approved', view));
  const { reference, kind, status } = fulfilment;
  assert.deepEqual(told, {
    reason: null,
    subscriptionOrder,
    fulfilment: { id, reference, kind, status, deliveryId },
    bill: shownBill,
  });
  const bare = orderEvent('subscription_order.placed', { ...view, fulfilment: null, bill: null });
  assert.deepEqual(dataOf(bare), { reason: null, subscriptionOrder, fulfilment: null, bill: null });
});

test('money that came in is told with its bill', () => {
  assert.deepEqual(dataOf(billEvent('bill.collected', order, { bill, received: 100 })), {
    subscriptionOrder,
    bill: shownBill,
    received: 100,
  });
  assert.deepEqual(dataOf(billEvent('bill.overdue', order, { bill })), { subscriptionOrder, bill: shownBill });
});

test('a policy is told with what was tracked, and with why it was cancelled', () => {
  const policy = activePolicy();
  const { number, productCode, trackingNumber, deliveryId: none } = policy;
  const shown = { id: policy.id, number, productCode, trackingNumber, deliveryId: none };
  const effect = { applied: false, why: 'The delivery is on a trip.' };
  assert.deepEqual(dataOf(track(policy, { status: 'in_process', at: now, effect }, now).events[0]), {
    policy: { ...shown, state: 'active', deliveryStatus: 'in_process' },
    insuranceStatus: 'in_process',
    trackedAt: now.toISOString(),
    ...effect,
  });
  const cancelled = cancel(policy, { by: 'Lan', reason: 'Sold out.', at: 'x' }, now);
  assert.deepEqual(dataOf(cancelled.events[0]), {
    policy: { ...shown, state: 'cancelled', deliveryStatus: 'created' },
    reason: 'Sold out.',
  });
});

test('a claim is told with what became of it', () => {
  const evidence = { deliveryId: null, orderNumber: null, state: null, proofs: [], track: [], timeline: [] };
  const subject = { policyId: deliveryId, coverageId: null };
  const birth = { accountId: 'a', id, subject, insuredValue: 10, currency: 'VND', evidence, now };
  const { claim } = draftClaim({ cause: 'loss', description: 'x', amount: 10 }, birth);
  const { event } = rejectClaim({ ...claim, state: 'submitted' }, 'Delivered.', now);
  const told = {
    id,
    state: 'rejected',
    ...subject,
    amount: 10,
    granted: null,
    currency: 'VND',
    decision: 'Delivered.',
  };
  assert.deepEqual(dataOf(event), { claim: told });
});

test('coverage is told with its refusal, and without the link to its certificate', () => {
  const shown = {
    id,
    deliveryId,
    insurerId: id,
    trackingNumber: 'T',
    state: 'refused',
    premium: 15_000,
    currency: 'VND',
    policyNumber: null,
    refusal: 'The goods are worth more than the product insures.',
  } as const;
  const coverage = { ...shown, accountId: 'a', version: 2, insuredValue: 1, certificateUrl: 'https://x', told: 'created', createdAt: now, updatedAt: now } as const; // prettier-ignore
  assert.deepEqual(dataOf(coverageEvent(coverage, 'coverage.refused')), { coverage: shown });
});
