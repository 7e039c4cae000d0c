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
  /**
   * For queues, whose statistics are always stale: the planner takes what waits for a row or two, then reads and sorts it
   * as a whole each time. Statements step along indexes instead, and whatever must be sorted is sorted by us.
   */
  readonly alongIndexes?: boolean;
  /** For scripts and tests: an idle connection does not keep the process. */
  readonly allowExitOnIdle?: boolean;
};

/**
 * Each recurring statement is planned once per connection: left to itself the planner plans the larger ones anew each
 * time. None has a condition that some parameters switch off.
 */
const planOnce = '-c plan_cache_mode=force_generic_plan';

const alongIndexes = ['seqscan', 'bitmapscan', 'sort', 'incremental_sort', 'hashjoin', 'mergejoin']
  .map((way) => `-c enable_${way}=off`)
  .join(' ');

/** Every one of the driver's defaults here is "never". Milliseconds. */
const limits = {
  connectionTimeoutMillis: 2000,
  statement_timeout: 30_000,
  idle_in_transaction_session_timeout: 10_000,
} as const;

export const createPool = ({ url, size, name = 'waybill', log, ...options }: PoolOptions): Pool => {
  const pool = new Pool({
    ...limits,
    connectionString: url,
    options: options.alongIndexes ? `${planOnce} ${alongIndexes}` : planOnce,
    max: size,
    application_name: name,
    keepAlive: true,
    types: typeParsers,
    allowExitOnIdle: options.allowExitOnIdle ?? false,
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

/** Makes the pool's first connection, patiently. */
export const connectFirst = async (pool: Pool, tries?: number): Promise<void> => {
  await patiently(() => pool.query('select 1'), tries);
};

/**
 * Does what belongs to the start with more patience than requests have: everybody is busy then, and a start that gives up
 * is of no use.
 * @param work that may be begun again when it got no connection.
 * @param tries each as long as the pool's own wait for a connection
 */
export const patiently = async <T>(work: () => Promise<T>, tries = 15): Promise<T> => {
  for (let left = tries; ; left -= 1) {
    try {
      return await work();
    } catch (cause) {
      const isLate = cause instanceof Error && cause.message.startsWith('timeout exceeded');
      if (!isLate || left <= 1) throw cause;
    }
  }
};
