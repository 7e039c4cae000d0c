/** Codes that are read out over a counter. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { asRedemptionCode, redemptionCode } from './redemption-code.ts';

it('is three groups of four, each letter of five bits', () => {
  assert.equal(redemptionCode(Uint8Array.from([0, 1, 9, 10, 17, 18, 19, 31, 32, 63, 255, 224])), '019A-HJKZ-0ZZ0');
});

it('is known again however it was typed', () => {
  assert.equal(asRedemptionCode(' 019a-hjkz-0zz0 '), '019A-HJKZ-0ZZ0');
});
