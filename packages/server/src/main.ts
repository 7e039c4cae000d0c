/** The only wiring: config, database, app, workers, listen. Closes in reverse. */

// oxlint-disable-next-line import/no-unassigned-import -- it works by being first
import './lib/compile-cache.ts';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import type { Logger } from 'pino';
import { ConfigFaults, readConfig } from './config.ts';
import type { Config } from './config.ts';
import { buildApp } from './http/app.ts';
import type { Mount } from './http/app.ts';
import { loggerOptions } from './http/logging.ts';
import { startEmbeddedPostgres } from './lib/embedded-postgres/start-embedded-postgres.ts';
import { openFileStore } from './lib/file-store/open-file-store.ts';
import { newId } from './lib/new-id.ts';
import { createPasswords } from './lib/passwords.ts';
import { createSecretBox } from './lib/secret-box.ts';
import { readOrMakeKey } from './lib/secret-key-file.ts';
import { createShutdown, endOnSignal, within } from './lib/shutdown.ts';
import type { Shutdown } from './lib/shutdown.ts';
import { StartFault } from './lib/start-fault.ts';
import { migrate } from './store/migrate.ts';
import { createDatabase, createPool } from './store/pool.ts';
import type { Deps, Settings } from './use-cases/deps.ts';
import { createPositionGatherer } from './use-cases/tracking/position-gatherer.ts';

const migrations = join(import.meta.dirname, '..', 'migrations');

/** Milliseconds that requests and jobs under way, and then the connections, get before they are cut off. */
const patience = { work: 6000, connections: 1000 };

const start = async (config: Config, log: Logger, shutdown: Shutdown): Promise<string> => {
  const url = config.database.url ?? (await startOwnDatabase(config, log, shutdown));
  await migrate(url, migrations, (line) => log.debug(line));
  const pool = createPool({ url, size: config.database.poolSize, log });
  shutdown.add(() => within(patience.connections, pool.end()));
  const db = createDatabase(pool);
  const now = () => new Date();
  const deps: Deps = {
    db,
    now,
    newId,
    log,
    files: await openFileStore(config.files),
    passwords: createPasswords(),
    secrets: createSecretBox(config.secretKey ?? (await readOrMakeKey(join(config.data, 'secret-key')))),
    positions: createPositionGatherer(db, now),
    settings: toSettings(config),
    voices: new Map(),
  };
  const mounts: readonly Mount[] = [];
  const app = buildApp({
    mounts,
    hosts: config.hosts,
    log,
    trustProxy: config.http.trustProxy,
    pool,
    readiness: {
      process: async () => (shutdown.closing ? 'is stopping' : null),
      database: async () => pool.query('select 1').then(() => null),
      positions: async () => deps.positions.standsStill(),
    },
  });
  shutdown.add(() => close(app));
  return listen(app, config);
};

const startOwnDatabase = async (config: Config, log: Logger, shutdown: Shutdown): Promise<string> => {
  const server = await startEmbeddedPostgres({ directory: config.data, log });
  shutdown.add(() => server.stop());
  return server.url;
};

const toSettings = ({ webhooks }: Config): Settings => ({
  privateUrls: webhooks.privateUrls,
  webhookRetrySeconds: webhooks.retrySeconds,
  webhookTimeoutMs: webhooks.timeoutMs,
  webhookDisableAfterSeconds: webhooks.disableAfterSeconds,
});

/** Answers the address. A port that cannot be had is the operator's to mend. */
const listen = async (app: FastifyInstance, { http: { host, port } }: Config): Promise<string> => {
  await app.ready();
  const level = app.log.level;
  // Fastify tells the address at this level too; our own line says more.
  app.log.level = 'warn';
  try {
    return await app.listen({ host, port });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const words: Readonly<Record<string, string>> = {
      EADDRINUSE: `Port ${port} on ${host} is taken by another program.`,
      EACCES: `Port ${port} is reserved for the system.`,
      EADDRNOTAVAIL: `This machine has no address ${host}.`,
    };
    const said = words[code];
    if (said === undefined) throw cause;
    throw new StartFault(
      said,
      'Choose another: PORT=8081 npm start (PORT=0 takes any free one; HOST names the address).',
      { cause },
    );
  } finally {
    app.log.level = level;
  }
};

const close = async (app: FastifyInstance) => {
  const cut = setTimeout(() => app.server.closeAllConnections(), patience.work);
  await app.close();
  clearTimeout(cut);
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
  const started = start(config, log, shutdown);
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
