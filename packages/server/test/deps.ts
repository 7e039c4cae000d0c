/** What use-cases need, for a test: everything real but the clock, which stands still until the test moves it. */

import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Dialect } from '../src/dialects/dialect.ts';
import { createDiskFileStore } from '../src/lib/file-store/disk-file-store.ts';
import { createGazetteer } from '../src/lib/geocoder/gazetteer.ts';
import type { GeocodeServer } from '../src/lib/geocoder/geocode-server.ts';
import { newId } from '../src/lib/new-id.ts';
import { createPasswords } from '../src/lib/passwords.ts';
import { createSecretBox } from '../src/lib/secret-box.ts';
import type { Database } from '../src/store/database.ts';
import { createSignIns } from '../src/use-cases/account/authenticate.ts';
import type { Deps, Settings } from '../src/use-cases/deps.ts';
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
};

export const testDeps = (
  db: Database,
  { dialects = [], settings = {}, geocodeServer }: TestDepsOptions = {},
): TestDeps => {
  let time = Date.now();
  const now = () => new Date(time);
  const folder = mkdtempSync(join(tmpdir(), 'waybill-files-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return {
    db,
    now,
    clock: {
      set: (instant) => void (time = instant.getTime()),
      move: (milliseconds) => void (time += milliseconds),
    },
    newId,
    log: pino({ level: 'silent' }),
    files: createDiskFileStore(folder),
    passwords: createPasswords(),
    secrets: createSecretBox(randomBytes(32)),
    positions: createPositionGatherer(db.house, now),
    signIns: createSignIns(),
    gazetteer: createGazetteer(),
    geocodeServer: geocodeServer ?? null,
    publicUrl: () => 'http://localhost:8080',
    settings: {
      privateUrls: true,
      webhookRetrySeconds: [120, 240, 480, 960, 1920],
      webhookTimeoutMs: 10_000,
      webhookDisableAfterSeconds: 86_400,
      ...settings,
    },
    voices: new Map(dialects.map(({ name, webhooks, tell }) => [name, { webhooks, tell }])),
  };
};
