/** A house with LogiNext's door open: a real database, a partner who signed in, and requests through the whole app. */
import type { FastifyInstance, InjectOptions } from 'fastify';
import { pino } from 'pino';
import { loginext } from '../src/dialects/loginext/index.ts';
import { buildApp, type AppOptions } from '../src/http/app.ts';
import type { AccountSettings } from '../src/domain/account/account.ts';
import { createUser } from '../src/use-cases/account/manage-credentials.ts';
import { testDatabase, type TestDatabase } from './database.ts';
import { testDeps, type TestDeps } from './deps.ts';
import { makeTenant, type Tenant } from './tenant.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly body: unknown;
}

export interface LogiNextClient {
  readonly tenant: Tenant;
  readonly tokens: Readonly<Record<string, string>>;
  readonly call: (method: InjectOptions['method'], url: string, body?: unknown) => Promise<Answer>;
}

export interface LogiNextHouse {
  readonly app: FastifyInstance;
  /** `http://127.0.0.1:…`; empty where nothing listens. */
  readonly origin: string;
  readonly database: TestDatabase;
  readonly deps: TestDeps;
  /** A new tenant with a user of its own, signed in. */
  readonly client: (settings?: Partial<AccountSettings>, name?: string, label?: string) => Promise<LogiNextClient>;
  readonly close: () => Promise<void>;
}

type Send = (method: string, path: string, headers: Readonly<Record<string, string>>, body: unknown) => Promise<Answer>;

/**
 * @param overHttp whether its clients speak through a socket, as a partner does, instead of past it
 * @param options for the app that it builds
 */
export async function openLogiNextHouse({
  overHttp = false,
  ...options
}: Partial<AppOptions> & { readonly overHttp?: boolean } = {}): Promise<LogiNextHouse> {
  const database = await testDatabase();
  const deps = testDeps(database.tenants, { dialects: [loginext] });
  const mounts = [{ name: loginext.name, prefix: loginext.prefix, plugin: loginext.plugin(deps) }];
  const app = buildApp({ mounts, log: pino({ level: process.env['TEST_LOG'] ?? 'silent' }), ...options });
  await app.ready();
  const origin = overHttp ? await app.listen({ host: '127.0.0.1', port: 0 }) : '';
  const send = overHttp ? overSocket(origin) : pastSocket(app);
  let users = 0;

  async function client(
    settings: Partial<AccountSettings> = {},
    name = 'tenant',
    label = 'Demo User',
  ): Promise<LogiNextClient> {
    const tenant = await makeTenant(deps, { name, settings: { autoCreateReferences: true, ...settings } });
    users += 1;
    const userName = `user${users}`;
    const password = 'Admin#1!';
    await createUser(deps, tenant.identity.caller, { dialect: 'loginext', label, userName, password });
    const signedIn = await send('POST', '/LoginApp/login/authenticate', {}, { userName, password });
    const tokens = {
      'www-authenticate': String(signedIn.headers['www-authenticate']),
      client_secret_key: String(signedIn.headers['client_secret_key']),
    };
    return {
      tenant,
      tokens,
      call: (method = 'GET', url, body) => send(method, url, tokens, body),
    };
  }

  return {
    app,
    origin,
    database,
    deps,
    client,
    async close() {
      await app.close();
      await database.close();
    },
  };
}

function pastSocket(app: FastifyInstance): Send {
  return async (method, path, headers, body) => {
    // the methods are those that inject knows, and the bodies JSON
    const asked = { method, url: `/loginext${path}`, headers, ...(body !== undefined && { payload: body as object }) };
    const { statusCode, headers: answered, body: text } = await app.inject(asked as InjectOptions);
    return { status: statusCode, headers: answered, body: JSON.parse(text) as unknown };
  };
}

function overSocket(origin: string): Send {
  return async (method, path, headers, body) => {
    const sent = body === undefined ? { headers } : { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) }; // prettier-ignore
    const answer = await fetch(`${origin}/loginext${path}`, { method, ...sent });
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.json() };
  };
}
