/** How long what failed is left alone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { around, backoff } from './backoff.ts';

const calls = { first: 5, most: 900 };

test('waits twice as long each time, up to the longest', () => {
  const middle = Array.from({ length: 10 }, (_, index) => backoff(calls, index + 1, 0.5));
  assert.deepEqual(middle, [5, 10, 20, 40, 80, 160, 320, 640, 900, 900]);
  assert.equal(backoff(calls, 2000, 0.5), 900);
});

test('is spread by a fifth to both sides, and stays there', () => {
  assert.deepEqual([0, 0.5, 1].map((random) => Math.round(around(100, random))), [80, 100, 120]); // prettier-ignore
  for (let failures = 1; failures < 200; failures += 1) {
    const [wait, middle] = [backoff(calls, failures), backoff(calls, failures, 0.5)];
    assert.ok(wait >= middle * 0.8 && wait <= middle * 1.2, `${wait}`);
  }
});
