/** Fills an empty database from a backup, all in one transaction, and compares every table with what was read. */

import type { Client } from 'pg';
import type { FileStore } from '../../lib/file-store/file-store.ts';
import { StartFault } from '../../lib/start-fault.ts';
import { BackupUnreadable } from './format.ts';
import type { Header, Line, Sum } from './format.ts';
import { createSum, readRows, spelling } from './rows.ts';
import { listForeignKeys, listTables } from './tables.ts';
import type { Table } from './tables.ts';

export type RestoreTarget = {
  /** As the application, which owns the tables. They have the shape of the backup's migrations. */
  readonly client: Client;
  readonly files: Pick<FileStore, 'put'>;
};

export type Restored = { readonly rows: number; readonly files: number; readonly pausedEndpoints: number };

/** Stands at each endpoint until somebody who knows better switches it on. */
export const pausedReason = 'Restored from a backup: enable it when this copy is the one that shall speak.';

/** Rows in one statement. */
const page = 500;

/**
 * The first line has been read already. Foreign keys are taken off and put back at the end: so the order of the tables
 * does not matter, and each is checked as a whole.
 * @throws StartFault for a database that is not empty, BackupUnreadable for a file that is not whole
 */
export const loadBackup = async (
  { client, files }: RestoreTarget,
  header: Header,
  lines: AsyncIterable<Line>,
): Promise<Restored> => {
  await client.query('begin');
  await client.query(spelling);
  const tables = await listTables(client);
  await refuseData(client, tables);
  for (const day of header.positionDays) await client.query('select prepare_position_days($1::date, 1)', [day]);
  const keys = await listForeignKeys(client);
  for (const { table, name } of keys) await client.query(`alter table ${table} drop constraint ${name}`);
  const { sums, files: count } = await fill(client, files, tables, lines);
  for (const { table, name, definition } of keys) {
    await client.query(`alter table ${table} add constraint ${name} ${definition}`);
  }
  await compare(client, tables, sums);
  const paused = await client.query(
    `update webhook_endpoint set state = 'disabled', disabled_reason = $1, version = version + 1
     where state = 'enabled' and deleted_at is null`,
    [pausedReason],
  );
  await client.query('commit');
  const rows = [...sums.values()].reduce((total, sum) => total + sum.rows, 0);
  return { rows, files: count, pausedEndpoints: paused.rowCount ?? 0 };
};

const refuseData = async (client: Client, tables: readonly Table[]) => {
  for (const { name } of tables) {
    const { rows } = await client.query<{ filled: boolean }>(`select exists (select from ${name}) as filled`);
    if (!rows[0]?.filled) continue;
    throw new StartFault(
      `The database holds data already (in the table ${name}), and a backup goes into an empty one only.`,
      'Name an empty data directory with WAYBILL_DATA, or an empty database with DATABASE_URL. Nothing was changed.',
    );
  }
};

type Filled = { readonly sums: ReadonlyMap<string, Sum>; readonly files: number };

const fill = async (
  client: Client,
  files: Pick<FileStore, 'put'>,
  tables: readonly Table[],
  lines: AsyncIterable<Line>,
): Promise<Filled> => {
  const known = new Set(tables.map(({ name }) => name));
  const sums = new Map<string, Sum>();
  let table: string | null = null;
  let rows: string[] = [];
  let count = 0;
  const flush = async () => {
    if (rows.length === 0) return;
    await client.query(`insert into ${table} select * from json_populate_recordset(null::${table}, $1::json)`, [
      `[${rows.join(',')}]`,
    ]);
    rows = [];
  };
  for await (const line of lines) {
    if (line.kind === 'table' && known.has(line.table)) table = line.table;
    else if (line.kind === 'row' && table !== null) {
      if (rows.push(line.json) >= page) await flush();
    } else if (line.kind === 'end of table' && table !== null) {
      await flush();
      sums.set(table, { rows: line.rows, sha256: line.sha256 });
      table = null;
    } else if (line.kind === 'file') {
      // before the commit, so that no row is without its file; what a failed restore leaves, the sweep finds
      await files.put(line.key, line.content, line.contentType);
      count += 1;
    } else if (line.kind === 'end' && line.files === count && sums.size === tables.length) {
      return { sums, files: count };
    } else throw new BackupUnreadable('The lines of the backup do not fit together.');
  }
  throw new BackupUnreadable('The backup is cut off: its last line is missing.');
};

const compare = async (client: Client, tables: readonly Table[], sums: ReadonlyMap<string, Sum>) => {
  for (const table of tables) {
    const sum = createSum();
    for await (const rows of readRows(table, client)) sum.add(rows);
    const [{ rows, sha256 }, wanted] = [sum.total(), sums.get(table.name)];
    if (rows === wanted?.rows && sha256 === wanted.sha256) continue;
    throw new BackupUnreadable(`The table ${table.name} came out different from what the backup says of it.`);
  }
};
