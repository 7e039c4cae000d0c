/** What happens to a shipping order, verb by verb. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { orderDetails, placedAt, placedOrder, shippingDraft } from '../../../test/draft-shipping.ts';
import { DomainError } from '../errors.ts';
import { amountDue, orderAmountOf } from './amounts.ts';
import type { ShippingOrderChanged } from './change.ts';
import { hearProvider } from './hear-provider.ts';
import { cancel, expire, place, reassign, receive, setReady, settle, waybillMade } from './lifecycle.ts';
import type { ShippingOrder } from './shipping-order.ts';
import { shippingStatuses } from './shipping-status.ts';

const now = new Date('2026-01-02T10:00:00Z');
const birth = { accountId: 'a', id: 's', now: placedAt };
const money = { amount: 14_500, paidAt: now, cause: 'payment' } as const;
const made = { waybill: 'W-1', deliveryId: null, trackingUrl: null };
const terms = { now, paidAtProvider: false };
const refused = (code: string) => (error: unknown) => error instanceof DomainError && error.code === code;
const types = ({ events }: ShippingOrderChanged) => events.map(({ type }) => type.replace('shipping_order.', ''));
const at = (status: ShippingOrder['status'], patch: Partial<ShippingOrder> = {}): ShippingOrder => ({
  ...placedOrder(),
  status,
  ...patch,
});

it('is placed with one event that holds nothing personal', () => {
  const { order, events } = place(shippingDraft(), birth);
  assert.deepEqual([order.status, order.version, order.providerStatus], ['awaiting_payment', 1, null]);
  assert.deepEqual(events.map(({ type, sequence, aggregateId }) => [type, sequence, aggregateId]), [['shipping_order.created', 1, 's']]); // prettier-ignore
  for (const secret of ['2000000000000', 'Rusu', '+37369123456', 'Pușkin'])
    assert.ok(!JSON.stringify(events).includes(secret), secret);
});

it('is not placed on an offer that is over', () => {
  const late = { ...birth, now: shippingDraft().offer.validUntil };
  assert.throws(() => place(shippingDraft(), late), refused('offer_expired'));
});

it('is paid at once where nothing is due, and as far along as its provider is', () => {
  const free = { orderAmount: 0, deliveryCost: 0, details: orderDetails({ isPaid: true, status: 'Ready' }) };
  const changed = place(shippingDraft(free), birth);
  assert.deepEqual([changed.order.status, changed.order.version], ['ready', 3]);
  assert.deepEqual(types(changed), ['created', 'paid', 'status_changed']);
  assert.deepEqual(changed.events.map(({ sequence }) => sequence), [1, 2, 3]); // prettier-ignore
});

it('adds up what is due in whole minor units', () => {
  const { products } = orderDetails();
  assert.equal(orderAmountOf({ isPaid: false, products }), 10_000);
  assert.equal(orderAmountOf({ isPaid: true, products }), 0);
  assert.equal(amountDue(shippingDraft()), 14_500);
});

it('is ready by an operator’s word once it is paid, and told as his', () => {
  for (const status of shippingStatuses) {
    const before = at(status);
    if (status === 'ready') assert.deepEqual(setReady(before, now), { order: before, events: [] });
    else if (status === 'paid' || status === 'processing') {
      const [event] = setReady(before, now).events;
      assert.partialDeepStrictEqual(event, { data: { from: status, to: 'ready', cause: 'operator' } });
    } else assert.throws(() => setReady(before, now), refused('illegal_transition'), status);
  }
});

it('keeps what its provider says before the payment until then', () => {
  for (const [word, end] of [['Processing', 'processing'], ['Ready', 'ready']] as const) {
    const heard = hearProvider(placedOrder(), word, terms);
    assert.deepEqual([heard.order.status, heard.order.providerStatus, heard.events], ['awaiting_payment', word, []]);
    const paid = settle(heard.order, money, now);
    assert.deepEqual([paid.order.status, paid.order.paidAmount, paid.order.paidAt], [end, 14_500, now]);
    assert.deepEqual(types(paid), ['paid', 'status_changed']);
  }
}); // prettier-ignore

it('takes the provider’s word for the payment only where the provider takes the money', () => {
  for (const word of ['Paid', 'Processing', 'Ready'] as const) {
    const { order } = hearProvider(placedOrder(), word, { now, paidAtProvider: true });
    assert.deepEqual([order.status, order.paidAmount, order.paidAt], [word.toLowerCase(), 0, now]);
    assert.equal(hearProvider(placedOrder(), word, terms).order.status, 'awaiting_payment');
  }
});

it('is paid once', () => {
  for (const status of shippingStatuses.filter((one) => one !== 'awaiting_payment'))
    assert.throws(() => settle(at(status), money, now), refused('not_payable'), status);
});

it('ends at its provider’s word while no carrier has it, and later only notes it', () => {
  for (const [word, end] of [['Cancelled', 'cancelled'], ['Expired', 'expired']] as const) {
    for (const status of shippingStatuses) {
      const { order, events } = hearProvider(at(status), word, terms);
      const open = ['awaiting_payment', 'paid', 'processing', 'ready'].includes(status);
      assert.equal(order.status, open ? end : status, status);
      assert.equal(order.providerStatus, word);
      assert.equal(events.length, open ? 1 : 0);
    }
  }
}); // prettier-ignore

it('owes back what was paid through us when it ends', () => {
  const paid = settle(placedOrder(), money, now).order;
  const cancelled = cancel(paid, { cause: 'operator', message: 'Sold out.' }, now);
  const ended = hearProvider(paid, 'Expired', terms);
  for (const [changed, reason] of [[cancelled, 'cancelled'], [ended, 'expired']] as const) {
    assert.deepEqual(types(changed), ['status_changed', 'refund_due']);
    const [, event] = changed.events;
    assert.ok(event?.type === 'shipping_order.refund_due');
    assert.deepEqual([event.data.amount, event.data.currency, event.data.refundReason], [14_500, 'MDL', reason]);
    assert.equal(event.sequence, changed.order.version);
  }
  const elsewhere = hearProvider(placedOrder(), 'Paid', { now, paidAtProvider: true }).order;
  assert.deepEqual(types(cancel(elsewhere, { cause: 'operator', message: null }, now)), ['status_changed']);
}); // prettier-ignore

it('has one waybill, made from where a carrier is awaited', () => {
  for (const status of shippingStatuses) {
    const make = () => waybillMade(at(status), made, now);
    if (status !== 'ready' && status !== 'problem') assert.throws(make, refused('illegal_transition'), status);
    else assert.deepEqual([make().order.status, make().order.waybill], ['awaiting_pickup', 'W-1']);
  }
  const { order } = waybillMade(at('ready'), made, now);
  assert.deepEqual(waybillMade(order, made, now), { order, events: [] });
  assert.throws(() => waybillMade(order, { ...made, waybill: 'W-2' }, now), refused('illegal_transition'));
});

it('is received once, after it was delivered', () => {
  for (const status of shippingStatuses.filter((one) => one !== 'delivered' && one !== 'confirmed'))
    assert.throws(() => receive(at(status), now), refused('illegal_transition'), status);
  const { order } = receive(at('delivered'), now);
  assert.deepEqual([order.status, order.confirmedAt], ['confirmed', now]);
  assert.deepEqual(receive(order, new Date()), { order, events: [] });
});

it('expires when its time to pay is over, and only then', () => {
  const { payUntil } = placedOrder();
  const before = new Date(payUntil.getTime() - 1);
  assert.equal(expire(placedOrder(), before).order.status, 'awaiting_payment');
  assert.equal(expire(placedOrder(), payUntil).order.status, 'expired');
  const paid = settle(placedOrder(), money, now).order;
  assert.deepEqual(expire(paid, payUntil), { order: paid, events: [] });
});

it('can be called off until a carrier has the goods, and when one is in trouble', () => {
  for (const status of shippingStatuses) {
    const act = () => cancel(at(status), { cause: 'receiver', message: null }, now);
    if (status === 'cancelled') assert.throws(act, refused('already_cancelled'));
    else if (['awaiting_payment', 'paid', 'processing', 'ready', 'awaiting_pickup', 'problem'].includes(status))
      assert.equal(act().order.status, 'cancelled');
    else assert.throws(act, refused('illegal_transition'), status);
  }
});

it('is given to another carrier while it waits for one, and can have a waybill again', () => {
  const stuck = at('problem', { waybill: 'W-1', deliveryId: 'd', carrierHeardAt: now, waybillTries: 3 });
  const { offer } = stuck;
  const changed = reassign(stuck, { carrierId: 'other', offer: { ...offer, code: 'express' } }, now);
  const { carrierId, waybill, deliveryId, carrierHeardAt, waybillTries, deliveryCost, status } = changed.order;
  assert.deepEqual([carrierId, waybill, deliveryId, carrierHeardAt, waybillTries], ['other', null, null, null, 0]);
  assert.deepEqual([status, deliveryCost, types(changed)], ['problem', 4_500, ['reassigned']]);
  assert.equal(waybillMade(changed.order, made, now).order.status, 'awaiting_pickup');
  for (const one of ['awaiting_payment', 'awaiting_pickup', 'delivering', 'delivered', 'returned'] as const)
    assert.throws(() => reassign(at(one), { carrierId: 'other', offer }, now), refused('illegal_transition'), one);
});
