/** How the workers' loops pause, wake, fail and stop. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../../test/webhook-house.ts';
import type { Attempt } from '../use-cases/webhook/record-attempts.ts';
import { createAttemptRecorder } from './attempt-recorder.ts';
import { createLoop } from './loop.ts';

const quiet = { error: () => {} };

test('a loop goes on at once while there is more, then pauses until it is woken', async () => {
  let rounds = 0;
  const loop = createLoop({ name: 'test', idleMs: 60_000, log: quiet, round: async () => ++rounds < 5 });
  loop.start();
  await until(() => rounds === 5);
  await sleep(20);
  assert.equal(rounds, 5);
  loop.wake();
  await until(() => rounds === 6);
  assert.equal(loop.standsStill(), null);
  await loop.stop();
  loop.wake();
  await sleep(20);
  assert.equal(rounds, 6);
});

test('a loop that is woken during its round does not pause after it', async () => {
  let rounds = 0;
  const loop = createLoop({
    name: 'test',
    idleMs: 60_000,
    log: quiet,
    async round() {
      rounds += 1;
      if (rounds === 1) loop.wake();
      return false;
    },
  });
  loop.start();
  await until(() => rounds === 2);
  await loop.stop();
});

test('R7: a loop outlives faults, tells the first, and takes its time after many', async (t) => {
  const told: string[] = [];
  let rounds = 0;
  const loop = createLoop({
    name: 'test',
    idleMs: 1,
    log: { error: (_: unknown, text?: string) => void told.push(text ?? '') },
    async round() {
      rounds += 1;
      if (rounds <= 6) throw new Error('the database is away');
      return false;
    },
  });
  t.after(() => loop.stop());
  const begun = performance.now();
  loop.start();
  await until(() => rounds > 7);
  assert.ok(performance.now() - begun > 40);
  // the 1st, 2nd and 4th of six
  assert.deepEqual(told, ['the test failed', 'the test failed', 'the test failed']);
});

test('R7: attempts are written in batches, and again until the database takes them', async () => {
  const written: number[] = [];
  let away = true;
  let recorded = 0;
  const recorder = createAttemptRecorder({
    log: quiet,
    onRecorded: (count) => (recorded += count),
    async record(attempts) {
      if (away) {
        away = false;
        throw new Error('the database is away');
      }
      written.push(attempts.length);
      await sleep(5);
    },
  });
  const attempt: Attempt = {
    accountId: 'a',
    id: 'm',
    endpointId: 'e',
    claim: 'c',
    state: 'delivered',
    waitSeconds: 0,
    startedAt: new Date(),
    durationMs: 1,
    status: 200,
    error: null,
    excerpt: null,
    gone: false,
    again: false,
  };
  for (let n = 0; n < 1200; n++) recorder.add(attempt);
  await recorder.drained();
  assert.deepEqual(written, [500, 500, 200]);
  assert.equal(recorded, 1200);
});
