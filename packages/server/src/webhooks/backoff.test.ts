/** When a failed message is tried again. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRetryAfter } from '../lib/retry-after.ts';
import { waitBefore } from './backoff.ts';

const schedule = [120, 240, 480];
const wait = (tries: number, more: { random?: number; retryAfter?: number } = {}) =>
  waitBefore({ tries, schedule, random: more.random ?? 0.5, retryAfter: more.retryAfter ?? null });

test('W1: each try waits as long as the schedule says, a tenth more or less', () => {
  assert.deepEqual(
    [1, 2, 3].map((tries) => wait(tries)),
    schedule,
  );
  assert.equal(wait(1, { random: 0 }), 108);
  assert.equal(wait(1, { random: 1 }), 132);
});

test('after the last wait of the schedule comes no further try', () => {
  assert.equal(wait(4), null);
  assert.equal(wait(4, { retryAfter: 10 }), null);
  assert.equal(waitBefore({ tries: 1, schedule: [], random: 0.5, retryAfter: null }), null);
});

test('a message that was used up and is sent again by hand begins the schedule anew', () => {
  assert.equal(wait(5), 120);
  assert.equal(wait(8), null);
});

test('W9: the receiver may ask for more patience, up to a day, but not for less', () => {
  assert.equal(wait(1, { retryAfter: 600 }), 600);
  assert.equal(wait(1, { retryAfter: 1 }), 120);
  assert.equal(wait(1, { retryAfter: 99_999_999 }), 86_400);
});

test('W9: Retry-After is seconds or a date, and anything else is ignored', () => {
  const now = new Date('2026-03-01T10:00:00Z');
  assert.equal(parseRetryAfter('120', now), 120);
  assert.equal(parseRetryAfter(' 0 ', now), 0);
  assert.equal(parseRetryAfter('Sun, 01 Mar 2026 10:05:00 GMT', now), 300);
  assert.equal(parseRetryAfter('Sun, 01 Mar 2026 09:00:00 GMT', now), 0);
  for (const text of [null, '', '-5', '1.5', 'soon', 'March 2026', 'Sun, 99 Xyz 2026 10:05:00 GMT']) {
    assert.equal(parseRetryAfter(text, now), null, String(text));
  }
});
