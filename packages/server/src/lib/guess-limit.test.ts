/** Guesses at one user's password become slow; the owner does not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createGuessLimit } from './guess-limit.ts';

function limit() {
  const clock = { now: 1_000_000 };
  return { clock, ...createGuessLimit(() => clock.now) };
}

test('S11: twenty guesses are free, then each waits twice as long as the last, at most a quarter of an hour', () => {
  const { clock, wait, failed } = limit();
  for (let guess = 1; guess < 20; guess += 1) failed('mira');
  assert.equal(wait('mira', '192.0.2.1'), 0);
  const waits = Array.from({ length: 12 }, () => {
    failed('mira');
    const pause = wait('mira', '192.0.2.1');
    clock.now += pause;
    return pause / 1000;
  });
  assert.deepEqual(waits, [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
  assert.equal(wait('asha', '192.0.2.1'), 0);
});

test('whoever says so has fewer for free', () => {
  const { wait, failed } = createGuessLimit(() => 0, 5);
  for (let guess = 1; guess < 5; guess += 1) failed('mira');
  assert.equal(wait('mira', '192.0.2.1'), 0);
  failed('mira');
  assert.equal(wait('mira', '192.0.2.1'), 1000);
});

test('S11: an address from which the right password came is not kept waiting by the guesses of others', () => {
  const { wait, failed, succeeded } = limit();
  succeeded('mira', '198.51.100.7');
  for (let guess = 0; guess < 50; guess += 1) failed('mira');
  assert.equal(wait('mira', '198.51.100.7'), 0);
  assert.ok(wait('mira', '192.0.2.1') > 0);
});

test('S11: a user who is left alone for long begins anew, and memory is bounded', () => {
  const { clock, wait, failed } = limit();
  for (let guess = 0; guess < 50; guess += 1) failed('mira');
  clock.now += 3 * 3_600_000;
  failed('mira');
  assert.equal(wait('mira', '192.0.2.1'), 0);
  for (let guess = 0; guess < 20; guess += 1) failed('asha');
  for (let user = 0; user < 10_000; user += 1) failed(`user ${user}`);
  assert.equal(wait('asha', '192.0.2.1'), 0);
});
