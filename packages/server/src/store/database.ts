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

/**
 * Ending the pools stays with whoever made them: `destroy()` ends them too, calling both is a fault.
 * @param housePool the house's own, so that connections need not be set anew whenever its work and requests take turns
 */
export const createDatabase = (pool: Pool, housePool = pool): Database => {
  const connections = prepareStatements(pool);
  const open = (scope: string | null, from = connections) =>
    new Kysely<DB>({ dialect: new PostgresDialect({ pool: from(scope) }) });
  const known = new Map<string, Kysely<DB>>();
  return {
    house: open(everything, housePool === pool ? connections : prepareStatements(housePool)),
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
