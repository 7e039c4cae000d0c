/** The wiring: deps, workers, app, listen. What is opened is given to the shutdown, which closes it in reverse. */

import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { dialects } from './dialects/registry.ts';
import { buildApp } from './http/app.ts';
import { openTlsListener, type OpenTlsListener } from './http/tls-listener.ts';
import { relayReadiness, startWorkers } from './jobs/registry.ts';
import type { Workers } from './jobs/registry.ts';
import { createExchange } from './lib/egress/exchange.ts';
import { openFileStore } from './lib/file-store/open-file-store.ts';
import { createGazetteer } from './lib/geocoder/gazetteer.ts';
import { createGeocodeServer } from './lib/geocoder/geocode-server.ts';
import { createLogMailer } from './lib/mail/log-mailer.ts';
import { createSmtpMailer } from './lib/mail/smtp-mailer.ts';
import { newId } from './lib/new-id.ts';
import { createPasswords } from './lib/passwords.ts';
import { readPem } from './lib/read-pem.ts';
import { createRouterServer } from './lib/router/router-server.ts';
import { createSecretBox } from './lib/secret-box.ts';
import { readOrMakeKey } from './lib/secret-key-file.ts';
import { within } from './lib/shutdown.ts';
import type { Shutdown } from './lib/shutdown.ts';
import { StartFault } from './lib/start-fault.ts';
import { createOAuth } from './oauth/create-oauth.ts';
import { createDatabase } from './store/database.ts';
import { connectFirst, createPool, patiently } from './store/pool.ts';
import { sandboxDelivery } from './use-cases/account/sandbox-delivery.ts';
import { sandboxPartner } from './use-cases/account/sandbox-partner.ts';
import { seedGotSurge } from './use-cases/account/seed-gotsurge.ts';
import { sandboxSigners } from './use-cases/account/sandbox-signers.ts';
import { seedInsurance } from './use-cases/account/seed-insurance.ts';
import { seedMDelivery } from './use-cases/account/seed-mdelivery.ts';
import { sandboxCredentials, seedSandbox } from './use-cases/account/seed-sandbox.ts';
import { seedSubplace } from './use-cases/account/seed-subplace.ts';
import { createSignIns } from './use-cases/account/authenticate.ts';
import type { Deps, Settings } from './use-cases/deps.ts';
import { followers } from './use-cases/follow/followers.ts';
import { createListMemory } from './use-cases/listing/list-memory.ts';
import { warmLists } from './use-cases/listing/warm-lists.ts';
import { checkMpayKeys } from './use-cases/payment/check-mpay-keys.ts';
import type { Mpay } from './use-cases/payment/mpay.ts';
import { createPositionGatherer } from './use-cases/tracking/position-gatherer.ts';

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
  const now = () => new Date();
  let { port } = config.http;
  const publicUrl = () => config.publicUrl ?? `http://localhost:${port}`;
  let ownOrigin: string | null = null;
  const geocodeServer = config.geocoder && createGeocodeServer(config.geocoder);
  shutdown.add(async () => geocodeServer?.close());
  const passwords = createPasswords();
  const secrets = createSecretBox(config.secretKey ?? (await readOrMakeKey(join(config.data, 'secret-key'))));
  const signIns = createSignIns();
  const oauth = createOAuth({ db, now, log, passwords, secrets, signIns, publicUrl });
  const router = config.router && createRouterServer(config.router);
  shutdown.add(async () => router?.close());
  const exchange = createExchange({ privateUrls: config.webhooks.privateUrls, ownOrigin: () => ownOrigin });
  shutdown.add(() => exchange.close());
  const deps: Deps = {
    db,
    now,
    newId,
    log,
    files: await openFileStore(config.files),
    passwords,
    secrets,
    positions: createPositionGatherer(db.house, now),
    signIns,
    gazetteer: createGazetteer(),
    geocodeServer,
    publicUrl,
    authorizationServer: oauth.door,
    router,
    mailer: createMailer(config, log),
    settings: toSettings(config),
    voices: new Map(dialects.map(({ name, webhooks, tell }) => [name, { webhooks, tell }])),
    partners: new Map(dialects.flatMap(({ name, calls }) => (calls ? [[name, calls] as const] : []))),
    exchange,
    ownOrigin: () => ownOrigin,
    followers,
    clientCertificates: config.clientCertificates,
    mpay: await readMpay(config),
    lists: createListMemory({ log, now }),
  };
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
      ...(config.role === 'worker' ? [] : oauth.mounts),
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
    for (const seed of [seedGotSurge, seedMDelivery, seedSubplace, seedInsurance]) await patiently(() => seed(deps));
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

const toSettings = ({ sandbox, webhooks, providerPollSeconds }: Config): Settings => ({
  sandbox,
  privateUrls: webhooks.privateUrls,
  webhookRetrySeconds: webhooks.retrySeconds,
  webhookTimeoutMs: webhooks.timeoutMs,
  webhookDisableAfterSeconds: webhooks.disableAfterSeconds,
  providerPollSeconds,
});

/** What is listened on at every address is reached at the nearest. */
const reachable = (address: string): string => {
  const url = new URL(address);
  if (url.hostname === '0.0.0.0') url.hostname = '127.0.0.1';
  if (url.hostname === '[::]') url.hostname = '[::1]';
  return url.origin;
};

/** The files behind the settings. */
const readMpay = async ({ mpay }: Config): Promise<Mpay> => {
  if (mpay.kind !== 'mpay') return { kind: mpay.kind };
  const { payUrl, serviceId, sha1, certFile, keyFile, trustFiles } = mpay;
  const certificate = await readPem(certFile, 'WAYBILL_MPAY_CERT', 'CERTIFICATE');
  const key = await readPem(keyFile, 'WAYBILL_MPAY_KEY', 'PRIVATE KEY');
  const trusted = await Promise.all(trustFiles.map((file) => readPem(file, 'WAYBILL_MPAY_TRUST', 'CERTIFICATE')));
  checkMpayKeys({ certificate, key, trusted });
  return { kind: 'mpay', payUrl, serviceId, certificate, key, trusted, sha1 };
};

/** Without a mail server, mail is shown in the log, but only where all passwords are known anyway. */
const createMailer = ({ mail, sandbox }: Config, log: Logger) => {
  if (mail) return createSmtpMailer(mail);
  return sandbox ? createLogMailer(log) : null;
};

const sandboxWords = (publicUrl: string) =>
  `LogiNext: user ${sandboxCredentials.loginext.userName}, password ${sandboxCredentials.loginext.password}; ` +
  `native API: key ${sandboxCredentials.native.key}; ` +
  `GotSurge: ${publicUrl}/gotsurge/playground, user ${sandboxPartner.people[0].email}, password ${sandboxPartner.password}; ` +
  `MDelivery: token ${sandboxDelivery.token}; ` +
  `SUBPLACE: key ${sandboxSigners.subplace.key}, secret ${sandboxSigners.subplace.secret}; ` +
  `insurance: token ${sandboxSigners.saladin.token}`;

/** Null: TLS ends at a proxy. */
const listenWithTls = async (app: FastifyInstance, { http, tls }: Config): Promise<OpenTlsListener | null> => {
  if (!tls) return null;
  const certificate = await readPem(tls.certFile, 'WAYBILL_TLS_CERT', 'CERTIFICATE');
  const key = await readPem(tls.keyFile, 'WAYBILL_TLS_KEY', 'PRIVATE KEY');
  const clientCa = await readPem(tls.clientCaFile, 'WAYBILL_TLS_CLIENT_CA', 'CERTIFICATE');
  try {
    const listener = await openTlsListener(app, { host: http.host, port: tls.port, certificate, key, clientCa });
    app.log.info({ port: listener.port }, 'listening with TLS');
    return listener;
  } catch (cause) {
    const mend = 'Check WAYBILL_TLS_PORT, and that WAYBILL_TLS_CERT and WAYBILL_TLS_KEY belong together.';
    throw new StartFault(`The TLS listener on port ${tls.port} cannot be opened.`, mend, { cause });
  }
};

/** A port that cannot be had is the operator's to mend. */
const listen = async (app: FastifyInstance, { http: { host, port } }: Config): Promise<string> => {
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
    const mend = 'Choose another: PORT=8081 npm start (PORT=0 takes any free one; HOST names the address).';
    throw new StartFault(said, mend, { cause });
  } finally {
    app.log.level = level;
  }
};

const close = async (app: FastifyInstance) => {
  const cut = setTimeout(() => app.server.closeAllConnections(), patience.work);
  await app.close();
  clearTimeout(cut);
};
