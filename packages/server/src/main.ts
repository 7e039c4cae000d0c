/** The entry: reads the settings, starts the server, ends it on a signal, and says in plain words what went wrong. */

// oxlint-disable-next-line import/no-unassigned-import -- it works by being first
import './lib/compile-cache.ts';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Logger } from 'pino';
import { ConfigFaults, readConfig } from './config.ts';
import type { Config } from './config.ts';
import { loggerOptions } from './http/logging.ts';
import { startEmbeddedPostgres } from './lib/embedded-postgres/start-embedded-postgres.ts';
import { createShutdown, endOnSignal } from './lib/shutdown.ts';
import type { Shutdown } from './lib/shutdown.ts';
import { StartFault } from './lib/start-fault.ts';
import { inspectDatabase } from './store/inspect.ts';
import { migrate } from './store/migrate.ts';

const migrations = join(import.meta.dirname, '..', 'migrations');

/** Answers the address of a migrated database: the one of the settings, or our own. */
const openDatabase = async (config: Config, log: Logger, shutdown: Shutdown): Promise<string> => {
  let { url } = config.database;
  if (url === null) {
    const own = await startEmbeddedPostgres({ directory: config.data, log });
    shutdown.add(() => own.stop());
    url = own.url;
  }
  await migrate(url, migrations, (line) => log.debug(line));
  if (config.database.url !== null && (await inspectDatabase(url, migrations)).bypasses) {
    log.warn('the role of DATABASE_URL is a superuser: row-level security does not hold for it (npm run doctor)');
  }
  return url;
};

const explain = (cause: unknown): string => {
  if (cause instanceof StartFault) return `Waybill cannot start. ${cause.message}\nWhat to do: ${cause.mend}\n`;
  if (cause instanceof ConfigFaults) {
    return `Waybill cannot start with these settings:\n${cause.faults.map((fault) => `- ${fault}\n`).join('')}`;
  }
  return `Waybill cannot start: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`;
};

try {
  const config = readConfig(process.env, process.cwd());
  const log = pino(loggerOptions(config.logLevel));
  const shutdown = createShutdown((cause) => log.error({ err: cause }, 'not everything closed in order'));
  const database = openDatabase(config, log, shutdown);
  // Loaded now and not above: it takes longer than the database, and only so does the compile cache know its modules.
  const server = import('./serve.ts');
  // Told where it is awaited, which is after the database.
  server.catch(() => undefined);
  const started = database.then(async (url) => (await server).serve(config, url, log, shutdown));
  endOnSignal(async () => {
    // A start that is under way is brought to its end first: what it opens half-way could not be closed.
    await started.catch(() => undefined);
    await shutdown.close();
  });
  try {
    process.stdout.write(`Waybill is ready at ${await started}\n`);
  } catch (cause) {
    await shutdown.close();
    throw cause;
  }
} catch (cause) {
  process.stderr.write(explain(cause));
  process.exit(1);
}
