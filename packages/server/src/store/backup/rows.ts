/** Reads a table row by row as JSON, always in the same order and the same spelling, and sums it up. */

import { createHash } from 'node:crypto';
import type { Client } from 'pg';
import { everything } from '../tenant-setting.ts';
import type { Sum } from './format.ts';
import type { Table } from './tables.ts';

/** Rows held in memory at a time. */
const page = 500;

/** The rows of all accounts, and always in the same spelling. */
export const spelling = `
  set local timezone = 'UTC';
  set local datestyle = 'ISO';
  set local extra_float_digits = 1;
  set local bytea_output = 'hex';
  set local waybill.account_id = '${everything}';
  set local statement_timeout = 0;
  set local idle_in_transaction_session_timeout = 0`;

/** Inside a transaction with the `spelling` above. */
export const readRows = async function* ({ name, order }: Table, client: Client): AsyncGenerator<readonly string[]> {
  await client.query(`declare backup_rows no scroll cursor for
    select row_to_json(t)::text as json from ${name} t order by ${order}`);
  for (;;) {
    const { rows } = await client.query<{ json: string }>(`fetch ${page} from backup_rows`);
    if (rows.length === 0) break;
    yield rows.map(({ json }) => json);
  }
  await client.query('close backup_rows');
};

export const createSum = (): { add(rows: readonly string[]): void; total(): Sum } => {
  const hash = createHash('sha256');
  let count = 0;
  return {
    add: (rows) => {
      count += rows.length;
      for (const row of rows) hash.update(row).update('\n');
    },
    total: () => ({ rows: count, sha256: hash.digest('hex') }),
  };
};
