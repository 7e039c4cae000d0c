/** Finds the embedded database of a data directory while somebody else runs it: the server that owns it, as a rule. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clusterPath, passwordPath } from './cluster.ts';

export type RunningPostgres = {
  /** For the application: the database `waybill` as its owner, who is no superuser. */
  readonly url: string;
  /** For upkeep: the database `postgres` as the superuser. */
  readonly adminUrl: string;
};

/** Null when none is ready there, or its files cannot be read by us. Line 4 of postmaster.pid is the port. */
export const findRunningPostgres = async (directory: string): Promise<RunningPostgres | null> => {
  try {
    const state = (await readFile(join(clusterPath(directory), 'postmaster.pid'), 'utf8')).split('\n');
    const password = (await readFile(passwordPath(directory), 'utf8')).trim();
    const port = Number(state[3]);
    return state[7]?.trim() === 'ready' ? toAddresses(port, password) : null;
  } catch {
    return null;
  }
};

export const toAddresses = (port: number, password: string): RunningPostgres => ({
  url: `postgres://waybill:${password}@127.0.0.1:${port}/waybill`,
  adminUrl: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
});
