/** Keeps a data directory to one process: a file that names its holder, taken over when the holder is gone. */

import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartFault } from '../start-fault.ts';
import { processIdentity } from './process-identity.ts';

export type DirectoryLock = { release(): Promise<void> };

const isMissing = (cause: unknown) => cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';

export const lockDirectory = async (directory: string): Promise<DirectoryLock> => {
  const path = join(directory, 'waybill.lock');
  const draft = `${path}.${process.pid}`;
  const mine = `${process.pid} ${await processIdentity(process.pid)}\n`;
  await writeFile(draft, mine, { mode: 0o644 });
  try {
    // A link either appears whole or not at all, so nobody ever reads half a lock.
    while (!(await link(draft, path).then(() => true, isTaken))) await clearStale(path);
  } finally {
    await rm(draft, { force: true });
  }
  return {
    release: async () => {
      if ((await read(path)) === mine) await rm(path, { force: true });
    },
  };
};

const isTaken = (cause: NodeJS.ErrnoException) => {
  if (cause.code === 'EEXIST') return false;
  throw cause;
};

const read = (path: string) =>
  readFile(path, 'utf8').catch((cause: unknown) => {
    if (isMissing(cause)) return null;
    throw cause;
  });

/** The process that holds a lock, or null when that process is gone. */
export const holderOf = async (lock: string): Promise<number | null> => {
  const [pid = '', ...identity] = lock.trim().split(' ');
  const running = /^\d+$/.test(pid) ? await processIdentity(Number(pid)) : null;
  return running !== null && running === identity.join(' ') ? Number(pid) : null;
};

const clearStale = async (path: string) => {
  const found = await read(path);
  if (found === null) return;
  const holder = await holderOf(found);
  if (holder !== null) {
    throw new StartFault(
      `Another Waybill (process ${holder}) already works in this data directory (${path}).`,
      `Stop it first (kill ${holder}), or give this one a directory of its own with WAYBILL_DATA and a port of its own with PORT. To run several against one database, set DATABASE_URL for each.`,
    );
  }
  // Two newcomers may judge the same lock stale: move it aside, and put it back if it was a fresh one by then.
  const aside = `${path}.stale.${process.pid}`;
  await rename(path, aside).catch(() => undefined);
  const moved = await read(aside);
  if (moved !== null && moved !== found) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
};
