/** What a product insures, and its premium. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { insuranceProduct } from '../../../test/draft-policy.ts';
import { refused } from '../../../test/refused.ts';
import { assertInsurable, followsRule, premiumOf } from './product.ts';

const { premium: rule } = insuranceProduct();

it('is a part of the value in whole steps, half a step rounded up, and never less than the least', () => {
  const premiums: readonly [value: number, premium: number][] = [
    [10_000, 5_000],
    [1_000_000, 5_000],
    [1_099_999, 5_000],
    [1_100_000, 6_000],
    [3_000_000, 15_000],
    [50_000_000, 250_000],
  ];
  for (const [value, premium] of premiums) assert.equal(premiumOf(rule, value), premium, String(value));
  assert.equal(premiumOf({ ...rule, maximum: 100_000 }, 50_000_000), 100_000);
});

it('is exact for values that a float is not', () => {
  assert.equal(premiumOf({ ...rule, ppm: 1_000_000, step: 1, minimum: 0 }, Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER); // prettier-ignore
  const large = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
  const rules = fc.record({ ppm: fc.integer({ min: 0, max: 1_000_000 }), step: fc.integer({ min: 1, max: 100_000 }) });
  fc.assert(
    fc.property(large, rules, (value, { ppm, step }) => {
      const premium = premiumOf({ ppm, step, minimum: 0, maximum: null }, value);
      assert.equal(premium % step, 0);
      const twice = 2n * (BigInt(premium) * 1_000_000n - BigInt(value) * BigInt(ppm));
      const whole = 1_000_000n * BigInt(step);
      assert.ok(-whole < twice && twice <= whole, 'within half a step');
    }),
  );
});

it('may be sent a step beside the rule', () => {
  for (const premium of [14_000, 14_500, 15_000, 16_000]) assert.ok(followsRule(rule, 3_000_000, premium));
  for (const premium of [0, 13_999, 16_001]) assert.ok(!followsRule(rule, 3_000_000, premium));
});

it('insures goods between two values, at its premium, while it is offered', () => {
  const product = insuranceProduct();
  const refuses = (change: Parameters<typeof insuranceProduct>[0], insuredValue: number, premium: number) =>
    assert.throws(() => assertInsurable(insuranceProduct(change), { insuredValue, premium }), refused('rule_refused'));
  assertInsurable(product, { insuredValue: 10_000, premium: 5_000 });
  assertInsurable(product, { insuredValue: 50_000_000, premium: 250_000 });
  refuses({}, 9_999, 5_000);
  refuses({}, 50_000_001, 250_000);
  refuses({}, 3_000_000, 20_000);
  refuses({ archivedAt: new Date() }, 3_000_000, 15_000);
  assertInsurable(insuranceProduct({ checkPremium: false }), { insuredValue: 3_000_000, premium: 1 });
});
