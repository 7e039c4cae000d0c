/** Runs one of PostgreSQL's programs to its end, as the user that the database belongs to. */

import { spawn } from 'node:child_process';
import type { SystemUser } from './system-user.ts';

export type Outcome = { readonly code: number | null; readonly output: string };

/**
 * The programs see none of our own environment: PGPORT, PGDATA and the like would change what they do, and our
 * secrets are not theirs.
 */
export const databaseEnvironment = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** Never rejects for a program that fails: the outcome tells; rejects only when it cannot be started at all. */
export const runProgram = (
  program: string,
  args: readonly string[],
  options: { readonly user?: SystemUser | undefined; readonly input?: string } = {},
): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      // Our own working directory may be closed to the other user; the root never is.
      cwd: '/',
      env: databaseEnvironment,
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(options.user && { uid: options.user.uid, gid: options.user.gid }),
    });
    const chunks: string[] = [];
    const gather = (chunk: unknown) => chunks.push(String(chunk));
    child.stdout.on('data', gather);
    child.stderr.on('data', gather);
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output: chunks.join('').trim() }));
    // A program that ends without reading its input breaks the pipe; its exit code says the rest.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
  });
