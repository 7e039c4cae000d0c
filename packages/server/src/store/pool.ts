/** Makes the connections to the database: bounded in number, in waiting and in how long a statement may take. */

import { Pool } from 'pg';
import type { Logger } from 'pino';
import { typeParsers } from './types.ts';

export type PoolOptions = {
  readonly url: string;
  /** Connections at most. */
  readonly size: number;
  /** Shows in pg_stat_activity. */
  readonly name?: string;
  readonly log: Pick<Logger, 'warn'>;
  /** For scripts and tests: an idle connection does not keep the process. */
  readonly allowExitOnIdle?: boolean;
};

/**
 * Each recurring statement is planned once per connection: left to itself the planner plans the larger ones anew each
 * time. None has a condition that some parameters switch off.
 */
const planOnce = '-c plan_cache_mode=force_generic_plan';

/** Every one of the driver's defaults here is "never". Milliseconds. */
const limits = {
  connectionTimeoutMillis: 2000,
  statement_timeout: 30_000,
  idle_in_transaction_session_timeout: 10_000,
} as const;

export const createPool = ({ url, size, name = 'waybill', log, allowExitOnIdle = false }: PoolOptions): Pool => {
  const pool = new Pool({
    ...limits,
    connectionString: url,
    options: planOnce,

    max: size,
    application_name: name,
    keepAlive: true,
    types: typeParsers,
    allowExitOnIdle,
  });
  // Without listeners a lost connection ends the process; the pool replaces it by itself.
  pool.on('error', (cause) => {
    // While it ends, the database may close a connection before our good-bye arrives.
    if (pool.ending) return;
    log.warn({ code: 'code' in cause ? cause.code : undefined }, 'a database connection was lost');
  });
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
};
