/** Brings up our own PostgreSQL in a data directory: checks first, then lock, files, server, supervision. */

import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { StartFault } from '../start-fault.ts';
import { completeLinks, findBinaries } from './binaries.ts';
import type { Binaries } from './binaries.ts';
import { clusterPath, openCluster } from './cluster.ts';
import { openDataDirectory } from './data-directory.ts';
import { lockDirectory } from './directory-lock.ts';
import { findFreePort } from './free-port.ts';
import { stopLeftover } from './leftover.ts';
import type { Log } from './log.ts';
import { NotReady, launch } from './postmaster.ts';
import type { Launch } from './postmaster.ts';
import { checkDataPath, tryBinaries } from './reach.ts';
import { toAddresses } from './running-postgres.ts';
import type { RunningPostgres } from './running-postgres.ts';
import { smallServer } from './settings.ts';
import type { Settings } from './settings.ts';
import { supervise } from './supervisor.ts';
import { createSystemUser, findSystemUser } from './system-user.ts';

export type EmbeddedPostgres = RunningPostgres & {
  readonly port: number;
  /** The server process; changes when it had to be started again. */
  pid(): number | undefined;
  stop(): Promise<void>;
};

export type Options = {
  readonly directory: string;
  readonly log: Log;
  readonly settings?: Settings;
  /** False for throwaway data: the first files are not forced to the disk. */
  readonly sync?: boolean;
  /** Others than those that npm installed. */
  readonly binaries?: Binaries;
};

/** Throws a `StartFault` for everything an operator can mend; nothing is written to
 * the data directory before the checks have passed. */
export const startEmbeddedPostgres = async (options: Options): Promise<EmbeddedPostgres> => {
  const wanted = resolve(options.directory);
  const binaries = options.binaries ?? (await findBinaries());
  await completeLinks(binaries);
  const found = await findSystemUser(clusterPath(wanted));
  const user = found === undefined ? await createSystemUser() : found;
  const major = await tryBinaries(binaries, user);
  await checkDataPath(wanted, user);
  await openDataDirectory(wanted, user === null);
  const directory = await realpath(wanted);
  const lock = await lockDirectory(directory);
  try {
    await stopLeftover(clusterPath(directory));
    const cluster = await openCluster({ binaries, directory, user, sync: options.sync ?? true }, major);
    const settings = options.settings ?? smallServer;
    const common = { postgres: binaries.postgres, cluster: cluster.directory, settings, user, log: options.log };
    const { plan, child } = await launchOnFreePort(common);
    const server = supervise(plan, child);
    return {
      ...toAddresses(plan.port, cluster.password),
      port: plan.port,
      pid: () => server.pid(),
      stop: async () => {
        await server.stop();
        await lock.release();
      },
    };
  } catch (cause) {
    await lock.release();
    throw cause;
  }
};

/** Between finding a free port and using it, somebody else may take it; then the next one will do. */
const launchOnFreePort = async (common: Omit<Launch, 'port'>) => {
  for (let left = 5; ; left -= 1) {
    const plan = { ...common, port: await findFreePort() };
    try {
      return { plan, child: await launch(plan) };
    } catch (cause) {
      if (cause instanceof NotReady && cause.portTaken && left > 0) continue;
      const words = cause instanceof Error ? cause.message : String(cause);
      throw new StartFault(
        `The database in ${common.cluster} does not start: ${words}`,
        'See that the disk is not full and that no other program uses the directory. Nothing was changed.',
        { cause },
      );
    }
  }
};
