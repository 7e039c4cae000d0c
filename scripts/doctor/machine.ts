/** Looks at the machine: Node, the disk, the port. */

import { once } from 'node:events';
import { stat, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import type { Config } from '../../packages/server/src/config.ts';
import { broken, fine } from './check.ts';
import type { Finding } from './check.ts';

const neededNode = 24;
/** Bytes: below it PostgreSQL may soon refuse to write. */
const neededDisk = 500 * 1024 ** 2;

export const checkNode = (version = process.versions.node): Finding =>
  Number.parseInt(version, 10) >= neededNode
    ? fine(`Node ${version}`)
    : broken(
        `Node ${version} is too old: Waybill needs ${neededNode}`,
        'Run npm ci (it installs the right one beside the project) and start through npm: npm start, npm run doctor.',
      );

export const checkDisk = async (directory: string): Promise<Finding> => {
  const place = await nearestFolder(directory);
  const { bavail, bsize } = await statfs(place);
  const free = bavail * bsize;
  const words = `${(free / 1024 ** 3).toFixed(1)} GiB free for ${directory}`;
  return free >= neededDisk ? fine(words) : broken(words, 'Free some space, or set WAYBILL_DATA to another disk.');
};

/** The directory itself, or what of its path is there already. */
export const nearestFolder = async (path: string): Promise<string> => {
  for (let at = path; at !== dirname(at); at = dirname(at)) {
    if (await stat(at).catch(() => null)) return at;
  }
  return '/';
};

/** `holder` is a Waybill that runs on this data directory, and so most likely the one on this port. */
export const checkPort = async ({ http: { host, port } }: Config, holder: number | null): Promise<Finding> => {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
    return fine(`Port ${port} on ${host} is free`);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    if (code === 'EADDRINUSE' && holder !== null)
      return fine(`Port ${port} is in use; a Waybill (process ${holder}) runs`);
    return broken(
      `Port ${port} on ${host} cannot be used (${code})`,
      'Stop the program that has it, or choose another with PORT=8081 (and an address of this machine with HOST).',
    );
  } finally {
    server.close();
  }
};
