/** What our own fleet asks for. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { chargeableGrams, fleetPrice } from './fleet-price.ts';

const prices = { base: 3000, perKg: 500, perKm: 200, minimum: 4000 };
const parcel = { quantity: 1, lengthMm: 200, widthMm: 150, heightMm: 50, weightGrams: 250 };

it('counts a parcel by its weight, or by its size where it is bulky', () => {
  // 20 × 15 × 5 cm are 1500 cm³: 300 g
  assert.equal(chargeableGrams([parcel]), 300);
  assert.equal(chargeableGrams([{ ...parcel, weightGrams: 301 }]), 301);
  assert.equal(chargeableGrams([parcel, { ...parcel, quantity: 3 }]), 1200);
  assert.equal(chargeableGrams([]), 0);
});

it('asks for started kilograms and kilometres, and never less than its minimum', () => {
  assert.equal(fleetPrice(prices, { grams: 0, metres: 0 }), 4000);
  assert.equal(fleetPrice(prices, { grams: 300, metres: 4_001 }), 3000 + 500 + 5 * 200);
  assert.equal(fleetPrice(prices, { grams: 1000, metres: 4_000 }), 3000 + 500 + 4 * 200);
  assert.equal(fleetPrice(prices, { grams: 1001, metres: 4_000 }), 3000 + 2 * 500 + 4 * 200);
});

it('asks in whole minor units, and never less for more', () => {
  const ways = fc.record({ grams: fc.nat(1_000_000), metres: fc.nat(1_000_000) });
  fc.assert(
    fc.property(ways, ways, (one, more) => {
      const price = fleetPrice(prices, one);
      assert.ok(Number.isSafeInteger(price) && price >= prices.minimum);
      assert.ok(fleetPrice(prices, { grams: one.grams + more.grams, metres: one.metres + more.metres }) >= price);
    }),
  );
});
