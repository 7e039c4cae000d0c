/**
 * Gives each recurring statement a name, so that PostgreSQL parses and plans it once per connection, and tells each
 * connection whose rows its next user may touch.
 */

import { createHash } from 'node:crypto';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import { DatabaseError } from 'pg';
import type { Pool, PoolClient } from 'pg';
import { DatabaseBusy } from '../lib/database-faults.ts';
import { setTenant } from './tenant-setting.ts';

/** Each name costs memory in every connection, and a bulk statement has another text for each number of rows. */
const limits = { names: 400, remembered: 4000, parameters: 200 };

/** The plan no longer fits a changed table, or a connection pooler forgot the name: go on without names for it. */
const forgetful = new Set(['0A000', '26000']);

/** More callers than this in line, per connection, are told at once that the database is busy. */
const waitingPerConnection = 32;

type Namer = {
  nameOf(text: string, parameters: number): string | undefined;
  forget(text: string): void;
};

/** A text gets its name when it comes the second time. */
export const createNamer = (): Namer => {
  const names = new Map<string, string | undefined>();
  const seen = new Set<string>();
  return {
    nameOf: (text, parameters) => {
      if (names.has(text)) return names.get(text);
      if (names.size >= limits.names || parameters > limits.parameters) return undefined;
      if (!seen.has(text)) {
        if (seen.size >= limits.remembered) seen.clear();
        seen.add(text);
        return undefined;
      }
      seen.delete(text);
      const name = `w${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
      names.set(text, name);
      return name;
    },
    forget: (text) => void names.set(text, undefined),
  };
};

/**
 * What Kysely needs of a pool, by tenant: an account's id, or null for connections as they come. Transactions' own words
 * (begin, commit) stay unnamed: they have no plan.
 */
export const prepareStatements = (pool: Pool): ((tenant: string | null) => PostgresPool) => {
  const namer = createNamer();
  // Kysely knows a connection by its object, so each keeps the same one.
  const wrapped = new WeakMap<PoolClient, PostgresPoolClient>();
  /** What each connection is set to: one that is right already costs no round trip. */
  const tenants = new WeakMap<PoolClient, string>();
  const connect = async (tenant: string | null) => {
    if (pool.waitingCount >= waitingPerConnection * (pool.options.max ?? 10)) {
      throw new DatabaseBusy('every connection to the database is taken');
    }
    const client = await pool.connect();
    const known = wrapped.get(client) ?? wrap(client, namer);
    wrapped.set(client, known);
    if (tenant === null || tenants.get(client) === tenant) return known;
    try {
      await client.query(setTenant, [tenant]);
    } catch (cause) {
      // Whose it is now nobody knows.
      client.release(true);
      throw cause;
    }
    tenants.set(client, tenant);
    return known;
  };
  return (tenant) => ({ options: pool.options, end: () => pool.end(), connect: () => connect(tenant) });
};

const wrap = (client: PoolClient, namer: Namer): PostgresPoolClient => {
  const query = async (text: string, values: readonly unknown[]): Promise<unknown> => {
    const name = values.length > 0 ? namer.nameOf(text, values.length) : undefined;
    try {
      return await client.query({ text, values: [...values], ...(name && { name }) });
    } catch (cause) {
      if (name && cause instanceof DatabaseError && forgetful.has(cause.code ?? '')) namer.forget(text);
      throw cause;
    }
  };
  return {
    release: (destroy) => client.release(destroy),
    // The other way to call it takes a cursor, which Kysely has only when it was given one.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the rows' type is Kysely's to know
    query: query as PostgresPoolClient['query'],
  };
};
