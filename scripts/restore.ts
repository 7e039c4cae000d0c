/** `npm run restore -- FILE`: fills an empty database from a backup. Its webhook endpoints are switched off. */

import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { openFileStore } from '../packages/server/src/lib/file-store/open-file-store.ts';
import { BackupUnreadable, readLine } from '../packages/server/src/store/backup/format.ts';
import type { Header, Line } from '../packages/server/src/store/backup/format.ts';
import { loadBackup } from '../packages/server/src/store/backup/load-backup.ts';
import { migrate, readApplied } from '../packages/server/src/store/migrate.ts';
import { readMigrations } from '../packages/server/src/store/migration-files.ts';
import { StartFault } from '../packages/server/src/lib/start-fault.ts';
import { openUpkeepDatabase } from './upkeep/open-database.ts';
import type { UpkeepDatabase } from './upkeep/open-database.ts';
import { runUpkeep, say } from './upkeep/run-upkeep.ts';

const migrations = join(import.meta.dirname, '..', 'packages', 'server', 'migrations');

const readLines = async function* (path: string): AsyncGenerator<Line> {
  const packed = createReadStream(path);
  const unpacked = packed.pipe(createGunzip().setEncoding('utf8'));
  // a pipe hands on everything but faults
  packed.on('error', (cause) => unpacked.destroy(cause));
  try {
    let rest = '';
    for await (const chunk of unpacked) {
      const [first = '', ...more] = String(chunk).split('\n');
      rest += first;
      for (const next of more) {
        yield readLine(rest);
        rest = next;
      }
    }
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (code === 'ENOENT')
      throw new StartFault(`There is no file ${path}.`, 'Name one that npm run backup has written.');
    if (code.startsWith('Z_')) throw new BackupUnreadable('The file is no backup, or it is damaged.');
    throw cause;
  }
};

/** The tables get the shape that they had; what came later is the next start's to add, with the data in them. */
const fit = async ({ url, client }: UpkeepDatabase, { migrations: wanted }: Header) => {
  const known = await readMigrations(migrations);
  for (const { number, name, checksum } of wanted) {
    if (known[number - 1]?.checksum === checksum) continue;
    throw new StartFault(
      `The backup has migration ${number} (${name}), which this release does not have like that.`,
      'Restore it with the release that wrote it, or a later one. Nothing was changed.',
    );
  }
  const applied = await migrate(url, migrations, undefined, wanted.length);
  const present = await readApplied(client);
  if (present.length > wanted.length) {
    throw new StartFault(
      `The database has migration ${present.length} already, the backup ends with ${wanted.length}.`,
      'Name a database that no release has started on yet. Nothing was changed.',
    );
  }
  if (applied.length > 0) say(`The tables were made as of migration ${wanted.length}.`);
};

await runUpkeep('restore', async (config, path) => {
  const lines = readLines(path);
  const begun = await lines.next();
  const first = begun.done === true ? null : begun.value;
  if (first?.kind !== 'header') throw new BackupUnreadable('The file is no backup.');
  const database = await openUpkeepDatabase(config, true);
  try {
    const files = await openFileStore(config.files);
    await fit(database, first.header);
    const restored = await loadBackup({ client: database.client, files }, first.header, lines);
    say(
      `${restored.rows} rows and ${restored.files} files of proofs of ${first.header.takenAt} are back, and verified.`,
    );
    say(`${restored.pausedEndpoints} webhook endpoints are switched off: enable them when this copy shall speak.`);
    say('Give it the secret key that the backup was made with, before the first start.');
  } finally {
    await database.close();
  }
});
