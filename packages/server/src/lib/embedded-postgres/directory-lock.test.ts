/** The lock of a data directory: one holder, and never a dead one. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { StartFault } from '../start-fault.ts';
import { lockDirectory } from './directory-lock.ts';
import { processIdentity } from './process-identity.ts';

const makeFolder = async (t: TestContext) => {
  const folder = await mkdtemp(join(tmpdir(), 'waybill-lock-'));
  t.after(() => rm(folder, { recursive: true }));
  return { folder, lock: join(folder, 'waybill.lock') };
};

test('a held directory names its holder, a released one is free and clean', async (t) => {
  const { folder } = await makeFolder(t);
  const held = await lockDirectory(folder);
  await assert.rejects(
    lockDirectory(folder),
    (fault) => fault instanceof StartFault && fault.message.includes(`process ${process.pid}`),
  );
  await held.release();
  await (await lockDirectory(folder)).release();
  assert.deepEqual(await readdir(folder), []);
});

test('the lock of a process that is gone, or whose number another has now, is taken over', async (t) => {
  const { folder, lock } = await makeFolder(t);
  for (const stale of [`${process.pid} another-boot/1`, '4194304 boot/1', '', 'nonsense', '-1 x', '0 x']) {
    await writeFile(lock, stale);
    const held = await lockDirectory(folder);
    assert.equal(await readFile(lock, 'utf8'), `${process.pid} ${await processIdentity(process.pid)}\n`);
    await held.release();
  }
});

test('a lock that is no longer ours is not removed', async (t) => {
  const { folder, lock } = await makeFolder(t);
  const held = await lockDirectory(folder);
  await writeFile(lock, 'somebody else');
  await held.release();
  assert.ok(existsSync(lock));
});

test('of many processes that find a stale lock at once, one gets it', { timeout: 60_000 }, async (t) => {
  const { folder, lock } = await makeFolder(t);
  await writeFile(lock, '4194304 boot/1');
  // Each says what became of it and then stays, so that the winner still holds the lock when the others look.
  const script = `
    import { lockDirectory } from ${JSON.stringify(join(import.meta.dirname, 'directory-lock.ts'))};
    await lockDirectory(process.argv[1]).then(() => console.log('won'), (fault) => console.log(fault.name));
    process.stdin.resume();`;
  const answers = await Promise.all(
    Array.from({ length: 8 }, async () => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', script, folder], {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      t.after(() => child.kill('SIGKILL'));
      const [said] = (await once(child.stdout, 'data')) as unknown[];
      return String(said).trim();
    }),
  );
  assert.deepEqual(answers.sort(), [...Array.from({ length: 7 }, () => 'StartFault'), 'won']);
});
