import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { exponentOf, fromMinor, scaleDecimal, toMinor } from './money.ts';

it('brings every amount of minor units there and back', () => {
  const currency = fc.constantFrom('INR', 'JPY', 'KWD', 'EUR', 'CLF');
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), currency, (minor, code) => {
      assert.equal(toMinor(fromMinor(minor, code), code), minor);
    }),
  );
});

it('reads decimals exactly, where a float would round', () => {
  assert.equal(toMinor('0.1', 'INR'), 10);
  assert.equal(toMinor(1.005, 'INR'), null, 'finer than the currency');
  assert.equal(toMinor('100.65', 'INR'), 10065);
  assert.equal(toMinor('100.650', 'INR'), 10065);
  assert.equal(toMinor(1e21, 'INR'), null, 'too large to be exact');
  assert.equal(toMinor('12', 'JPY'), 12);
  assert.equal(toMinor('12.5', 'JPY'), null);
  assert.equal(exponentOf('KWD'), 3);
});

it('reads what JavaScript prints, also with an exponent', () => {
  assert.equal(scaleDecimal(1e-3, 3), 1);
  assert.equal(scaleDecimal('1.5e2', 0), 150);
  assert.equal(Object.is(scaleDecimal('-0', 2), 0), true);
});

it('refuses what is not a decimal', () => {
  for (const text of ['', ' ', 'abc', '1,5', '0x10', 'NaN', 'Infinity', '1.', '--1']) {
    assert.equal(scaleDecimal(text, 2), null, text);
  }
});
