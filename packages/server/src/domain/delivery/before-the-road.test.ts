/** Verbs of goods that are sold with their delivery, and of those that go back: from every state. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { draft } from '../../../test/draft-delivery.ts';
import { DomainError } from '../errors.ts';
import type { EventType } from '../event/event.ts';
import { beginProcessing, confirmReceipt, makeReady, requestPayment, settlePayment } from './before-the-road.ts';
import type { Circumstances, DeliveryChanged } from './change.ts';
import type { Delivery } from './delivery.ts';
import { deliveryStates, type DeliveryState } from './delivery-state.ts';
import { birthStates, create, expire } from './lifecycle.ts';
import { completeReturn, startReturn } from './way-back.ts';

const now = new Date('2026-01-01T10:00:00Z');
const circumstances: Circumstances = { trip: null, now };
const { delivery } = create(draft(), { accountId: 'a', id: 'd', now });

interface Verb {
  readonly does: (before: Delivery) => DeliveryChanged;
  readonly from: readonly DeliveryState[];
  readonly to: DeliveryState;
  readonly type: EventType;
}

const verbs: Readonly<Record<string, Verb>> = {
  requestPayment: {
    does: (before) => requestPayment(before, circumstances),
    from: ['draft'],
    to: 'awaiting_payment',
    type: 'delivery.payment_requested',
  },
  settlePayment: {
    does: (before) => settlePayment(before, circumstances),
    from: ['draft', 'awaiting_payment'],
    to: 'paid',
    type: 'delivery.paid',
  },
  beginProcessing: {
    does: (before) => beginProcessing(before, circumstances),
    from: ['paid'],
    to: 'processing',
    type: 'delivery.processing',
  },
  makeReady: {
    does: (before) => makeReady(before, circumstances),
    from: ['draft', 'paid', 'processing'],
    to: 'ready',
    type: 'delivery.ready',
  },
  expire: {
    does: (before) => expire(before, circumstances),
    from: ['awaiting_payment', 'paid', 'processing', 'ready', 'offered'],
    to: 'expired',
    type: 'delivery.expired',
  },
  confirmReceipt: {
    does: (before) => confirmReceipt(before, circumstances),
    from: ['delivered', 'partially_delivered'],
    to: 'confirmed',
    type: 'delivery.confirmed',
  },
  startReturn: {
    does: (before) => startReturn(before, null, circumstances),
    from: ['in_transit', 'delivery_failed', 'partially_delivered'],
    to: 'returning',
    type: 'delivery.returning',
  },
  completeReturn: {
    does: (before) => completeReturn(before, circumstances),
    from: ['returning'],
    to: 'returned',
    type: 'delivery.returned',
  },
};

for (const [name, { does, from, to, type }] of Object.entries(verbs)) {
  describe(name, () => {
    for (const state of deliveryStates) {
      it(from.includes(state) ? `leads from ${state} to ${to}, with one event` : `is refused while ${state}`, () => {
        const act = () => does({ ...delivery, state, version: 4 });
        if (!from.includes(state)) {
          assert.throws(act, (error) => error instanceof DomainError && error.code === 'illegal_transition');
          return;
        }
        const { delivery: after, event } = act();
        assert.deepEqual([after.state, after.version, after.updatedAt], [to, 5, now]);
        assert.deepEqual([event.type, event.sequence, event.aggregateId], [type, 5, 'd']);
        assert.ok('delivery' in event.data && event.data.delivery === after);
      });
    }
  });
}

it('keeps why the handover failed, unless the way back has a reason of its own', () => {
  const failed: Delivery = { ...delivery, state: 'delivery_failed', reason: 'Nobody was in.' };
  assert.equal(startReturn(failed, null, circumstances).delivery.reason, 'Nobody was in.');
  const { delivery: turned, event } = startReturn(failed, 'The sender wants it back.', circumstances);
  assert.equal(turned.reason, 'The sender wants it back.');
  assert.ok(event.type === 'delivery.returning' && event.data.reason === 'The sender wants it back.');
});

it('is born in any of the states in which goods are sold', () => {
  for (const state of birthStates) {
    const { delivery: born, event } = create(draft(), { accountId: 'a', id: 'd', now, state });
    assert.deepEqual([born.state, event.type], [state, 'delivery.created']);
  }
});
