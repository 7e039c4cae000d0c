/** Looks at what our own PostgreSQL needs: its programs, its user, the data directory, and whether it runs. */

import { access, constants, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findBinaries, findMissingLinks } from '../../packages/server/src/lib/embedded-postgres/binaries.ts';
import { clusterPath } from '../../packages/server/src/lib/embedded-postgres/cluster.ts';
import { holderOf } from '../../packages/server/src/lib/embedded-postgres/directory-lock.ts';
import { checkDataPath, tryBinaries } from '../../packages/server/src/lib/embedded-postgres/reach.ts';
import { findSystemUser } from '../../packages/server/src/lib/embedded-postgres/system-user.ts';
import { StartFault } from '../../packages/server/src/lib/start-fault.ts';
import { broken, fine } from './check.ts';
import type { Finding } from './check.ts';
import { nearestFolder } from './machine.ts';

/** Turns a fault that would stop the start into a finding. */
const attempt = async (work: () => Promise<Finding>): Promise<Finding> => {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof StartFault) return broken(cause.message, cause.mend);
    throw cause;
  }
};

export const checkPrograms = (directory: string) =>
  attempt(async () => {
    const binaries = await findBinaries();
    if ((await findMissingLinks(binaries)).length > 0) {
      return fine('The PostgreSQL programs are here; the first start completes their libraries');
    }
    const user = await findSystemUser(clusterPath(directory));
    const major = await tryBinaries(binaries, user ?? null);
    const runner = user === null ? 'you' : (user?.name ?? 'the user postgres, which the first start makes');
    return fine(`PostgreSQL ${major} runs here, as ${runner}`);
  });

export const checkDirectory = (directory: string) =>
  attempt(async () => {
    await checkDataPath(directory, (await findSystemUser(clusterPath(directory))) ?? null);
    const place = await nearestFolder(directory);
    const writable = await access(place, constants.W_OK | constants.X_OK).then(
      () => true,
      () => false,
    );
    if (!writable) {
      return broken(
        `The data directory ${directory} cannot be ${place === directory ? 'written' : `made in ${place}`}`,
        'Set WAYBILL_DATA to a folder that you may write, or give this one to the user that starts Waybill (chown).',
      );
    }
    return fine(
      place === directory
        ? `Data directory ${directory}`
        : `Data directory ${directory}, to be made by the first start`,
    );
  });

/** The process that works in the data directory, if one does. */
export const findHolder = async (directory: string): Promise<number | null> => {
  const lock = await readFile(join(directory, 'waybill.lock'), 'utf8').catch(() => null);
  return lock === null ? null : holderOf(lock);
};
