/** Gives a test file a migrated database of its own, on a real PostgreSQL. */

import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Pool } from 'pg';
import { DatabaseError } from 'pg';
import { createDatabase } from '../src/store/database.ts';
import type { Database } from '../src/store/database.ts';
import { createPool } from '../src/store/pool.ts';
import type { DB } from '../src/store/schema.ts';
import { onDatabase, ownerUrl, startThrowawayPostgres, template } from './throwaway-postgres.ts';
import type { ThrowawayPostgres } from './throwaway-postgres.ts';

export type TestDatabase = {
  /** As the application's role. */
  readonly url: string;
  /** As the superuser, who is above row-level security. */
  readonly superuserUrl: string;
  /** For use-cases. */
  readonly tenants: Database;
  /** The house's own: sees the rows of all accounts. */
  readonly db: Kysely<DB>;
  /** Bare: its connections see whatever their last user saw, at first nothing. */
  readonly pool: Pool;
  /** Ends the pool and drops the database; call it in `after`. */
  close(): Promise<void>;
};

/** The server of this file when it runs alone (`node --test file`); else the run's own, made by global-setup.ts. */
let alone: Promise<ThrowawayPostgres> | undefined;
let open = 0;

const adminUrl = async () => {
  const shared = process.env['WAYBILL_TEST_SERVER'];
  if (shared) return shared;
  alone ??= startThrowawayPostgres();
  return (await alone).adminUrl;
};

const withDatabase = (admin: string, name: string) => {
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return url.href;
};

export const testDatabase = async (options: { readonly poolSize?: number } = {}): Promise<TestDatabase> => {
  open += 1;
  const admin = await adminUrl();
  const name = `test_${randomBytes(8).toString('hex')}`;
  await onDatabase(admin, async (client) => {
    for (let left = 50; ; left -= 1) {
      try {
        return await client.query(`create database ${name} template ${template} owner waybill`);
      } catch (cause) {
        // Another file is cloning the template at this moment (object_in_use).
        if (!(cause instanceof DatabaseError) || cause.code !== '55006' || left === 0) throw cause;
        await sleep(50 + Math.random() * 100);
      }
    }
  });
  const url = ownerUrl(admin, name);
  const log = { warn: () => undefined };
  const pool = createPool({ url, size: options.poolSize ?? 8, name, log, allowExitOnIdle: true });
  const housePool = createPool({ url, size: 10, name, alongIndexes: true, log, allowExitOnIdle: true });
  const tenants = createDatabase(pool, housePool);
  return {
    url,
    superuserUrl: withDatabase(admin, name),
    pool,
    tenants,
    db: tenants.house,
    close: async () => {
      if (!pool.ended) await pool.end();
      await housePool.end();
      await onDatabase(admin, (client) => client.query(`drop database if exists ${name} with (force)`));
      open -= 1;
      if (open > 0 || !alone) return;
      const server = await alone;
      alone = undefined;
      await server.stop();
    },
  };
};
