/** Starts the real server as a process of its own, in a temporary data directory. */

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { findBinaries } from '../src/lib/embedded-postgres/binaries.ts';
import { findBarrier } from '../src/lib/embedded-postgres/reach.ts';
import { findSystemUser } from '../src/lib/embedded-postgres/system-user.ts';

/** `nobody` on every Linux; a test as root switches to it to be an ordinary user. */
export const nobody = { name: 'nobody', uid: 65_534, gid: 65_534 };
export const isRoot = process.getuid?.() === 0;

export type Who = 'root' | 'ordinary user';
/** As root both are tried; an ordinary user can be nobody else. */
export const whoCanStart: readonly Who[] = isRoot ? ['root', 'ordinary user'] : ['ordinary user'];

const main = join(import.meta.dirname, '..', 'src', 'main.ts');

/** Why the server cannot be started from this checkout, for `skip`: it lies in a folder closed to other users. */
export const cannotStart = async (): Promise<string | false> => {
  if (!isRoot) return false;
  const { postgres } = await findBinaries();
  const users = [nobody, (await findSystemUser('/nowhere')) ?? nobody];
  const barriers = await Promise.all(users.map((user) => findBarrier(postgres, user)));
  const barrier = barriers.find((one) => one !== null);
  return barrier ? `${barrier} is closed to other users` : false;
};

export const makeDataDirectory = (t: Scope, who: Who = 'ordinary user'): string => {
  const directory = mkdtempSync(join(tmpdir(), 'waybill-start-'));
  chmodSync(directory, 0o711);
  if (isRoot && who === 'ordinary user') chownSync(directory, nobody.uid, nobody.gid);
  t.after(() => rmSync(directory, { recursive: true, force: true, maxRetries: 10 }));
  return directory;
};

/** What a test's context has: things to do at the end. A script brings its own. */
export type Scope = Pick<TestContext, 'after'>;

export type WaybillProcess = {
  readonly child: ChildProcess;
  /** Resolves with the address when it is ready; rejects with what it said when it ends before. */
  readonly ready: Promise<string>;
  readonly exited: Promise<{ readonly code: number | null; readonly output: string }>;
};

type Environment = Readonly<Record<string, string>>;

/** Sees nothing of the test's own environment. Killed at the end of the test if it still runs. */
export const startWaybill = (t: Scope, env: Environment, who: Who = 'ordinary user'): WaybillProcess => {
  const child = spawn(process.execPath, [main], {
    cwd: '/',
    env: { PATH: process.env['PATH'], PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(isRoot && who === 'ordinary user' && { uid: nobody.uid, gid: nobody.gid }),
  });
  let output = '';
  const exited = once(child, 'close').then(([code]: unknown[]) => ({
    code: typeof code === 'number' ? code : null,
    output,
  }));
  const ready = new Promise<string>((resolve, reject) => {
    const read = (chunk: unknown) => {
      output += String(chunk);
      const address = /ready at (http:\/\/\S+)/.exec(output)?.[1];
      if (address) resolve(address);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void exited.then(() => reject(new Error(`Waybill ended: ${output}`)));
  });
  ready.catch(() => undefined);
  t.after(async () => {
    child.kill('SIGTERM');
    await exited;
  });
  return { child, ready, exited };
};

/** Ends it in order and answers its exit code and all it said. */
export const stopWaybill = async ({ child, exited }: WaybillProcess) => {
  child.kill('SIGTERM');
  return exited;
};
