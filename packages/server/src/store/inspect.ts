/** Looks into a database without changing it: whether it lets us in, what it is, what a start would do to it. */

import { Client } from 'pg';
import { toConnectFault } from './connect-fault.ts';
import { findPending, readApplied } from './migrate.ts';
import { readMigrations } from './migration-files.ts';

export type Inspection = {
  readonly version: string;
  readonly pending: number;
  /** The role is above row-level security: only the queries' own filters keep the tenants apart. */
  readonly bypasses: boolean;
};

/** @throws StartFault when it cannot be reached, or was not made by these migrations. */
export const inspectDatabase = async (url: string, migrations: string): Promise<Inspection> => {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: 5000,
    application_name: 'waybill doctor',
  });
  client.on('error', () => undefined);
  try {
    await client.connect().catch((cause: unknown) => {
      throw toConnectFault(cause, url);
    });
    const { rows } = await client.query<{ version: string; bypasses: boolean }>(`
      select current_setting('server_version') as version, rolsuper or rolbypassrls as bypasses
      from pg_roles where rolname = current_user`);
    const pending = findPending(await readMigrations(migrations), await readApplied(client));
    const [{ version, bypasses } = { version: 'unknown', bypasses: false }] = rows;
    return { version, bypasses, pending: pending.length };
  } finally {
    await client.end().catch(() => undefined);
  }
};
