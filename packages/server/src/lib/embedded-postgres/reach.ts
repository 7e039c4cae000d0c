/** Finds the folder that keeps the database's user from a path, so that the message can name it. */

import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { StartFault } from '../start-fault.ts';
import type { Binaries } from './binaries.ts';
import { runProgram } from './run-program.ts';
import type { Outcome } from './run-program.ts';
import type { SystemUser } from './system-user.ts';

const entryBits = { owner: 0o100, group: 0o010, others: 0o001 };

/** The outermost folder on the way to `path` (itself included) that `user` may not enter. */
export const findBarrier = async (path: string, user: SystemUser): Promise<string | null> => {
  const way: string[] = [];
  for (let at = resolve(path); ; at = dirname(at)) {
    way.unshift(at);
    if (at === dirname(at)) break;
  }
  for (const folder of way) {
    const found = await stat(folder).catch(() => null);
    if (!found?.isDirectory()) return null;
    const bit = found.uid === user.uid ? 'owner' : found.gid === user.gid ? 'group' : 'others';
    if ((found.mode & entryBits[bit]) === 0) return folder;
  }
  return null;
};

/**
 * Runs `postgres --version` as the database's user and answers the major version. Trying it is the proof (access
 * lists and mount options count too); the permissions are read only to name the folder in the way.
 */
export const tryBinaries = async (binaries: Binaries, user: SystemUser | null): Promise<number> => {
  const tried: Outcome = await runProgram(binaries.postgres, ['--version'], { user: user ?? undefined }).catch(
    (cause: Error) => ({ code: null, output: cause.message }),
  );
  const major = /^postgres \(PostgreSQL\) (\d+)/.exec(tried.output)?.[1];
  if (tried.code === 0 && major) return Number(major);
  const barrier = user && (await findBarrier(dirname(binaries.postgres), user));
  if (user && barrier) {
    throw new StartFault(
      `The database runs as the user "${user.name}", and that user may not enter ${barrier}, where this project lies.`,
      `Move the project to a folder that every user may enter (such as /srv/waybill), or allow it (chmod o+x ${barrier}), or start as an ordinary user, or set DATABASE_URL to a PostgreSQL server of your own.`,
    );
  }
  throw new StartFault(
    `The PostgreSQL that comes with this installation does not run here (${tried.output || `exit code ${tried.code}`}).`,
    'It needs a Linux with glibc, or macOS, and the right to switch users when started as root. Set DATABASE_URL to a PostgreSQL server of your own.',
  );
};

/** The data directory may not exist yet: the nearest folder that does is the one that must be open. */
export const checkDataPath = async (directory: string, user: SystemUser | null) => {
  if (!user) return;
  const barrier = await findBarrier(directory, user);
  if (!barrier) return;
  throw new StartFault(
    `The database runs as the user "${user.name}", and that user may not enter ${barrier}, on the way to the data directory ${directory}.`,
    `Set WAYBILL_DATA to a folder that every user may reach (such as /var/lib/waybill), or allow it (chmod o+x ${barrier}), or set DATABASE_URL to a PostgreSQL server of your own.`,
  );
};
