/** Brings the database's tables to what this code expects: numbered files, forward only, each once. */

import { setTimeout as sleep } from 'node:timers/promises';
import { Client, DatabaseError } from 'pg';
import { StartFault } from '../lib/start-fault.ts';
import { toConnectFault } from './connect-fault.ts';
import { readMigrations } from './migration-files.ts';
import type { Migration } from './migration-files.ts';
import { everything, setTenant } from './tenant-setting.ts';

/** Any constant will do, as long as every release uses the same one. */
const lockKey = 7_294_318_004;

/** A migration that cannot get its table locks in 5 s gives way to the traffic, and tries again. */
const lockWait = { timeout: '5s', tries: 12, pauseMs: 1000 };

/** Waited for a lock too long, or stood in a circle with the traffic: lock_not_available, deadlock_detected. */
const givesWay = new Set(['55P03', '40P01']);

/**
 * Answers the numbers that were applied now. Two processes that call it at once do the work once.
 * @param last goes no further than this number: a backup wants the tables that it was taken from.
 */
export const migrate = async (
  url: string,
  folder: string,
  report: (line: string) => void = () => undefined,
  last = Infinity,
): Promise<readonly number[]> => {
  const known = await readMigrations(folder);
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: 5000,
    application_name: 'waybill migrate',
  });
  // A connection lost between two statements is told by the next one.
  client.on('error', () => undefined);
  await client.connect().catch((cause: unknown) => {
    throw toConnectFault(cause, url);
  });
  try {
    await takeTurn(client, report);
    await client.query(setTenant, [everything]);
    await client.query(table);
    const pending = findPending(known, await readApplied(client)).filter(({ number }) => number <= last);
    for (const migration of pending) {
      await apply(client, migration);
      report(`migration ${migration.file} applied`);
    }
    return pending.map((migration) => migration.number);
  } finally {
    await client.end();
  }
};

const table = `
  create table if not exists waybill_migration (
    number integer primary key,
    name text not null,
    checksum text not null,
    applied_at timestamptz not null default now()
  )`;

/** Held until the connection ends, so a killed process does not keep it. */
const takeTurn = async (client: Client, report: (line: string) => void) => {
  const { rows } = await client.query<{ free: boolean }>('select pg_try_advisory_lock($1) as free', [lockKey]);
  if (rows[0]?.free) return;
  report('another process is migrating the database; waiting for it');
  await client.query('select pg_advisory_lock($1)', [lockKey]);
};

export type Applied = { readonly number: number; readonly name: string; readonly checksum: string };

/** Empty for a database that was never migrated. */
export const readApplied = async (client: Client): Promise<readonly Applied[]> => {
  const { rows } = await client.query<{ present: boolean }>(
    `select to_regclass('waybill_migration') is not null as present`,
  );
  if (!rows[0]?.present) return [];
  const found = await client.query<Applied>('select number, name, checksum from waybill_migration order by number');
  return found.rows;
};

/** Pure: what is still to do. Throws a `StartFault` when the database is not one that these files can have made. */
export const findPending = (known: readonly Migration[], applied: readonly Applied[]): readonly Migration[] => {
  const newest = known.length;
  for (const { number, name, checksum } of applied) {
    if (number > newest) {
      throw new StartFault(
        `The database is newer than this Waybill: it has migration ${number} (${name}), this release knows ${newest}.`,
        'Start the release that wrote it, or a later one. Nothing was changed.',
      );
    }
    const file = known[number - 1];
    if (file?.checksum !== checksum) {
      throw new StartFault(
        `Migration ${number} (${name}) was applied with another content than ${file?.file} has now.`,
        'Put the file back as it was released; a change to the tables needs a new number. Nothing was changed.',
      );
    }
  }
  return known.slice(applied.length);
};

const apply = async (client: Client, { number, name, checksum, sql, file }: Migration) => {
  for (let left = lockWait.tries; ; left -= 1) {
    try {
      await client.query('begin');
      await client.query(`set local lock_timeout = '${lockWait.timeout}'`);
      await client.query(sql);
      await client.query('insert into waybill_migration (number, name, checksum) values ($1, $2, $3)', [
        number,
        name,
        checksum,
      ]);
      await client.query('commit');
      return;
    } catch (cause) {
      await client.query('rollback').catch(() => undefined);
      if (cause instanceof DatabaseError && givesWay.has(cause.code ?? '') && left > 1) {
        await sleep(lockWait.pauseMs * (0.5 + Math.random()));
        continue;
      }
      throw new StartFault(
        `Migration ${file} failed: ${cause instanceof Error ? cause.message : String(cause)}`,
        'It was undone as a whole, and those before it stay. Mend what it says, or go back to the former release.',
        { cause },
      );
    }
  }
};
