/** GotSurge and the authorization server on a real database, listening, with partners and browsers. */
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { pino, type Logger } from 'pino';
import { gotsurge } from '../src/dialects/gotsurge/index.ts';
import { buildApp } from '../src/http/app.ts';
import { createOAuth } from '../src/oauth/create-oauth.ts';
import type { Settings } from '../src/use-cases/deps.ts';
import { testDatabase, type TestDatabase } from './database.ts';
import { testDeps, type TestDeps } from './deps.ts';
import { FormBrowser } from './form-browser.ts';
import { fixture } from './fixture.ts';

export interface DoorHouse {
  readonly app: FastifyInstance;
  readonly origin: string;
  readonly database: TestDatabase;
  readonly deps: TestDeps;
  /** One more, with an address of its own. */
  readonly browser: () => FormBrowser;
  readonly ask: (ask: DoorAsk) => Promise<DoorAnswer>;
  readonly close: () => Promise<void>;
}

export interface DoorAsk {
  readonly method?: 'GET' | 'POST' | 'OPTIONS';
  readonly url: string;
  readonly payload?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Who asks; each question is somebody else's where nobody says so. */
  readonly from?: string;
}

export interface DoorAnswer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  /** Empty where the answer is no JSON. */
  readonly body: Readonly<Record<string, unknown>>;
}

export async function openDoorHouse({
  log = pino({ level: process.env['TEST_LOG'] ?? 'silent' }),
  settings = {},
  publicUrl,
}: {
  readonly log?: Logger;
  readonly settings?: Partial<Settings>;
  readonly publicUrl?: string;
} = {}): Promise<DoorHouse> {
  const database = await testDatabase();
  let origin = '';
  let askers = 0;
  const base = {
    ...testDeps(database.tenants, { settings, dialects: [gotsurge] }),
    log,
    publicUrl: () => publicUrl ?? origin,
  };
  const oauth = createOAuth(base);
  const deps = { ...base, authorizationServer: oauth.door };
  const app = buildApp({
    log,
    // so that each asker has an address of its own
    trustProxy: true,
    mounts: [{ name: gotsurge.name, prefix: gotsurge.prefix, plugin: gotsurge.plugin(deps) }, ...oauth.mounts],
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  // it listens on a port by now
  origin = `http://localhost:${(app.server.address() as AddressInfo).port}`;
  const address = () => `10.0.${askers >> 8}.${(askers += 1) & 255}`;
  return {
    app,
    origin,
    database,
    deps,
    browser: () => new FormBrowser(origin, address()),
    async ask({ method = 'GET', url, payload, headers = {}, from = address() }) {
      const sent = { 'x-forwarded-for': from, ...(payload !== undefined && { 'content-type': 'application/json' }), ...headers }; // prettier-ignore
      const body =
        payload === undefined ? {} : { body: typeof payload === 'string' ? payload : JSON.stringify(payload) };
      const answer = await fetch(`${origin}${url}`, { method, headers: sent, redirect: 'manual', ...body });
      const text = await answer.text();
      const isJson = answer.headers.get('content-type')?.includes('json') === true;
      // what our JSON answers are
      const read = isJson ? (JSON.parse(text) as Record<string, unknown>) : {};
      return { status: answer.status, text, headers: answer.headers, body: read };
    },
    close: async () => {
      await app.close();
      await database.close();
    },
  };
}

/** The text of a body whose every text and time is as the document's sample has it: the same keys, kinds and order. */
export function asSample(body: unknown, name: string): readonly [actual: string, expected: string] {
  const sample = fixture('gotsurge', name);
  return [JSON.stringify(levelled(body)), JSON.stringify(levelled(sample))];
}

function levelled(value: unknown): unknown {
  if (typeof value === 'string') return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/.test(value) ? '<time>' : '<text>';
  if (Array.isArray(value)) return value.map(levelled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, levelled(one)]));
}
