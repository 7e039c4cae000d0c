/** Passwords: right, wrong and unknown, and how many are hashed at once. */

import assert from 'node:assert/strict';
import { createHook } from 'node:async_hooks';
import { test } from 'node:test';
import { createPasswords, PasswordQueueFull } from './passwords.ts';

test('the right password is known, any other is not', async () => {
  const { hash, verify } = createPasswords();
  const stored = await hash('correct horse');
  assert.equal(await verify(stored, 'correct horse'), true);
  for (const wrong of ['', 'correct hors', 'Correct horse', 'correct horse ', stored]) {
    assert.equal(await verify(stored, wrong), false, wrong);
  }
});

test('a hash is argon2id with a salt of its own, at 19 MiB and two passes', async () => {
  const { hash } = createPasswords();
  const [one, two] = [await hash('same'), await hash('same')];
  assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  assert.notEqual(one, two);
});

test('S11: an unknown user is refused, whatever the password, after as much work as a known one', async () => {
  const { hash, verify } = createPasswords();
  const stored = await hash('x');
  assert.equal(await verify(null, 'no such user'), false);
  const cpuOf = async (known: string | null) => {
    const start = process.cpuUsage();
    for (let turn = 0; turn < 5; turn += 1) await verify(known, 'wrong');
    return process.cpuUsage(start).user;
  };
  await cpuOf(stored);
  const ratio = (await cpuOf(null)) / (await cpuOf(stored));
  assert.ok(ratio > 0.4 && ratio < 2.5, `ratio ${ratio}`);
});

test('S11: a burst beyond two at work and 64 in line is told so at once, and the line is served', async () => {
  const { hash } = createPasswords();
  const results = await Promise.allSettled(Array.from({ length: 70 }, () => hash('x')));
  const refused = results.filter((result) => result.status === 'rejected');
  assert.equal(refused.length, 4);
  for (const { reason } of refused) assert.ok(reason instanceof PasswordQueueFull);
  await hash('the line is empty again');
});

test('never more than two are at work at once', async () => {
  const atWork = new Set<number>();
  let most = 0;
  const hook = createHook({
    // a piece of native work is the one kind of resource that comes without a name
    init: (id, type: string | undefined) => {
      if (type !== undefined && type !== 'undefined') return;
      most = Math.max(most, atWork.add(id).size);
    },
    before: (id) => void atWork.delete(id),
  }).enable();
  try {
    const { hash, verify } = createPasswords();
    const stored = await hash('x');
    await Promise.all(Array.from({ length: 8 }, () => [hash('x'), verify(stored, 'x')]).flat());
  } finally {
    hook.disable();
  }
  assert.equal(most, 2);
});
