/** A house with LogiNext's door open: a real database, a partner who signed in, and requests through the whole app. */
import type { FastifyInstance, InjectOptions } from 'fastify';
import { pino } from 'pino';
import { loginext } from '../src/dialects/loginext/index.ts';
import { buildApp } from '../src/http/app.ts';
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
  readonly database: TestDatabase;
  readonly deps: TestDeps;
  /** A new tenant with a user of its own, signed in. */
  readonly client: (settings?: Partial<AccountSettings>, name?: string) => Promise<LogiNextClient>;
  readonly close: () => Promise<void>;
}

export async function openLogiNextHouse(): Promise<LogiNextHouse> {
  const database = await testDatabase();
  const deps = testDeps(database.tenants, { dialects: [loginext] });
  const mounts = [{ name: loginext.name, prefix: loginext.prefix, plugin: loginext.plugin(deps) }];
  const app = buildApp({ mounts, log: pino({ level: process.env['TEST_LOG'] ?? 'silent' }) });
  await app.ready();
  let users = 0;

  async function client(settings: Partial<AccountSettings> = {}, name = 'tenant'): Promise<LogiNextClient> {
    const tenant = await makeTenant(deps, { name, settings: { autoCreateReferences: true, ...settings } });
    users += 1;
    const userName = `user${users}`;
    const password = 'Admin#1!';
    await createUser(deps, tenant.identity.caller, { dialect: 'loginext', label: 'Demo User', userName, password });
    const signedIn = await app.inject({
      method: 'POST',
      url: '/loginext/LoginApp/login/authenticate',
      payload: { userName, password },
    });
    const tokens = {
      'www-authenticate': String(signedIn.headers['www-authenticate']),
      client_secret_key: String(signedIn.headers['client_secret_key']),
    };
    return {
      tenant,
      tokens,
      async call(method, url, body) {
        const response = await app.inject({
          method,
          url: `/loginext${url}`,
          headers: tokens,
          ...(body !== undefined && { payload: body as object }),
        } as InjectOptions);
        const parsed: unknown = JSON.parse(response.body);
        return { status: response.statusCode, headers: response.headers, body: parsed };
      },
    };
  }

  return {
    app,
    database,
    deps,
    client,
    async close() {
      await app.close();
      await database.close();
    },
  };
}
