/** A few at the same time, until somebody says stop. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { eachOf } from './each-of.ts';

const list = Array.from({ length: 20 }, (_, index) => index);

test('does each once, never more than so many at the same time', async () => {
  const done: number[] = [];
  let [open, most] = [0, 0];
  const all = await eachOf(list, 3, async (one) => {
    open += 1;
    most = Math.max(most, open);
    await sleep(one % 3);
    open -= 1;
    done.push(one);
    return true;
  });
  assert.equal(all, true);
  assert.equal(most, 3);
  assert.deepEqual(done.toSorted((a, b) => a - b), list); // prettier-ignore
  assert.equal(await eachOf([], 3, () => Promise.reject(new Error('no'))), true);
});

test('begins no more once one has said stop, and lets those under way end', async () => {
  const done: number[] = [];
  const all = await eachOf(list, 2, async (one) => {
    await sleep(one === 3 ? 0 : 5);
    done.push(one);
    return one !== 3;
  });
  assert.equal(all, false);
  assert.ok(done.includes(3) && done.length <= 5, `${done.length} done`);
});

test('throws what one has thrown, when the others have ended', async () => {
  let ended = 0;
  const failing = eachOf(list, 2, async (one) => {
    if (one === 0) throw new Error('first');
    await sleep(10);
    ended += 1;
    return true;
  });
  await assert.rejects(failing, /first/);
  assert.equal(ended, 1);
});
