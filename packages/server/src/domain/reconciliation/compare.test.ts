/** What counts as a disagreement, for each status and each word. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placedOrder } from '../../../test/draft-shipping.ts';
import { carrierWords } from '../carrier/carrier.ts';
import { publicStatuses } from '../public-order/public-status.ts';
import { shippingStatuses, wordOfShipping } from '../shipping-order/shipping-status.ts';
import { compare, type Testimony } from './compare.ts';

const nothing: Testimony = { provider: null, carrier: null, refused: [], untold: false, owed: [] };
const order = placedOrder();
const later = new Date(order.updatedAt.getTime() + 11 * 60_000);
const kinds = (change: Partial<typeof order>, testimony: Partial<Testimony>, now = later) =>
  compare({ ...order, waybill: 'W', ...change }, { ...nothing, ...testimony }, now).map(({ kind }) => kind);

test('a provider agrees by the word that it was told, or waits with us for the payment', () => {
  for (const status of shippingStatuses) {
    for (const word of [...publicStatuses, null]) {
      const early = ['Unknown', 'AwaitingPayment', 'Processing', 'Ready'] as const;
      const agrees = status === 'awaiting_payment' ? early.some((one) => one === word) : word === wordOfShipping[status]; // prettier-ignore
      assert.deepEqual(kinds({ status }, { provider: { word } }), agrees ? [] : ['provider_disagrees'], `${status} ${word}`); // prettier-ignore
    }
  }
});

test('a carrier agrees by the status that its word leads to; the receiver’s word comes after it', () => {
  const agreeing = { awaiting_pickup: 'awaiting_pickup', delivering: 'delivering', delivered: 'delivered', confirmed: 'delivered', problem: 'problem cancelled', returning: 'returning', returned: 'returned' }; // prettier-ignore
  for (const status of shippingStatuses) {
    for (const word of carrierWords) {
      const agrees = (Object.entries(agreeing).find(([one]) => one === status)?.[1] ?? '').split(' ').includes(word);
      assert.deepEqual(kinds({ status }, { carrier: { word } }), agrees ? [] : ['carrier_disagrees'], `${status} ${word}`); // prettier-ignore
    }
  }
});

test('what is younger than ten minutes, or was not told yet, is no disagreement; silence always is one', () => {
  const away = { provider: { word: 'Returned' }, carrier: { word: 'returned' } } as const;
  assert.deepEqual(kinds({}, away, new Date(later.getTime() - 120_000)), []);
  assert.deepEqual(kinds({}, { ...away, untold: true }), ['carrier_disagrees']);
  const silent = { silence: 'No.' };
  assert.deepEqual(kinds({}, { provider: silent, carrier: silent, untold: true }, order.updatedAt), ['provider_unreachable', 'carrier_unreachable']); // prettier-ignore
});

test('goods that can be fetched miss a waybill after ten minutes, or after a try', () => {
  const ready = { status: 'ready', waybill: null } as const;
  assert.deepEqual(kinds(ready, {}, order.updatedAt), []);
  assert.deepEqual(kinds(ready, {}), ['waybill_missing']);
  assert.deepEqual(kinds({ ...ready, waybillTries: 1 }, {}, order.updatedAt), ['waybill_missing']);
  assert.deepEqual(kinds({ ...ready, status: 'paid' }, {}), []);
});

test('each refused call and each payment that is owed is one finding, with what everybody says', () => {
  const owed = [{ kind: 'refund_due', words: 'P' }] as const;
  const provider = { word: 'AwaitingPayment' } as const;
  const { id: shippingOrderId, number, orderId } = order;
  const common = { shippingOrderId, number, orderId, provider: 'AwaitingPayment', hub: 'awaiting_payment', carrier: null }; // prettier-ignore
  assert.deepEqual(compare(order, { ...nothing, provider, refused: ['a', 'b'], owed }, later), [
    { ...common, kind: 'call_refused', words: 'a' },
    { ...common, kind: 'call_refused', words: 'b' },
    { ...common, kind: 'refund_due', words: 'P' },
  ]);
});
