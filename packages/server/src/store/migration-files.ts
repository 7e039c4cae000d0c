/** Reads a folder of migrations: `0001-what-it-does.sql`, numbered without a gap. */

import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

export type Migration = {
  readonly number: number;
  readonly name: string;
  readonly file: string;
  readonly sql: string;
  /** SHA-256 of the text, in hex: an applied file must never change. */
  readonly checksum: string;
};

export const readMigrations = async (folder: string): Promise<readonly Migration[]> => {
  const files = (await readdir(folder)).sort();
  return Promise.all(
    files.map(async (file, index) => {
      const [, digits, name] = /^(\d{4})-([a-z0-9-]+)\.sql$/.exec(file) ?? [];
      if (digits === undefined || name === undefined || Number(digits) !== index + 1) {
        throw new Error(`${file} should be migration ${String(index + 1).padStart(4, '0')}-….sql`);
      }
      // Checked out with CRLF it is still the same migration.
      const sql = (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n');
      return { number: index + 1, name, file, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
};
