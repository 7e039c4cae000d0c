/** A PostgreSQL server for tests in a temporary directory, with a migrated template to clone databases from. */

import { rmSync } from 'node:fs';
import { chmod, cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { findBinaries } from '../src/lib/embedded-postgres/binaries.ts';
import type { Binaries } from '../src/lib/embedded-postgres/binaries.ts';
import { findBarrier } from '../src/lib/embedded-postgres/reach.ts';
import { throwaway } from '../src/lib/embedded-postgres/settings.ts';
import { startEmbeddedPostgres } from '../src/lib/embedded-postgres/start-embedded-postgres.ts';
import { findSystemUser } from '../src/lib/embedded-postgres/system-user.ts';
import { migrate } from '../src/store/migrate.ts';
import { everything, setTenant } from '../src/store/tenant-setting.ts';

export const migrations = join(import.meta.dirname, '..', 'migrations');
export const template = 'waybill_template';

export type ThrowawayPostgres = { readonly adminUrl: string; stop(): Promise<void> };

const silent = () => undefined;

export const startThrowawayPostgres = async (): Promise<ThrowawayPostgres> => {
  const directory = await mkdtemp(join(tmpdir(), 'waybill-test-'));
  // As root the database runs as another user, who must get in.
  await chmod(directory, 0o711);
  const remove = () => rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  process.once('exit', remove);
  const server = await startEmbeddedPostgres({
    directory,
    binaries: await reachableBinaries(directory),
    settings: throwaway,
    sync: false,
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
  await onDatabase(server.adminUrl, (client) => client.query(`create database ${template} owner waybill`));
  await migrate(ownerUrl(server.adminUrl, template), migrations);
  return {
    adminUrl: server.adminUrl,
    stop: async () => {
      await server.stop();
      process.off('exit', remove);
      remove();
    },
  };
};

/** A checkout in a closed folder (a CI's, as root) is no reason not to test: the programs are copied out of it. */
const reachableBinaries = async (directory: string): Promise<Binaries> => {
  const binaries = await findBinaries();
  const user = await findSystemUser(directory);
  if (!user || (await findBarrier(dirname(binaries.postgres), user)) === null) return binaries;
  await cp(dirname(dirname(binaries.postgres)), join(directory, 'native'), { recursive: true, verbatimSymlinks: true });
  const bin = join(directory, 'native', 'bin');
  return { postgres: join(bin, 'postgres'), initdb: join(bin, 'initdb') };
};

/** Both roles have the same password; the owner is the one the application uses. */
export const ownerUrl = (adminUrl: string, database: string) => {
  const url = new URL(adminUrl);
  url.username = 'waybill';
  url.pathname = `/${database}`;
  return url.href;
};

/** Sees the rows of all accounts. */
export const onDatabase = async <T>(url: string, work: (client: Client) => Promise<T>): Promise<T> => {
  const client = new Client({ connectionString: url });
  client.on('error', silent);
  await client.connect();
  await client.query(setTenant, [everything]);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};
