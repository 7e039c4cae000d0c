/** Fulfilments: what they are called, how they follow their delivery, and how codes are redeemed. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { approvedSubscription, planTerms } from '../../../test/draft-subscription.ts';
import { refused } from '../../../test/refused.ts';
import { deliveryStates } from '../delivery/delivery-state.ts';
import { expireRedemption, followDelivery, newFulfilment, redeem, statusOfDelivery, type Means } from './fulfilment.ts';
import type { Terms } from './order.ts';

const now = new Date('2022-03-10T05:21:00Z');
const later = new Date('2022-03-12T05:21:00Z');
const birth = { id: 'f', now, partnerCode: 'MR1907' };

const delivery: Means = { kind: 'delivery', deliveryId: 'd' };
const code: Means = { kind: 'redemption', code: 'ABCD-EFGH', expiresAt: later };
const made = (means: Means, cycle = 1, terms: Partial<Terms> = {}) =>
  newFulfilment(approvedSubscription({ terms: planTerms(terms) }), cycle, means, birth);

it('is called as the document calls it, one of how many', () => {
  const { reference, sequence, total, status } = made(delivery);
  assert.deepEqual([reference, sequence, total, status], ['DO-MR1907-6487-1', 1, 1, 'pending']);
  const third = made(delivery, 3, { deliveryMode: 'every_cycle', period: 6 });
  assert.deepEqual([third.reference, third.sequence, third.total], ['DO-MR1907-6487-3', 3, 6]);
  const endless = made(delivery, 40, { deliveryMode: 'every_cycle', cycle: 'weekly', period: 0 });
  assert.deepEqual([endless.sequence, endless.total], [40, null]);
});

it('follows its delivery through every state', () => {
  for (const state of deliveryStates) {
    const { status, deliveredAt, confirmedAt } = followDelivery(made(delivery), state, later);
    assert.equal(status, statusOfDelivery[state]);
    assert.equal(deliveredAt, status === 'completed' ? later : null, state);
    assert.equal(confirmedAt, state === 'confirmed' ? later : null, state);
  }
});

it('keeps when it was delivered when it is confirmed, and forgets it when the delivery is opened again', () => {
  const delivered = followDelivery(made(delivery), 'delivered', now);
  const confirmed = followDelivery(delivered, 'confirmed', later);
  assert.deepEqual([confirmed.deliveredAt, confirmed.confirmedAt], [now, later]);
  assert.deepEqual(followDelivery(delivered, 'ready', later), made(delivery));
});

it('is redeemed once, by its code, in time', () => {
  const redeemed = redeem(made(code), now);
  assert.deepEqual([redeemed.status, redeemed.deliveredAt], ['completed', now]);
  assert.throws(() => redeem(redeemed, now), refused('illegal_transition'));
  assert.throws(() => redeem(made(code), later), refused('illegal_transition'));
  assert.throws(() => redeem(expireRedemption(made(code), later), now), refused('illegal_transition'));
  assert.throws(() => redeem(made(delivery), now), refused('illegal_transition'));
  assert.equal(redeem(made({ ...code, expiresAt: null }), new Date('2099-01-01')).status, 'completed');
});

it('expires when the time of its code is over, unless it was redeemed', () => {
  assert.equal(expireRedemption(made(code), now).status, 'pending');
  assert.equal(expireRedemption(made(code), later).status, 'cancelled');
  assert.equal(expireRedemption(redeem(made(code), now), later).status, 'completed');
  assert.equal(expireRedemption(made(delivery), later).status, 'pending');
});
