/** Every status of an order, with and without money that came in, has one word for whoever pays. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placedOrder } from '../../../test/draft-shipping.ts';
import { shippingStatuses } from '../shipping-order/shipping-status.ts';
import { paymentLinesOf } from './payment-lines.ts';
import { paymentStatusOf } from './payment-status.ts';

const { payUntil } = placedOrder();
const now = new Date(payUntil.getTime() - 1);
const counts = [{ all: 0, refunded: 0 }, { all: 2, refunded: 1 }, { all: 2, refunded: 2 }]; // prettier-ignore

test('the word goes by the status, and in the end by what went back', () => {
  const table = shippingStatuses.map((status) => [status, ...counts.map((one) => paymentStatusOf({ status, payUntil }, one, now))]); // prettier-ignore
  const same = (status: string, word: string) => [status, word, word, word];
  assert.deepEqual(table, [
    same('awaiting_payment', 'active'),
    same('paid', 'paid'),
    same('processing', 'paid'),
    ['cancelled', 'cancelled', 'refunding', 'refunded'],
    ['expired', 'expired', 'refunding', 'refunded'],
    same('ready', 'paid'),
    same('awaiting_pickup', 'paid'),
    same('delivering', 'paid'),
    same('delivered', 'completed'),
    same('confirmed', 'completed'),
    same('problem', 'paid'),
    same('returning', 'paid'),
    same('returned', 'paid'),
  ]);
});

test('an order whose time is over has expired, though nobody has ended it yet', () => {
  const [none] = counts;
  assert.ok(none);
  assert.equal(paymentStatusOf({ status: 'awaiting_payment', payUntil }, none, payUntil), 'expired');
  assert.equal(paymentStatusOf({ status: 'paid', payUntil }, none, payUntil), 'paid');
});

test('the lines make up what is due, and goods that were paid before are none', () => {
  assert.deepEqual(paymentLinesOf({ orderAmount: 10_000, deliveryCost: 4_500 }), [{ id: 'order', amount: 10_000 }, { id: 'delivery', amount: 4_500 }]); // prettier-ignore
  assert.deepEqual(paymentLinesOf({ orderAmount: 0, deliveryCost: 4_500 }), [{ id: 'delivery', amount: 4_500 }]);
});
