/** What an insurer is told of goods: whole units, the parties that are known, and what is missing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { draft, place } from '../../../test/draft-delivery.ts';
import type { DeliveryDraft } from '../delivery/delivery.ts';
import { create } from '../delivery/lifecycle.ts';
import type { Hub } from '../hub/hub.ts';
import { submissionOf } from './submission.ts';

const premium = { ppm: 5000, minimum: 5000, maximum: null, step: 1 } as const;
const hub: Hub = { accountId: 'a', id: 'h', code: 'H', name: 'Hub', position: null, geofenceMetres: null, address: place().address, createdAt: new Date() }; // prettier-ignore
const line = '1, Main Street, Centre, Mumbai, 400076, MH, IND';

const told = (change: Partial<DeliveryDraft>, at: Hub | null = null, currency = 'INR') => {
  const birth = { accountId: 'a', id: 'd', now: new Date() };
  const { delivery } = create(draft({ goodsValue: 100_000, currency, ...change }), birth);
  return submissionOf(delivery, { productCode: 'ahasme', premium, currency }, at);
};

test('amounts are whole units; what is begun counts whole', () => {
  const { submission } = told({ goodsValue: 1_000_001, paymentMode: 'cod' });
  assert.deepEqual([submission.insuredValue, submission.premium, submission.cod], [1_000_100, 5100, 1_000_100]);
  assert.equal(told({ goodsValue: 1_000_001 }, null, 'VND').submission.insuredValue, 1_000_001);
  assert.equal(told({}).submission.cod, 0);
});

test('amounts stay exact, however large', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), fc.constantFrom('INR', 'VND', 'KWD'), (goodsValue, currency) => {
      const { submission } = told({ goodsValue }, null, currency);
      const unit = { INR: 100, VND: 1, KWD: 1000 }[currency];
      for (const amount of [submission.insuredValue, submission.premium]) {
        assert.ok(Number.isSafeInteger(amount) && amount % (unit ?? 1) === 0, `${amount}`);
      }
      assert.ok(Math.abs(submission.insuredValue - goodsValue) < (unit ?? 1));
    }),
  ); // prettier-ignore
});

test('the customer is the sender, or else whoever can be reached', () => {
  const sender = place({ customerName: 'S', phone: '1' });
  const receiver = place({ customerName: 'R', phone: '2', email: 'r@example.com' });
  assert.equal(told({ pickup: sender, dropoff: receiver }).submission.customer.name, 'S');
  const silent = told({ pickup: place({ customerName: 'S' }), dropoff: receiver });
  assert.deepEqual(silent.submission.customer, { name: 'R', phone: '2', email: 'r@example.com' });
  assert.deepEqual([silent.submission.sender.name, silent.missing], ['S', []]);
});

test('an end without a door is the hub', () => {
  const { submission } = told({ pickup: null, dropoff: place({ phone: '1' }) }, hub);
  assert.deepEqual([submission.pickupAddress, submission.dropoffAddress, submission.sender.name], [line, line, null]);
});

test('says what is missing', () => {
  assert.deepEqual(told({ pickup: null, dropoff: place() }).missing, [
    'a name and a phone number of its sender',
    'an address where it is fetched',
  ]);
  assert.deepEqual(told({ legs: 'pickup', pickup: place({ phone: '1' }), dropoff: null }).missing, [
    'an address where it is brought',
  ]);
});

test('goods are described by what is in the packages', () => {
  const item = {
    code: 'I',
    name: null,
    price: 1,
    quantity: 2,
    deliveredQuantity: null,
    type: 'tea',
    weightGrams: null,
  };
  const one = { code: 'P', type: 'crate', amount: null, units: null, state: 'expected', loadedUnits: 0, unloadedUnits: 0 } as const; // prettier-ignore
  const { submission } = told({ packages: [{ ...one, items: [item, { ...item, code: 'J', name: 'Darjeeling', quantity: 3 }] }] }); // prettier-ignore
  const { goodsType, goodsDescription, quantity } = submission;
  assert.deepEqual([goodsType, goodsDescription, quantity], ['tea, crate', '2 × I, 3 × Darjeeling', 5]);
  const bare = told({ packages: [], declaredPackages: 4 }).submission;
  assert.deepEqual([bare.goodsType, bare.goodsDescription, bare.quantity], ['Goods', 'Order ORDER-1', 4]);
});
