/** `npm run doctor`: looks at everything a start needs and says how to mend what is broken. Changes nothing. */

import { join } from 'node:path';
import { ConfigFaults, readConfig } from '../packages/server/src/config.ts';
import type { Config } from '../packages/server/src/config.ts';
import { findRunningPostgres } from '../packages/server/src/lib/embedded-postgres/running-postgres.ts';
import { broken, fine } from './doctor/check.ts';
import type { Finding } from './doctor/check.ts';
import { checkDatabase } from './doctor/database.ts';
import { checkDirectory, checkPrograms, findHolder } from './doctor/embedded-database.ts';
import { checkDisk, checkNode, checkPort } from './doctor/machine.ts';

const migrations = join(import.meta.dirname, '..', 'packages', 'server', 'migrations');

const readSettings = (): Config | readonly string[] => {
  try {
    return readConfig(process.env, process.cwd());
  } catch (cause) {
    if (cause instanceof ConfigFaults) return cause.faults;
    throw cause;
  }
};

const examine = async function* (): AsyncGenerator<Finding> {
  yield checkNode();
  const config = readSettings();
  if (!('http' in config)) {
    yield* config.map((fault) =>
      broken(`Settings: ${fault}`, 'Correct it and run the doctor again for the other checks.'),
    );
    return;
  }
  yield fine('The settings are understood');
  yield await checkDisk(config.data);
  if (config.database.url !== null) {
    yield await checkDatabase(config.database.url, migrations);
    yield await checkPort(config, null);
    return;
  }
  yield await checkPrograms(config.data);
  yield await checkDirectory(config.data);
  const holder = await findHolder(config.data);
  const running = holder === null ? null : await findRunningPostgres(config.data);
  if (running !== null) yield await checkDatabase(running.url, migrations);
  yield await checkPort(config, holder);
};

let ill = false;
for await (const { ok, words, mend } of examine()) {
  ill ||= !ok;
  process.stdout.write(`${ok ? '✓' : '✗'} ${words}\n${mend === undefined ? '' : `  → ${mend}\n`}`);
}
process.exitCode = ill ? 1 : 0;
