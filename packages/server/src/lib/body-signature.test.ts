/** Signatures are compared without telling how near a wrong one came. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tellsApart } from '../../test/tells-apart.ts';
import { isSignature, signConcatenated } from './body-signature.ts';

const expected = '7f3b5585b65e3ed228568443a526926715365a452ad10d17a7ada876274afe28';

it('takes hex in either case, and nothing that is longer, shorter or no hex', () => {
  assert.ok(isSignature(expected, expected));
  assert.ok(isSignature(expected.toUpperCase(), expected));
  const wrong = [expected.slice(1), `${expected}0`, `g${expected.slice(1)}`, `\u{1D7D8}${expected.slice(2)}`, '', null, 5, [expected]]; // prettier-ignore
  for (const given of wrong) assert.equal(isSignature(given, expected), false, String(given));
});

it('signs a token with what follows it', () => {
  assert.equal(signConcatenated('sandbox-ahasme-token', 'AHA123456', '15000'), '21fcc92018d9a2416a7179eed37ad9ff');
  assert.equal(signConcatenated('sandbox-ahasme-token', 'TN-Đơn-1', '0'), '38e5b800b83a484ad18d577a0d11744b');
});

describe('the time that a wrong signature takes', () => {
  const early = `0${expected.slice(1)}`;
  const late = `${expected.slice(0, -1)}0`;
  const calls = 500;
  const timeOf = (compare: typeof isSignature, given: string) => {
    const begun = process.hrtime.bigint();
    for (let call = 0; call < calls; call += 1) compare(given, expected);
    return process.hrtime.bigint() - begun;
  };
  const isTold = (compare: typeof isSignature) =>
    tellsApart((which) => timeOf(compare, which === 'one' ? early : late));

  it('W12: does not say where it is wrong, over 200,000 comparisons', async () => {
    assert.equal(await isTold(isSignature), false);
  });

  it('W12: would say so, were they compared digit by digit', async () => {
    const naive = (given: unknown, wanted: string) => {
      for (let at = 0; at < wanted.length; at += 1) if (String(given)[at] !== wanted[at]) return false;
      return true;
    };
    assert.equal(await isTold(naive), true);
  });
});
