/** Starts one PostgreSQL server process and waits until it takes connections. */

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from './log.ts';
import { databaseEnvironment } from './run-program.ts';
import { toArguments } from './settings.ts';
import type { Settings } from './settings.ts';
import type { SystemUser } from './system-user.ts';

export type Launch = {
  readonly postgres: string;
  readonly cluster: string;
  readonly port: number;
  readonly settings: Settings;
  readonly user: SystemUser | null;
  readonly log: Log;
};

/** The server ended before it was ready; `output` is what it said last. */
export class NotReady extends Error {
  override readonly name = 'NotReady';
  readonly portTaken: boolean;

  constructor(output: readonly string[]) {
    super(output.join(' ') || 'PostgreSQL ended without a word');
    this.portTaken = output.some((line) => line.includes('could not bind') || line.includes('TCP/IP sockets'));
  }
}

export const launch = async ({ postgres, cluster, port, settings, user, log }: Launch): Promise<ChildProcess> => {
  const child = spawn(postgres, toArguments(cluster, port, settings), {
    cwd: '/',
    env: databaseEnvironment,
    stdio: ['ignore', 'ignore', 'pipe'],
    // A session of its own: Ctrl-C reaches every process of ours, and the database must outlive our own close.
    detached: true,
    ...(user && { uid: user.uid, gid: user.gid }),
  });
  const last: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    log.debug(`postgres: ${line}`);
    last.push(line);
    if (last.length > 5) last.shift();
  });
  const ended = new Promise<never>((_resolve, reject) => {
    child.once('error', reject);
    // 'close', not 'exit': only then its last words have been read.
    child.once('close', () => reject(new NotReady(last)));
  });
  await Promise.race([ended, untilReady(child, cluster)]);
  // A running database is no reason to stay: whoever uses it has connections that are.
  child.unref();
  if (child.stderr instanceof Socket) child.stderr.unref();
  return child;
};

/**
 * PostgreSQL keeps its state in the last line of postmaster.pid. After a crash it may replay its log for minutes, so
 * there is no time limit here: it either gets ready or ends.
 */
const untilReady = async (child: ChildProcess, cluster: string) => {
  while (child.exitCode === null && child.signalCode === null) {
    const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return;
    await sleep(10);
  }
};
