/** The whole app with every dialect on a real database, the list of its routes, and tenants who have one of everything. */
import assert from 'node:assert/strict';
import type { FastifyInstance, InjectOptions, RouteOptions } from 'fastify';
import { pino } from 'pino';
import { dialects } from '../src/dialects/registry.ts';
import { buildApp } from '../src/http/app.ts';
import { createLogMailer } from '../src/lib/mail/log-mailer.ts';
import type { Database } from '../src/store/database.ts';
import { createApiKey, createUser } from '../src/use-cases/account/manage-credentials.ts';
import { createSigningPair, createSigningToken } from '../src/use-cases/account/signing-keys.ts';
import { createDelivery } from '../src/use-cases/delivery/create-delivery.ts';
import { signIn } from '../src/use-cases/account/sign-in.ts';
import { createCarrier } from '../src/use-cases/carrier/carriers.ts';
import { giveSession } from './add-courier.ts';
import { addOffer, addTask } from './add-task.ts';
import { addInsurance } from './add-insurance.ts';
import { addMDelivery } from './add-mdelivery.ts';
import { addSubscriptions } from './add-subscriptions.ts';
import { testDatabase, type TestDatabase } from './database.ts';
import { testDeps, type TestDeps } from './deps.ts';
import { draft } from './draft-delivery.ts';
import { furnish } from './furnish.ts';
import { furnishTasks } from './furnish-tasks.ts';
import { injectOnce } from './inject-once.ts';
import { makePlatform } from './make-platform.ts';
import { signBody, signsInside, type BodySecrets } from './sign-body.ts';
import { makeTenant, type Tenant } from './tenant.ts';

export type Route = {
  readonly dialect: string;
  readonly method: string;
  readonly url: string;
  readonly schema: RouteOptions['schema'];
};

/**
 * What a request is signed with: a pair of tokens, an API key, a bearer token, the token of a courier's phone, a secret
 * that signs the body.
 */
export const credentials = ['loginext', 'native', 'gotsurge', 'courier', 'mdelivery', 'subplace', 'saladin'] as const;
export type Credential = (typeof credentials)[number];

export type Resident = {
  readonly tenant: Tenant;
  /** What signs its requests, by kind of credential. */
  readonly headers: Readonly<Partial<Record<Credential, Readonly<Record<string, string>>>>>;
  /** What signs its bodies, where that is no header. */
  readonly secrets: BodySecrets;
  /** What it has, by the segment of the path that stands before an id. */
  readonly ids: Readonly<Record<string, string>>;
};

export type Ask = {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly payload?: unknown;
};

export type Answer = {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
};

export type MountedHouse = {
  readonly app: FastifyInstance;
  readonly database: TestDatabase;
  readonly deps: TestDeps;
  readonly routes: readonly Route[];
  readonly ask: (ask: Ask) => Promise<Answer>;
  readonly resident: () => Promise<Resident>;
  readonly close: () => Promise<void>;
};

/** Routes that hand out credentials or are public on purpose. */
export const openRoutes = [
  'POST /loginext/LoginApp/login/authenticate',
  'GET /loginext/openapi.json',
  'GET /loginext/track',
  'GET /loginext/track/',
  'GET /loginext/track/assets/:version/:name',
  'GET /gotsurge/openapi.json',
  'GET /gotsurge/invitations/:id',
  'POST /gotsurge/invitations/:id',
  'GET /gotsurge/oauth2/auth',
  'POST /gotsurge/oauth2/token',
  'POST /gotsurge/oauth2/refresh',
  'GET /gotsurge/partners/*',
  'OPTIONS /gotsurge/platform/sso/token',
  'POST /gotsurge/platform/sso/token',
  'GET /gotsurge/sso/login',
  'POST /gotsurge/sso/login',
  'GET /gotsurge/playground',
  'GET /gotsurge/playground/start',
  'POST /gotsurge/playground/token',
  'POST /gotsurge/playground/task',
  'POST /gotsurge/playground/refresh',
  'GET /gotsurge/playground/receive-session',
  'POST /gotsurge/playground/session',
  'GET /mdelivery/openapi.json',
  'GET /mdelivery/soap',
  'POST /mdelivery/soap',
  'GET /mdelivery/public/sandbox-pay/:number',
  'POST /mdelivery/public/sandbox-pay/:number',
  'GET /mdelivery/public/shipping',
  'POST /mdelivery/public/shipping/identify',
  'GET /mdelivery/public/shipping/address',
  'POST /mdelivery/public/shipping/address',
  'GET /mdelivery/public/shipping/offer',
  'POST /mdelivery/public/shipping/offer',
  'GET /mdelivery/public/shipping/confirm',
  'POST /mdelivery/public/shipping/confirm',
  'GET /mdelivery/public/orders/:number',
  'POST /mdelivery/public/orders/:number/identify',
  'POST /mdelivery/public/orders/:number/received',
  'GET /subplace/openapi.json',
  'GET /saladin/openapi.json',
  'GET /saladin/certificates/:token',
  'GET /saladin/verify/:token',
  'GET /v1/openapi.json',
  'POST /v1/courier/session',
];

export const nameOf = ({ method, url }: Route) => `${method} ${url}`;

export function credentialOf({ dialect, url }: Route): Credential {
  if (url.startsWith('/v1/courier/')) return 'courier';
  return credentials.find((one) => one === dialect) ?? assert.fail(`say how one signs in to ${dialect}`);
}

/** Signed as its owner signs it. */
export const signedBy = ({ headers }: Resident, route: Route) => headers[credentialOf(route)];

/** A request with what signs it: in its headers, or inside its body. */
export interface Dressed {
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: unknown;
}

export function dress({ headers, secrets }: Resident, credential: Credential, payload: unknown): Dressed {
  if (!signsInside(credential)) return { headers: headers[credential] ?? {}, payload };
  return { headers: {}, payload: signBody(credential, payload ?? {}, secrets) };
}

export const takesBody = ({ method }: Route) => ['POST', 'PUT', 'PATCH'].includes(method);
export const guarded = ({ routes }: MountedHouse) => routes.filter((route) => !openRoutes.includes(nameOf(route)));

/** A task that is on offer, and one that waits. @returns ids, as `furnish` */
async function furnishBroadcast(deps: TestDeps, tenant: Tenant) {
  const { offer } = await addOffer(deps, tenant, 'OFFERED');
  const { id: waiting } = await addTask(deps, tenant, 'WAITING', { preference: 'marine' });
  return { offers: offer.id, waiting };
}

/** @param scope what the app's requests see of the database, where a test has other ideas. */
export async function openMountedHouse(scope: (database: Database) => Database = (all) => all): Promise<MountedHouse> {
  const database = await testDatabase();
  const log = pino({ level: 'silent' });
  // nobody sends what waits: there is no postman in this house
  const deps = testDeps(database.tenants, { dialects, mailer: createLogMailer(log) });
  const routes: Route[] = [];
  const served = { ...deps, db: scope(database.tenants) };
  const app = buildApp({
    log,
    mounts: dialects.map(({ name, prefix, plugin }) => ({
      name,
      prefix,
      plugin: async (mount) => {
        mount.addHook('onRoute', ({ method, url, schema }) => {
          for (const one of [method].flat())
            if (one !== 'HEAD') routes.push({ dialect: name, method: one, url, schema });
        });
        await mount.register(plugin(served));
      },
    })),
  });
  await app.ready();

  async function ask({ method, url, headers, payload }: Ask): Promise<Answer> {
    // the routes' methods are those that inject knows, and their payloads JSON, text or bytes
    const options = { method, url, headers, ...(payload !== undefined && { payload }) } as InjectOptions;
    return injectOnce(app, options);
  }

  async function resident(): Promise<Resident> {
    const tenant = await makeTenant(deps, { settings: { autoCreateReferences: true } });
    const user = { userName: tenant.account.id.slice(-12), password: 'Admin#1!' };
    await createUser(deps, tenant.identity.caller, { dialect: 'loginext', label: 'user', ...user });
    const pair = await signIn(deps, 'loginext', user);
    const platform = await makePlatform(deps, tenant);
    const ids: Readonly<Record<string, string>> = {
      ...(await furnish(deps, tenant)),
      ...(await furnishBroadcast(deps, tenant)),
      ...(await furnishTasks(deps, platform)),
    };
    const phone = await giveSession(deps, tenant, ids['couriers'] ?? assert.fail('there is no courier'));
    const asked = await createApiKey(deps, tenant.identity.caller, { dialect: 'mdelivery', label: 'MDelivery' });
    const delivery = ids['free'] ?? assert.fail();
    const { id: paid } = await createDelivery(deps, tenant.identity, draft({ orderNumber: 'PAID', legs: 'both' }), { state: 'paid' }); // prettier-ignore
    const account = tenant.account.id;
    const own = await addMDelivery(database.db, { account, delivery, credential: asked.id });
    const { caller } = tenant.identity;
    const subplace = await createSigningPair(deps, caller, {
      dialect: 'subplace',
      label: 'SUBPLACE',
      encrypted: false,
    });
    const saladin = await createSigningToken(deps, caller, { dialect: 'saladin', label: 'AhaMove', token: null });
    const subscribed = await addSubscriptions(database.db, { account, delivery });
    const insured = await addInsurance(database.db, {
      account,
      delivery,
      credential: saladin.id,
      seal: deps.secrets.seal,
    });
    const called = {
      code: 'CALLED',
      name: 'C',
      kind: 'http',
      baseUrl: 'http://127.0.0.1:9999/carrier',
      prices: null,
    } as const;
    const { carrier } = await createCarrier(deps, tenant.identity.caller, called);
    return {
      tenant,
      headers: {
        native: { authorization: `Bearer ${tenant.key}` },
        loginext: { 'www-authenticate': `BASIC ${pair.token}`, client_secret_key: pair.secret },
        gotsurge: platform.headers,
        courier: { authorization: `Bearer ${phone.token}` },
        mdelivery: { authorization: `Bearer ${asked.secret}` },
      },
      secrets: { subplace, saladin },
      ids: {
        ...ids,
        platforms: platform.platformId,
        organizations: platform.associatedId,
        organisations: platform.organisationId,
        roles: platform.roleId,
        members: platform.memberId,
        'partner-apps': platform.appId,
        ...own,
        ...subscribed,
        ...insured,
        paid,
        signer: subplace.id,
        'http-carriers': carrier.id,
      },
    };
  }

  const close = async () => {
    await app.close();
    await database.close();
  };
  return { app, database, deps, routes, ask, resident, close };
}
