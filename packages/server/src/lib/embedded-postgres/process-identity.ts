/** Tells one process from a later one that got the same number. */

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Stable while the process lives, never the same for another one; null when no such process runs. */
export const processIdentity = async (pid: number): Promise<string | null> => {
  if (process.platform !== 'linux') return ps(pid, 'lstart=');
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (line === null) return null;
  // The program's name may hold spaces and brackets; what follows its last bracket is plain (proc(5)).
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  const [state, startedAt] = [fields[0], fields[19]];
  if (state === 'Z' || state === 'X') return null;
  // The start is counted in ticks since boot, so it needs to say which boot.
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  return `${boot.trim()}/${startedAt}`;
};

/** The program and its arguments; null when no such process runs, or it has become a zombie. */
export const commandLine = async (pid: number): Promise<string | null> => {
  if (process.platform !== 'linux') return ps(pid, 'command=');
  const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return words === '' ? null : words.replaceAll('\0', ' ').trim();
};

const ps = async (pid: number, field: string) => {
  const answer = await run('ps', ['-o', field, '-p', String(pid)]).catch(() => null);
  return answer?.stdout.trim() || null;
};
