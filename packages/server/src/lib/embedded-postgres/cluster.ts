/** Makes the database's files once, so that an interrupted first start leaves nothing that looks finished. */

import { randomBytes } from 'node:crypto';
import { chown, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartFault } from '../start-fault.ts';
import type { Binaries } from './binaries.ts';
import { runProgram } from './run-program.ts';
import type { SystemUser } from './system-user.ts';

export type Cluster = { readonly directory: string; readonly password: string };

type Making = {
  readonly binaries: Binaries;
  readonly directory: string;
  readonly user: SystemUser | null;
  /** False leaves the files to the operating system's own pace: for throwaway clusters. */
  readonly sync: boolean;
};

export const clusterPath = (directory: string) => join(directory, 'postgres');
const unfinishedName = 'postgres.unfinished-';
export const passwordPath = (directory: string) => join(directory, 'postgres-password');

const read = (path: string) => readFile(path, 'utf8').catch(() => null);

/** Answers the cluster in `directory`, made now if there is none; `major` is the version of the programs. */
export const openCluster = async (making: Making, major: number): Promise<Cluster> => {
  const cluster = clusterPath(making.directory);
  const version = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return null;
    throw new StartFault(
      `The database's files in ${cluster} cannot be read (${cause.code}).`,
      'Start as the user that started it the first time, or give the directory to the present one (chown -R).',
      { cause },
    );
  });
  if (version === null) return makeCluster(making);
  if (Number(version.trim()) !== major) {
    throw new StartFault(
      `The database in ${cluster} belongs to PostgreSQL ${version.trim()}, this Waybill brings PostgreSQL ${major}.`,
      `Start the Waybill release that made it, save its contents with pg_dump, then start this release with an empty WAYBILL_DATA and restore them.`,
    );
  }
  const password = await read(passwordPath(making.directory));
  if (password) return { directory: cluster, password: password.trim() };
  throw new StartFault(
    `The database's password (${passwordPath(making.directory)}) is missing or cannot be read.`,
    'Put the file back from a backup of the data directory, or make it readable for the user that starts Waybill.',
  );
};

const makeCluster = async ({ binaries, directory, user, sync }: Making): Promise<Cluster> => {
  for (const name of await readdir(directory)) {
    // Its programs may still be at work for a moment when their master was killed: then the next start removes it.
    if (name.startsWith(unfinishedName)) await rm(join(directory, name), { recursive: true }).catch(() => undefined);
  }
  const unfinished = await mkdtemp(join(directory, unfinishedName));
  // Hex, because it goes into a URL and an SQL literal as it is.
  const password = randomBytes(24).toString('hex');
  await rm(passwordPath(directory), { force: true });
  await writeFile(passwordPath(directory), password, { mode: 0o600, flag: 'wx' });
  if (user) {
    await chown(unfinished, user.uid, user.gid);
    await chown(passwordPath(directory), user.uid, user.gid);
  }
  const step = async (program: string, args: readonly string[], input = '') => {
    const { code, output } = await runProgram(program, args, { user: user ?? undefined, input });
    if (code !== 0 || output.includes('ERROR:')) {
      throw new StartFault(
        `The database's files could not be made in ${directory}: ${output.split('\n').slice(-3).join(' ')}`,
        'See that the disk has 200 MB to spare and that its file system keeps owners and permissions, then start again.',
      );
    }
  };
  await step(binaries.initdb, [
    `--pgdata=${unfinished}`,
    '--username=postgres',
    `--pwfile=${passwordPath(directory)}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(sync ? [] : ['--no-sync']),
  ]);
  // Our own role is no superuser: row-level security would not hold for one. One statement a line (single-user mode).
  const sql = [`create role waybill login password '${password}';`, 'create database waybill owner waybill;', ''];
  await step(binaries.postgres, ['--single', '-D', unfinished, ...(sync ? [] : ['-F']), 'postgres'], sql.join('\n'));
  await rename(unfinished, clusterPath(directory));
  return { directory: clusterPath(directory), password };
};
