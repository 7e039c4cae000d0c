/** A house with the native door open: a real database, tenants with their keys, and requests through the whole app. */

import type { FastifyInstance, InjectOptions } from 'fastify';
import { pino } from 'pino';
import type { AccountSettings } from '../src/domain/account/account.ts';
import type { Dialect } from '../src/dialects/dialect.ts';
import { native } from '../src/dialects/native/index.ts';
import { buildApp } from '../src/http/app.ts';
import type { Mailer } from '../src/lib/mail/mailer.ts';
import type { Settings } from '../src/use-cases/deps.ts';
import { relayEvents } from '../src/use-cases/webhook/relay-events.ts';
import { writeBody } from '../src/webhooks/write-body.ts';
import { testDatabase } from './database.ts';
import type { TestDatabase } from './database.ts';
import { testDeps } from './deps.ts';
import type { TestDeps } from './deps.ts';
import { makeTenant } from './tenant.ts';
import type { Tenant } from './tenant.ts';

/** JSON of which a test says what it expects. */
export type Json = Record<string, unknown>;

export type NativeAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** `{}` for an empty or another kind of body. */
  readonly body: Json;
};

export type NativeClient = {
  readonly tenant: Tenant;
  readonly call: (
    method: NonNullable<InjectOptions['method']>,
    path: string,
    body?: object | null,
    headers?: Record<string, string>,
  ) => Promise<NativeAnswer>;
  /** As `call` for a POST that must succeed. @returns the body. */
  readonly make: (path: string, body?: object) => Promise<Json & { readonly id: string }>;
};

export type NativeHouse = {
  readonly app: FastifyInstance;
  readonly database: TestDatabase;
  readonly deps: TestDeps;
  /** A new tenant and its key. */
  readonly client: (settings?: Partial<AccountSettings>) => Promise<NativeClient>;
  /** Turns what happened so far into webhook messages. */
  readonly relay: () => Promise<number>;
  readonly close: () => Promise<void>;
};

export const openNativeHouse = async (
  options: {
    readonly settings?: Partial<Settings>;
    readonly mailer?: Mailer;
    /** Whose words the house knows. */
    readonly dialects?: readonly Dialect[];
    /** Whose doors are open; the native one alone unless somebody says otherwise. */
    readonly doors?: readonly Dialect[];
    readonly publicUrl?: () => string;
  } = {},
): Promise<NativeHouse> => {
  const database = await testDatabase();
  const { doors = [native], ...more } = options;
  const deps = testDeps(database.tenants, { dialects: [native], ...more });
  const mounts = doors.map(({ name, prefix, plugin }) => ({ name, prefix, plugin: plugin(deps) }));
  const app = buildApp({ mounts, log: pino({ level: process.env['TEST_LOG'] ?? 'silent' }) });
  await app.ready();
  return {
    app,
    database,
    deps,
    client: async (settings = {}) => clientOf(app, await makeTenant(deps, { settings })),
    relay: () => relayEvents(deps, writeBody),
    close: async () => {
      await app.close();
      await database.close();
    },
  };
};

const clientOf = (app: FastifyInstance, tenant: Tenant): NativeClient => {
  const call: NativeClient['call'] = async (method, path, body, headers = {}) => {
    const response = await app.inject({
      method,
      url: `/v1${path}`,
      headers: { authorization: `Bearer ${tenant.key}`, ...headers },
      ...(body !== undefined && body !== null && { payload: body }),
    });
    const isJson = /json/.test(String(response.headers['content-type']));
    const json: Json = isJson && response.body !== '' ? response.json<Json>() : {};
    return { status: response.statusCode, headers: response.headers, text: response.body, body: json };
  };
  return {
    tenant,
    call,
    make: async (path, body) => {
      const answer = await call('POST', path, body);
      if (answer.status >= 300) throw new Error(`POST ${path} answered ${answer.status}: ${answer.text}`);
      return { ...answer.body, id: String(answer.body['id']) };
    },
  };
};

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** The elements of a list in an answer: of a page, when not told otherwise. */
export const elements = (body: Json, field = 'data'): Json[] => {
  const list = body[field];
  return Array.isArray(list) ? list.filter(isJson) : [];
};

/** The fields that a problem names. */
export const faults = (body: Json): Json[] => elements(body, 'errors');
