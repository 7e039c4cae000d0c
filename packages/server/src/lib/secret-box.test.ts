/** The secret box: what goes in comes out, and nothing that was touched does. */

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { createSecretBox } from './secret-box.ts';

const box = createSecretBox(randomBytes(32));
// Whole characters only: half of a surrogate pair has no UTF-8.
const text = fc.string({ unit: 'binary', maxLength: 200 });

test('what was sealed opens to the same text', () => {
  fc.assert(fc.property(text, (plain) => box.open(box.seal(plain)) === plain));
});

test('S16: a box does not show its text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 8 }), (plain) => !box.seal(plain).includes(Buffer.from(plain))),
  );
});

test('a box with any byte changed does not open', () => {
  fc.assert(
    fc.property(text, fc.nat(), fc.integer({ min: 1, max: 255 }), (plain, place, change) => {
      const sealed = box.seal(plain);
      const at = place % sealed.length;
      sealed[at] = (sealed[at] ?? 0) ^ change;
      assert.throws(() => box.open(sealed));
    }),
  );
});

test('a box with bytes behind its end does not open', () => {
  assert.throws(() => box.open(Buffer.concat([box.seal('secret'), Buffer.from('x')])));
});

test('a box that was cut short does not open', () => {
  fc.assert(
    fc.property(text, fc.nat(), (plain, length) => {
      const sealed = box.seal(plain);
      assert.throws(() => box.open(sealed.subarray(0, length % sealed.length)));
    }),
  );
});

test('a box that was sealed with another key does not open', () => {
  const other = createSecretBox(randomBytes(32));
  assert.throws(() => other.open(box.seal('secret')));
});

test('the same text never gives the same box twice', () => {
  assert.notDeepEqual(box.seal('secret'), box.seal('secret'));
});

test('a key of another length than 32 bytes is refused', () => {
  for (const length of [0, 16, 31, 33]) assert.throws(() => createSecretBox(randomBytes(length)), /32 bytes/);
});
