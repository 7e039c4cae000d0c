/** The database as its users may see it: one account's rows, or those of all. PostgreSQL holds them to it. */

import { Kysely, PostgresDialect } from 'kysely';
import type { Pool } from 'pg';
import { prepareStatements } from './prepared-statements.ts';
import type { DB } from './schema.ts';
import { everything } from './tenant-setting.ts';

export type Database = {
  /** Sees and changes what the account has, and nothing else. */
  readonly of: (accountId: string) => Kysely<DB>;
  /** For our own work that crosses accounts: relay, sender, housekeeping, seeding. Never for a request. */
  readonly house: Kysely<DB>;
  /** For finding out who signs in: a connection as it comes, which saves setting it. Only for functions of the database. */
  readonly anyone: Kysely<DB>;
};

/** Accounts whose instance is kept; it costs some microseconds to make. */
const remembered = 1000;

/** Ending the pool stays with whoever made it: `destroy()` ends it too, calling both is a fault. */
export const createDatabase = (pool: Pool): Database => {
  const connections = prepareStatements(pool);
  const open = (scope: string | null) => new Kysely<DB>({ dialect: new PostgresDialect({ pool: connections(scope) }) });
  const known = new Map<string, Kysely<DB>>();
  return {
    house: open(everything),
    anyone: open(null),
    of(accountId) {
      const before = known.get(accountId);
      if (before) return before;
      // A word that is no account's id must not open more than one: `house` is not to be had by this door.
      if (accountId === everything) throw new Error('The house is not an account.');
      if (known.size >= remembered) known.clear();
      const made = open(accountId);
      known.set(accountId, made);
      return made;
    },
  };
};
