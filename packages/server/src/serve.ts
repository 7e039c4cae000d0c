/** The wiring: database, deps, workers, app, ports. What is opened is given to the shutdown, which closes it in reverse. */
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { dialects } from './dialects/registry.ts';
import { furnishSandbox, sandboxWords } from './furnish-sandbox.ts';
import { buildApp } from './http/app.ts';
import type { OpenTlsListener } from './http/tls-listener.ts';
import { relayReadiness, startWorkers, type Workers } from './jobs/registry.ts';
import { within, type Shutdown } from './lib/shutdown.ts';
import { listen, listenWithTls, reachable } from './listen.ts';
import { openDeps } from './open-deps.ts';
import { createDatabase } from './store/database.ts';
import { connectFirst, createPool, patiently } from './store/pool.ts';
import { seedSandbox } from './use-cases/account/seed-sandbox.ts';
import { warmLists } from './use-cases/listing/warm-lists.ts';

/** Milliseconds that requests and jobs under way, and then the connections, get before they are cut off. */
const patience = { work: 7000, connections: 1000 };

/**
 * Relay, both senders and their recorders, positions, trackers, planning, offers, mail, housekeeping, live streams,
 * followers of events, calls to partners, polling of providers, unpaid orders, cycles of subscriptions: one each.
 */
const houseConnections = 17;

/** `url` leads to a migrated database. Answers the address, and with the sandbox its credentials. */
export const serve = async (config: Config, url: string, log: Logger, shutdown: Shutdown): Promise<string> => {
  const pool = createPool({ url, size: config.database.poolSize, log });
  const housePool = createPool({ url, size: houseConnections, name: 'waybill house', alongIndexes: true, log });
  shutdown.add(() => within(patience.connections, Promise.all([pool.end(), housePool.end()])));
  await Promise.all([connectFirst(pool), connectFirst(housePool)]);
  const db = createDatabase(pool, housePool);
  let { port } = config.http;
  let ownOrigin: string | null = null;
  const publicUrl = () => config.publicUrl ?? `http://localhost:${port}`;
  const self = { publicUrl, ownOrigin: () => ownOrigin };
  const { deps, oauthMounts } = await openDeps(config, db, self, log, shutdown);
  if (config.sandbox) await patiently(() => seedSandbox(deps));
  const workers = config.role === 'web' ? null : startWorkers(deps, url);
  let stopped: Promise<void> | undefined;
  const stopWorkers = () => (stopped ??= within(patience.work, stop(workers)));
  shutdown.add(stopWorkers);
  const served = config.role === 'worker' ? [] : dialects;
  // whoever waits for readiness finds what the greeting tells of
  let furnished = !config.sandbox || config.role === 'worker';
  const app = buildApp({
    mounts: [
      ...served.map(({ name, prefix, plugin }) => ({ name, prefix, plugin: plugin(deps) })),
      ...(config.role === 'worker' ? [] : oauthMounts),
    ],
    hosts: config.hosts,
    log,
    trustProxy: config.http.trustProxy,
    pool,
    readiness: {
      process: async () => (shutdown.closing ? 'is stopping' : null),
      sandbox: async () => (furnished ? null : 'is being furnished'),
      database: async () => pool.query('select 1').then(() => null),
      positions: async () => deps.positions.standsStill(),
      relay: () => relayReadiness(deps),
      workers: async () => examine(await workers),
    },
  });
  let ownTls: OpenTlsListener | null = null;
  // At the same time: each may take most of the limit.
  shutdown.add(() => Promise.all([close(app), ownTls?.close(patience.work), stopWorkers()]));
  await Promise.all([workers, app.ready()]);
  const address = await listen(app, config);
  // port 0 is another one by now
  port = Number(new URL(address).port);
  if (config.role !== 'worker') ownTls = await listenWithTls(app, config);
  if (!furnished) {
    await furnishSandbox(deps);
    furnished = true;
  }
  if (config.role !== 'worker') {
    ownOrigin = reachable(address);
    warmLists(deps).catch((error: unknown) => log.warn({ err: error }, 'long lists are not in memory yet'));
  }
  if (!config.sandbox && !publicUrl().startsWith('https:')) {
    log.warn({ publicUrl: publicUrl() }, 'partners are shown an address without TLS: set WAYBILL_PUBLIC_URL');
  }
  return config.sandbox ? `${address} with the sandbox (${sandboxWords(publicUrl())})` : address;
};

/** Workers that did not start have nothing to stop, and have been told of already. */
const stop = async (workers: Promise<Workers> | null) => (await workers?.catch(() => null))?.stop();

/** The first reason why something stands still. */
const examine = async (workers: Workers | null): Promise<string | null> => {
  for (const check of Object.values(workers?.readiness ?? {})) {
    const reason = await check();
    if (reason !== null) return reason;
  }
  return null;
};

const close = async (app: FastifyInstance) => {
  const cut = setTimeout(() => app.server.closeAllConnections(), patience.work);
  await app.close();
  clearTimeout(cut);
};
