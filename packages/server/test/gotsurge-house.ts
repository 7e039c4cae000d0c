/** A house with every door open, for tests of GotSurge's tasks: a platform with its app, and an operator beside it. */
import assert from 'node:assert/strict';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { pino } from 'pino';
import type { Role } from '../src/domain/partner/roles.ts';
import type { AccountSettings } from '../src/domain/account/account.ts';
import { dialects } from '../src/dialects/registry.ts';
import { buildApp } from '../src/http/app.ts';
import { relayEvents } from '../src/use-cases/webhook/relay-events.ts';
import { writeBody } from '../src/webhooks/write-body.ts';
import { testDatabase, type TestDatabase } from './database.ts';
import { testDeps, type TestDeps } from './deps.ts';
import { taskBody, type TaskBody } from './gotsurge-task.ts';
import { addMember, bearerFor, makePlatform, type Platform } from './make-platform.ts';
import { startTestRouter, type TestRouter } from './road-server.ts';
import { makeTenant } from './tenant.ts';

export type Json = Record<string, unknown>;

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly body: Json;
}

type Headers = Readonly<Record<string, string>>;
type Method = NonNullable<InjectOptions['method']>;
/** @param path under /gotsurge */
export type Ask = (method: Method, path: string, payload?: unknown, headers?: Headers) => Promise<Answer>;

export interface GotSurgeHouse {
  readonly app: FastifyInstance;
  readonly database: TestDatabase;
  readonly deps: TestDeps;
  readonly roads: TestRouter;
  readonly platform: Platform;
  /** Signed for the platform's OrgAdmin, unless told otherwise. */
  readonly ask: Ask;
  /** As the operator. @param path under /v1 */
  readonly operate: (method: Method, path: string, payload?: object) => Promise<Json>;
  /** Broadcasts one task. */
  readonly makeTask: (change?: TaskBody) => Promise<Json & { readonly id: string }>;
  readonly makeDraft: (change?: TaskBody) => Promise<Json & { readonly id: string }>;
  /** Signs for another member, with one role, of the platform's own organisation or another, by the same app. */
  readonly headersOf: (role: Role, organisationId?: string) => Promise<Headers>;
  readonly detail: (id: string) => Promise<Json>;
  /** Turns what happened so far into messages. */
  readonly relay: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function openGotSurgeHouse(settings: Partial<AccountSettings> = {}): Promise<GotSurgeHouse> {
  const [database, roads] = await Promise.all([testDatabase(), startTestRouter()]);
  const deps = testDeps(database.tenants, { dialects, router: roads.router });
  const mounts = dialects.map(({ name, prefix, plugin }) => ({ name, prefix, plugin: plugin(deps) }));
  const app = buildApp({ mounts, log: pino({ level: process.env['TEST_LOG'] ?? 'silent' }) });
  await app.ready();
  const tenant = await makeTenant(deps, { settings });
  const platform = await makePlatform(deps, tenant);
  roads.answer = (count) => Array.from({ length: count }, () => 7357);

  const send = async (method: Method, url: string, payload: unknown, headers: Headers): Promise<Answer> => {
    // payloads of tests are JSON or text
    const body = payload === undefined ? {} : { payload: payload as object | string };
    const { statusCode: status, body: text } = await app.inject({ method, url, headers, ...body });
    return { status, text, body: text.startsWith('{') ? (JSON.parse(text) as Json) : {} };
  };
  const ask: Ask = (method, path, payload, headers = platform.headers) =>
    send(method, `/gotsurge${path}`, payload, headers);
  const make = async (path: string, change: TaskBody) => {
    const { status, text, body } = await ask('POST', path, { tasks: [taskBody(change)] });
    assert.equal(status, 201, text);
    const [task] = body['tasks'] as readonly Json[];
    return { ...task, id: String(task?.['id']) };
  };

  return {
    app,
    database,
    deps,
    roads,
    platform,
    ask,
    operate: async (method, path, payload) => {
      const answer = await send(method, `/v1${path}`, payload, { authorization: `Bearer ${tenant.key}` });
      assert.ok(answer.status < 300, `${path}: ${answer.text}`);
      return answer.body;
    },
    makeTask: (change = {}) => make('/tasks', change),
    makeDraft: (change = {}) => make('/platform/tasks/draft', change),
    headersOf: async (role, organisationId = platform.organisationId) =>
      bearerFor(deps, { ...platform, memberId: await addMember(deps, tenant, { organisationId, role }) }),
    detail: async (id) => {
      const { status, text, body } = await ask('GET', `/tasks/${id}`);
      assert.equal(status, 200, text);
      return body;
    },
    relay: async () => {
      while ((await relayEvents(deps, writeBody)) > 0);
    },
    close: async () => {
      await app.close();
      await Promise.all([roads.close(), database.close()]);
    },
  };
}
