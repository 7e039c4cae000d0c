/** The two forms of the header `Idempotency-Key`. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readIdempotencyKey } from './idempotency-key.ts';
import { Malformed } from './malformed.ts';

test('a key may be bare or a structured-field string, and no header is no key', () => {
  assert.equal(readIdempotencyKey(undefined), null);
  assert.equal(readIdempotencyKey('abc'), 'abc');
  assert.equal(readIdempotencyKey('"abc"'), 'abc');
  assert.equal(readIdempotencyKey(' "a b" '), 'a b');
  assert.equal(readIdempotencyKey('"a\\"\\\\b"'), 'a"\\b');
  assert.equal(readIdempotencyKey(['a', 'b']), 'a, b');
});

test('a key that could be misread is refused', () => {
  for (const header of ['', '  ', '""', '"a', '"a"b', '"a\\b"', '\u0001', 'ä', 'x'.repeat(256)]) {
    assert.throws(() => readIdempotencyKey(header), Malformed, JSON.stringify(header));
  }
});
