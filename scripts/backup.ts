/** `npm run backup -- FILE`: the whole database and the files of proofs at one moment, while the server runs. */

import { createWriteStream } from 'node:fs';
import { link, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { openFileStore } from '../packages/server/src/lib/file-store/open-file-store.ts';
import { StartFault } from '../packages/server/src/lib/start-fault.ts';
import { writeLine } from '../packages/server/src/store/backup/format.ts';
import type { Line } from '../packages/server/src/store/backup/format.ts';
import { readBackup } from '../packages/server/src/store/backup/write-backup.ts';
import { openUpkeepDatabase } from './upkeep/open-database.ts';
import { runUpkeep, say } from './upkeep/run-upkeep.ts';

const toText = async function* (lines: AsyncIterable<Line>, count: (line: Line) => void) {
  for await (const line of lines) {
    count(line);
    yield `${writeLine(line)}\n`;
  }
};

/** Appears under its name only when it is whole, and takes no other's place. Nobody else may read it. */
const writeWhole = async (path: string, text: AsyncIterable<string>) => {
  const half = `${path}.part`;
  await rm(half, { force: true });
  try {
    const file = createWriteStream(half, { flags: 'wx', mode: 0o600, flush: true });
    await pipeline(Readable.from(text), createGzip(), file);
    await link(half, path);
  } catch (cause) {
    if (!(cause instanceof Error && 'path' in cause && 'code' in cause)) throw cause;
    const mend = 'Name a file that is not there yet, in a folder that you may write.';
    throw new StartFault(`${path} cannot be written (${String(cause.code)}).`, mend, { cause });
  } finally {
    await rm(half, { force: true });
  }
};

await runUpkeep('backup', async (config, path) => {
  const database = await openUpkeepDatabase(config, false);
  let [rows, pictures, missing] = [0, 0, 0];
  const onMissing = (key: string) => {
    missing += 1;
    process.stderr.write(`The file ${key} of a proof is missing.\n`);
  };
  const count = (line: Line) => {
    if (line.kind === 'row') rows += 1;
    if (line.kind === 'file') pictures += 1;
  };
  try {
    const files = await openFileStore(config.files);
    const lines = readBackup({ client: database.client, files, onMissing, now: new Date() });
    await writeWhole(path, toText(lines, count));
  } finally {
    await database.close();
  }
  say(`${path} holds ${rows} rows and ${pictures} files of proofs.`);
  say('It needs the secret key of this installation: keep that key apart from it, and as safe.');
  if (missing > 0) process.exitCode = 1;
});
