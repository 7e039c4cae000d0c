/** What use-cases need, for a test: everything real but the clock, which stands still until the test moves it. */

import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Dialect } from '../src/dialects/dialect.ts';
import { createExchange } from '../src/lib/egress/exchange.ts';
import { createDiskFileStore } from '../src/lib/file-store/disk-file-store.ts';
import { createGazetteer } from '../src/lib/geocoder/gazetteer.ts';
import type { GeocodeServer } from '../src/lib/geocoder/geocode-server.ts';
import type { Mailer } from '../src/lib/mail/mailer.ts';
import { newId } from '../src/lib/new-id.ts';
import { createPasswords } from '../src/lib/passwords.ts';
import type { RouterServer } from '../src/lib/router/router-server.ts';
import { createSecretBox } from '../src/lib/secret-box.ts';
import { createOAuth } from '../src/oauth/create-oauth.ts';
import type { Database } from '../src/store/database.ts';
import { createSignIns } from '../src/use-cases/account/authenticate.ts';
import type { Deps, Settings } from '../src/use-cases/deps.ts';
import { followers } from '../src/use-cases/follow/followers.ts';
import { createListMemory } from '../src/use-cases/listing/list-memory.ts';
import { createPositionGatherer } from '../src/use-cases/tracking/position-gatherer.ts';

/** The wall clock of a test. The database has its own, so it starts at the true time. */
export type TestClock = {
  set(instant: Date): void;
  /** Moves it forward, or back with a negative number. */
  move(milliseconds: number): void;
};

export type TestDeps = Deps & { readonly clock: TestClock };

export type TestDepsOptions = {
  /** Whose webhooks can be subscribed to. Passed in, so that a dialect's tests need no other dialect. */
  readonly dialects?: readonly Dialect[];
  readonly settings?: Partial<Settings>;
  readonly geocodeServer?: GeocodeServer;
  readonly router?: RouterServer;
  readonly mailer?: Mailer;
  /** Scheme, host and port of a server that is this house. */
  readonly ownOrigin?: () => string | null;
} & Partial<Pick<Deps, 'clientCertificates' | 'followers' | 'mpay' | 'publicUrl'>>;

export const testDeps = (
  db: Database,
  {
    dialects = [],
    settings = {},
    geocodeServer,
    router,
    mailer,
    ownOrigin = () => null,
    publicUrl = () => 'http://localhost:8080',
    ...more
  }: TestDepsOptions = {},
): TestDeps => {
  let time = Date.now();
  const now = () => new Date(time);
  const folder = mkdtempSync(join(tmpdir(), 'waybill-files-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const log = pino({ level: 'silent' });
  const passwords = createPasswords();
  const secrets = createSecretBox(randomBytes(32));
  const signIns = createSignIns();
  return {
    db,
    now,
    clock: {
      set: (instant) => void (time = instant.getTime()),
      move: (milliseconds) => void (time += milliseconds),
    },
    newId,
    log,
    files: createDiskFileStore(folder),
    passwords,
    secrets,
    positions: createPositionGatherer(db.house, now),
    signIns,
    gazetteer: createGazetteer(),
    geocodeServer: geocodeServer ?? null,
    publicUrl,
    authorizationServer: createOAuth({ db, now, log, passwords, secrets, signIns, publicUrl }).door,
    router: router ?? null,
    mailer: mailer ?? null,
    settings: {
      sandbox: true,
      privateUrls: true,
      webhookRetrySeconds: [120, 240, 480, 960, 1920],
      webhookTimeoutMs: 10_000,
      webhookDisableAfterSeconds: 86_400,
      providerPollSeconds: 30,
      insurancePaths: null,
      ...settings,
    },
    voices: new Map(dialects.map(({ name, webhooks, tell }) => [name, { webhooks, tell }])),
    partners: new Map(dialects.flatMap(({ name, calls }) => (calls ? [[name, calls] as const] : []))),
    exchange: createExchange({ privateUrls: settings.privateUrls ?? true, ownOrigin }),
    ownOrigin,
    followers,
    clientCertificates: { proxies: [], header: 'client-cert' },
    mpay: { kind: 'sandbox' },
    lists: createListMemory({ log, now }),
    ...more,
  };
};
