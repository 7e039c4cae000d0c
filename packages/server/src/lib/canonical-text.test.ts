/** What is signed of a body, and how: vectors that other implementations can be held against. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { bodySchemes, isSignature, signConcatenated } from './body-signature.ts';
import { canonicalText } from './canonical-text.ts';

const secret = 'sandbox-subplace-secret';
const key = '97ddc5dc2675bdbba463bd3d11e5ef21';

const vectors: readonly { what: string; body: Record<string, unknown>; text: string; signature: string }[] = [
  {
    what: 'the document’s sample of the fulfilment list',
    body: {
      key,
      signature: '5cb5920101b3352afb07298360f50b45dfd3dca1ab89a57fab7b57a66cfc6b4f',
      page_size: '30',
      current_page: '1',
      search_text: 'a',
      fulfillment_type: 'delivery',
      delivery_status: '["Pending","Completed"]',
      created_date_from: null,
      created_date_to: null,
    },
    text: `created_date_from=&created_date_to=&current_page=1&delivery_status=["Pending","Completed"]&fulfillment_type=delivery&key=${key}&page_size=30&search_text=a`,
    signature: '7f3b5585b65e3ed228568443a526926715365a452ad10d17a7ada876274afe28',
  },
  {
    what: 'the detail of one',
    body: { key, reference_no: 'DO-MR1907-6487-1' },
    text: `key=${key}&reference_no=DO-MR1907-6487-1`,
    signature: 'a276f8856778844a64b9b07891807590f57af69a33fcae0c536f77ca605fb4ae',
  },
  {
    what: 'values of every kind',
    body: { key: 'k', page_size: 30, delivery_status: ['Pending', 'Completed'], x: true, search_text: 'é&=ü' },
    text: 'delivery_status=["Pending","Completed"]&key=k&page_size=30&search_text=é&=ü&x=true',
    signature: '6cb5472241e264fb5aa249c83455926d3a348aa9e0c2600b2194fcc7c4d9e1d7',
  },
];

describe('the canonical text', () => {
  for (const { what, body, text, signature } of vectors) {
    it(`of ${what} is written and signed as documented`, () => {
      assert.equal(canonicalText(body, 'signature'), text);
      assert.equal(bodySchemes['hmac-sha256-sorted'](body, secret), signature);
    });
  }

  it('sorts names by code points, beyond U+FFFF too', () => {
    // by UTF-16 units the second, which begins with a surrogate, would come first
    const [low, high] = ['\uFFFD', '\u{1F4E6}'];
    assert.equal(canonicalText({ [high]: 2, [low]: 1 }, ''), `${low}=1&${high}=2`);
  });

  it('is the same for a number and its text, in any order, and whatever the signature says', () => {
    assert.equal(canonicalText({ a: 1, b: '2', signature: 'x' }, 'signature'), canonicalText({ b: 2, a: '1' }, 'signature')); // prettier-ignore
  });

  it('differs when a field is added, dropped or changed', () => {
    const names = fc.stringMatching(/^[a-z_]{1,12}$/);
    const bodies = fc.dictionary(names, fc.oneof(fc.string(), fc.integer(), fc.boolean()), { minKeys: 1 });
    fc.assert(
      fc.property(bodies, fc.nat(), (body, index) => {
        const sign = (one: Record<string, unknown>) => bodySchemes['hmac-sha256-sorted'](one, secret);
        const fields = Object.keys(body).filter((one) => one !== 'signature');
        const name = fields[index % Math.max(1, fields.length)];
        if (name === undefined) return;
        const { [name]: value, ...without } = body;
        assert.notEqual(sign(without), sign(body));
        assert.notEqual(sign({ ...body, [name]: `${String(value)}.` }), sign(body));
        assert.notEqual(sign({ ...body, zzzzzzzzzzzzz: '' }), sign(body));
      }),
    );
  });
});

describe('the concatenated signature', () => {
  const token = 'sandbox-ahasme-token';
  it('is the MD5 of token, number and premium', () => {
    assert.equal(signConcatenated(token, 'AHA123456', '15000'), '21fcc92018d9a2416a7179eed37ad9ff');
    assert.equal(signConcatenated(token, 'TN-Đơn-1', '0'), '38e5b800b83a484ad18d577a0d11744b');
  });
});

it('takes a signature in hex of either case, and nothing else for one', () => {
  const expected = signConcatenated('t', 'x');
  assert.ok(isSignature(expected, expected));
  assert.ok(isSignature(expected.toUpperCase(), expected));
  const flipped = (expected.startsWith('0') ? '1' : '0') + expected.slice(1);
  for (const wrong of [flipped, expected.slice(1), `${expected}0`, `${expected.slice(1)}g`, '', null, 5, [expected]])
    assert.ok(!isSignature(wrong, expected), JSON.stringify(wrong));
});
