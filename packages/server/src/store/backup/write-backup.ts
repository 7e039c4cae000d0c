/** Reads a whole database and the files of its proofs as they were at one moment, while others go on writing. */

import { buffer } from 'node:stream/consumers';
import type { Client } from 'pg';
import { FileMissing } from '../../lib/file-store/file-store.ts';
import type { FileStore } from '../../lib/file-store/file-store.ts';
import { readApplied } from '../migrate.ts';
import type { Line } from './format.ts';
import { createSum, readRows, spelling } from './rows.ts';
import { listPositionDays, listTables } from './tables.ts';

export type BackupSource = {
  /** As the application, on a connection that nothing else uses. */
  readonly client: Client;
  readonly files: Pick<FileStore, 'get'>;
  /** Told of each file that a row names and the store does not have. */
  readonly onMissing: (key: string) => void;
  readonly now: Date;
};

/** The lines come from one snapshot; what is committed later is in none of them. Memory holds one page or one file. */
export const readBackup = async function* ({ client, files, onMissing, now }: BackupSource): AsyncGenerator<Line> {
  await client.query('begin isolation level repeatable read read only');
  await client.query(spelling);
  const migrations = await readApplied(client);
  const positionDays = await listPositionDays(client);
  yield {
    kind: 'header',
    header: { format: 'waybill backup 1', takenAt: now.toISOString(), migrations, positionDays },
  };
  for (const table of await listTables(client)) {
    yield { kind: 'table', table: table.name };
    const sum = createSum();
    for await (const rows of readRows(table, client)) {
      sum.add(rows);
      for (const json of rows) yield { kind: 'row', json };
    }
    yield { kind: 'end of table', ...sum.total() };
  }
  let count = 0;
  // a file is written before the row that names it: each row of the snapshot has its file
  for await (const { key, contentType } of readFileKeys(client)) {
    const content = await readFile(files, key);
    if (content === null) {
      onMissing(key);
      continue;
    }
    count += 1;
    yield { kind: 'file', key, contentType, content };
  }
  await client.query('commit');
  yield { kind: 'end', files: count };
};

type NamedFile = { readonly key: string; readonly contentType: string };

const readFileKeys = async function* (client: Client): AsyncGenerator<NamedFile> {
  await client.query(`declare backup_files no scroll cursor for
    select storage_key as key, content_type as "contentType" from proof_file order by account_id, id`);
  for (;;) {
    const { rows } = await client.query<NamedFile>('fetch 500 from backup_files');
    if (rows.length === 0) return;
    yield* rows;
  }
};

const readFile = async (files: Pick<FileStore, 'get'>, key: string): Promise<Buffer | null> => {
  try {
    return await buffer(await files.get(key));
  } catch (cause) {
    if (cause instanceof FileMissing) return null;
    throw cause;
  }
};
