/** Times that phones tell late, early or in disorder. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { isTooLate, whenActed } from './late-action.ts';
import { turned } from './duty.ts';

const now = new Date('2026-11-23T08:00:00Z');
const at = (seconds: number) => new Date(now.getTime() + 1000 * seconds);

it('believes a phone that is up to five minutes ahead, and takes what is beyond for now', () => {
  assert.deepEqual(whenActed(at(300), now, []), at(300));
  assert.deepEqual(whenActed(at(301), now, []), now);
  assert.deepEqual(whenActed(at(86_400 * 365), now, [null]), now);
});

it('puts no step before the one before it', () => {
  assert.deepEqual(whenActed(at(-60), now, [at(-30), at(-90), null]), at(-30));
  assert.deepEqual(whenActed(at(-60), now, [at(-90)]), at(-60));
});

it('closes the books after seven days', () => {
  assert.equal(isTooLate(at(-7 * 86_400), now), false);
  assert.equal(isTooLate(new Date(now.getTime() - 7 * 86_400_000 - 1), now), true);
});

it('is on duty since it was said first', () => {
  assert.deepEqual(turned(null, true, now), now);
  assert.deepEqual(turned(at(-5), true, now), at(-5));
  assert.equal(turned(at(-5), false, now), null);
});
