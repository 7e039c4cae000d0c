/** Prices: the ten farthest, the minimum, whole numbers, and the rounding. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { vehicleKinds } from '../task/vehicle-kind.ts';
import { defaultPrice } from './default-prices.ts';
import { farthest, mostCounted, quote, type PriceRule } from './price.ts';

const rule: PriceRule = {
  currency: 'SGD',
  baseFee: 500_000,
  feePerKm: 40_000,
  minimumFee: 200_000,
  extraStopFee: 200_000,
};

/** Up to half the globe's girth. */
const metres = fc.nat(20_037_508);
const drives = fc.array(metres, { minLength: 1, maxLength: 99 });
const amount = fc.nat(1_000_000_000);
const rules = fc.record({
  currency: fc.constant('SGD'),
  baseFee: amount,
  feePerKm: amount,
  minimumFee: amount,
  extraStopFee: amount,
});

it('takes the base fee once, the fee of an extra stop for each further one, and kilometres for all', () => {
  assert.deepEqual(quote(rule, [10_000]), {
    currency: 'SGD',
    fees: [900_000],
    totalFee: 900_000,
    averageFee: 900_000,
  });
  assert.deepEqual(quote(rule, [12_500, 10_000, 0]), {
    currency: 'SGD',
    fees: [1_000_000, 600_000, 200_000],
    totalFee: 1_800_000,
    averageFee: 600_000,
  });
});

it('rounds half up, each fee by itself and the average', () => {
  const odd = { ...rule, baseFee: 0, extraStopFee: 0, minimumFee: 0, feePerKm: 1 };
  assert.deepEqual(quote(odd, [1500, 1499, 500, 499]).fees, [2, 1, 1, 0]);
  assert.equal(quote(odd, [1500, 1499, 500, 499]).totalFee, 4);
  assert.equal(quote({ ...odd, minimumFee: 5 }, [0, 0]).averageFee, 3);
  assert.equal(quote({ ...odd, minimumFee: 4 }, [0, 0, 0]).averageFee, 1);
});

it('never asks less than the minimum, and lifts nothing above it', () => {
  const cheap = { ...rule, baseFee: 0 };
  assert.deepEqual(quote(cheap, [1000]), { currency: 'SGD', fees: [40_000], totalFee: 200_000, averageFee: 200_000 });
  assert.equal(quote(cheap, [5000]).totalFee, 200_000);
  assert.equal(quote(cheap, [5001]).totalFee, 200_040);
});

it('refuses what it could not calculate exactly', () => {
  const dear = { ...rule, feePerKm: Number.MAX_SAFE_INTEGER };
  assert.equal(quote(dear, [0]).totalFee, 500_000);
  assert.throws(() => quote(dear, [1001]), RangeError);
  const largest = { ...rule, baseFee: Number.MAX_SAFE_INTEGER };
  assert.throws(() => quote(largest, [0, 0]), RangeError, 'their sum');
});

it('counts the ten farthest of eleven, the farthest first', () => {
  const eleven = Array.from({ length: 11 }, (_, stop) => ({ stop, metres: ((stop * 7) % 11) * 100 }));
  const counted = farthest(eleven);
  assert.deepEqual(
    counted.map(({ metres: far }) => far),
    [1000, 900, 800, 700, 600, 500, 400, 300, 200, 100],
  );
  assert.ok(!counted.some(({ stop }) => stop === 0), 'the nearest');
});

it('counts of equals the one named first', () => {
  const equals = Array.from({ length: 12 }, (_, stop) => ({ stop, metres: 5 }));
  assert.deepEqual(farthest(equals), equals.slice(0, 10));
});

it('counts no more than ten, and none that is nearer than one it leaves out', () => {
  fc.assert(
    fc.property(drives, (all) => {
      const stops = all.map((far, stop) => ({ stop, metres: far }));
      const counted = farthest(stops);
      assert.equal(counted.length, Math.min(mostCounted, all.length));
      assert.equal(new Set(counted.map(({ stop }) => stop)).size, counted.length);
      const least = Math.min(...counted.map(({ metres: far }) => far));
      for (const stop of stops) assert.ok(counted.includes(stop) || stop.metres <= least);
    }),
  );
});

it('asks whole amounts that add up, in any order of the stops', () => {
  fc.assert(
    fc.property(rules, drives, (any, all) => {
      const counted = farthest(all.map((far) => ({ metres: far }))).map(({ metres: far }) => far);
      const { fees, totalFee, averageFee } = quote(any, counted);
      const sum = fees.reduce((total, fee) => total + fee, 0);
      assert.ok([...fees, totalFee, averageFee].every((fee) => Number.isSafeInteger(fee) && fee >= 0));
      assert.equal(totalFee, Math.max(sum, any.minimumFee));
      assert.ok(Math.abs(averageFee * counted.length - totalFee) <= counted.length / 2);
      const backwards = farthest(all.toReversed().map((far) => ({ metres: far }))).map(({ metres: far }) => far);
      assert.deepEqual(quote(any, backwards), quote(any, counted));
    }),
  );
});

it('asks no less for a longer way, and no less for one more stop', () => {
  fc.assert(
    fc.property(rules, fc.array(metres, { minLength: 1, maxLength: 9 }), metres, (any, some, more) => {
      const fee = (all: readonly number[]) =>
        quote(
          any,
          all.toSorted((a, b) => b - a),
        ).totalFee;
      assert.ok(fee(some.with(0, (some[0] ?? 0) + more)) >= fee(some));
      assert.ok(fee([...some, more]) >= fee(some));
    }),
  );
});

it('has a price for each kind, and the larger is never the cheaper', () => {
  for (const far of [[0], [10_000], [30_000, 20_000, 1000]]) {
    const totals = vehicleKinds.map((kind) => quote(defaultPrice(kind), far).totalFee);
    assert.deepEqual(
      totals,
      totals.toSorted((a, b) => a - b),
    );
    assert.ok(totals.every((total) => total >= 200_000));
  }
  assert.equal(quote(defaultPrice('lorry_40ft'), [10_000]).totalFee, 17_600_000);
});
