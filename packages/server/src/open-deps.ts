/** Opens what use-cases need: files, keys, partners' systems, memory. What has to be closed is given to the shutdown. */
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { dialects } from './dialects/registry.ts';
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
import type { Shutdown } from './lib/shutdown.ts';
import { createOAuth } from './oauth/create-oauth.ts';
import type { Database } from './store/database.ts';
import { createSignIns } from './use-cases/account/authenticate.ts';
import type { Deps, Settings } from './use-cases/deps.ts';
import { followers } from './use-cases/follow/followers.ts';
import { createListMemory } from './use-cases/listing/list-memory.ts';
import { checkMpayKeys } from './use-cases/payment/check-mpay-keys.ts';
import type { Mpay } from './use-cases/payment/mpay.ts';
import { createPositionGatherer } from './use-cases/tracking/position-gatherer.ts';

export interface Opened {
  readonly deps: Deps;
  /** Of the authorization server. */
  readonly oauthMounts: ReturnType<typeof createOAuth>['mounts'];
}

/** @param self where others and we ourselves reach this process: known once it listens. */
export const openDeps = async (
  config: Config,
  db: Database,
  self: Pick<Deps, 'publicUrl' | 'ownOrigin'>,
  log: Logger,
  shutdown: Shutdown,
): Promise<Opened> => {
  const now = () => new Date();
  const geocodeServer = config.geocoder && createGeocodeServer(config.geocoder);
  shutdown.add(async () => geocodeServer?.close());
  const passwords = createPasswords();
  const secrets = createSecretBox(config.secretKey ?? (await readOrMakeKey(join(config.data, 'secret-key'))));
  const signIns = createSignIns();
  const { door, mounts } = createOAuth({ db, now, log, passwords, secrets, signIns, publicUrl: self.publicUrl });
  const router = config.router && createRouterServer(config.router);
  shutdown.add(async () => router?.close());
  const exchange = createExchange({ privateUrls: config.webhooks.privateUrls, ownOrigin: self.ownOrigin });
  shutdown.add(() => exchange.close());
  const deps: Deps = {
    ...self,
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
    authorizationServer: door,
    router,
    mailer: createMailer(config, log),
    settings: toSettings(config),
    voices: new Map(dialects.map(({ name, webhooks, tell }) => [name, { webhooks, tell }])),
    partners: new Map(dialects.flatMap(({ name, calls }) => (calls ? [[name, calls] as const] : []))),
    exchange,
    followers,
    clientCertificates: config.clientCertificates,
    mpay: await readMpay(config),
    lists: createListMemory({ log, now }),
  };
  return { deps, oauthMounts: mounts };
};

const toSettings = ({ sandbox, webhooks, providerPollSeconds, insurancePaths }: Config): Settings => ({
  sandbox,
  privateUrls: webhooks.privateUrls,
  webhookRetrySeconds: webhooks.retrySeconds,
  webhookTimeoutMs: webhooks.timeoutMs,
  webhookDisableAfterSeconds: webhooks.disableAfterSeconds,
  providerPollSeconds,
  insurancePaths,
});

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
