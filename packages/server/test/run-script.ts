/** Runs one of the project's scripts to its end, as whoever starts the server in tests. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { isRoot, nobody } from './waybill-process.ts';

const scripts = join(import.meta.dirname, '..', '..', '..', 'scripts');

export type Ended = { readonly code: number | null; readonly output: string };

/** Sees nothing of the test's own environment. */
export const runScript = async (
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Ended> => {
  const child = spawn(process.execPath, [join(scripts, name), ...args], {
    cwd: '/',
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(isRoot && { uid: nobody.uid, gid: nobody.gid }),
  });
  let output = '';
  const read = (chunk: unknown) => void (output += String(chunk));
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  await once(child, 'close');
  return { code: child.exitCode, output };
};
