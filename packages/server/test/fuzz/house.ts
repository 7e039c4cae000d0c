/** The whole app on a real database, with two tenants who own some of everything, and a door for fuzzed requests. */
import assert from 'node:assert/strict';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { pino } from 'pino';
import delivery from '../../src/dialects/native/fixtures/delivery.json' with { type: 'json' };
import { dialects } from '../../src/dialects/registry.ts';
import { buildApp } from '../../src/http/app.ts';
import { createLogMailer } from '../../src/lib/mail/log-mailer.ts';
import { createApiKey } from '../../src/use-cases/account/manage-credentials.ts';
import { createSigningPair, createSigningToken } from '../../src/use-cases/account/signing-keys.ts';
import { createHaul } from '../../src/use-cases/trip/create-haul.ts';
import { relayEvents } from '../../src/use-cases/webhook/relay-events.ts';
import { writeBody } from '../../src/webhooks/write-body.ts';
import { addInsurance } from '../add-insurance.ts';
import { addMDelivery } from '../add-mdelivery.ts';
import { addSubscriptions } from '../add-subscriptions.ts';
import { testDatabase, type TestDatabase } from '../database.ts';
import { testDeps, type TestDeps } from '../deps.ts';
import { furnishTasks } from '../furnish-tasks.ts';
import { haulOrder } from '../haul-order.ts';
import { injectOnce } from '../inject-once.ts';
import { seedProofFile } from '../seed-proof-file.ts';
import { makePlatform, type Platform } from '../make-platform.ts';
import { signBody, signsInside, type BodySecrets } from '../sign-body.ts';
import { makeTenant, type Tenant } from '../tenant.ts';
import { readOperations, type Operation } from './document.ts';
import { asJson, isJson, type Json } from './json.ts';
import { openPhone } from './phone.ts';
import type { FuzzRequest } from './request.ts';

export interface FuzzAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** Ids by the word after which they stand in a path. */
type Pool = Map<string, string[]>;

export interface FuzzHouse {
  readonly app: FastifyInstance;
  readonly database: TestDatabase;
  readonly deps: TestDeps;
  readonly own: Tenant;
  readonly other: Tenant;
  readonly operations: readonly Operation[];
  /** Makes some of everything that has an id; what there was before may be used up. */
  readonly furnish: () => Promise<void>;
  /** With ids in the place of their names, and signed in as `own`. */
  readonly fill: (operation: Operation, request: FuzzRequest) => FuzzRequest;
  readonly send: (operation: Operation, filled: FuzzRequest) => Promise<FuzzAnswer>;
  readonly close: () => Promise<void>;
}

export async function openFuzzHouse(): Promise<FuzzHouse> {
  const database = await testDatabase();
  const log = pino({ level: process.env['TEST_LOG'] ?? 'silent' });
  const deps = testDeps(database.tenants, { dialects, mailer: createLogMailer(log) });
  const mounts = dialects.map(({ name, prefix, plugin }) => ({ name, prefix, plugin: plugin(deps) }));
  const app = buildApp({ mounts, log });
  await app.ready();
  const settings = { autoCreateReferences: true };
  const [own, other] = [await makeTenant(deps, { settings }), await makeTenant(deps, { settings })];
  const pools: { readonly own: Pool; readonly other: Pool } = { own: new Map(), other: new Map() };
  let tokens = await signInToLogiNext(app, own);
  const [platform, otherPlatform] = [await makePlatform(deps, own), await makePlatform(deps, other)];
  const phone = await openPhone(deps, own);
  const asks = new Map<Tenant, { readonly id: string; readonly secret: string }>();
  for (const tenant of [own, other]) {
    asks.set(tenant, await createApiKey(deps, tenant.identity.caller, { dialect: 'mdelivery', label: 'MDelivery' }));
  }
  const [signers, otherSigners] = [await makeSigners(deps, own), await makeSigners(deps, other)];
  const signedFor: Readonly<Record<string, () => Record<string, string>>> = {
    loginext: () => tokens,
    native: () => ({ authorization: `Bearer ${own.key}` }),
    gotsurge: () => ({ ...platform.headers }),
    courier: () => phone.headers(),
    mdelivery: () => ({ authorization: `Bearer ${asks.get(own)?.secret}` }),
  };
  const operations: Operation[] = [];
  for (const { name, prefix } of dialects) {
    operations.push(...readOperations(name, (await app.inject(`${prefix}/openapi.json`)).json<Json>()));
  }

  const fill = (operation: Operation, { method, url, headers, body }: FuzzRequest): FuzzRequest => ({
    method,
    url: fillIds(url, pools),
    headers: {
      ...signedFor[operation.path.startsWith('/v1/courier/') ? 'courier' : operation.dialect]?.(),
      ...headers,
    },
    body: body && { ...body, text: signText(operation.dialect, fillIds(body.text, pools), signers) },
  });

  /** GotSurge's tasks change for whoever names the revision that they have. */
  const withRevision = async (url: string, text: string): Promise<string> => {
    if (!text.includes('{{revision}}')) return text;
    const seen = await app.inject({ url, headers: platform.headers });
    const revision = seen.statusCode === 200 ? seen.json<Json>()['version_rev'] : '';
    return text.replaceAll('{{revision}}', String(revision));
  };

  const send = async (operation: Operation, { method, url, headers, body }: FuzzRequest): Promise<FuzzAnswer> => {
    const text = body && (await withRevision(url, body.text));
    const payload = body === null ? {} : { payload: Buffer.from(text ?? '', body.encoding) };
    // the methods of the documents are those that inject knows
    const answer = await injectOnce(app, { method: method as InjectOptions['method'], url, headers, ...payload } as InjectOptions); // prettier-ignore
    const { status, body: answered } = answer;
    if (status < 300) harvest(pools.own, operation.path, answered);
    if (answer.headers['client_secret_key'] !== undefined) tokens = tokensOf(answer.headers);
    if (operation.id === 'signOutCourier' && status < 300) await phone.signInAgain();
    return { status, contentType: String(answer.headers['content-type'] ?? ''), body: answered };
  };

  const close = async () => {
    await app.close();
    await database.close();
  };
  let furnishings = 0;
  const furnishAll = async (tenant: Tenant, pool: Pool, mark: number) => {
    await furnish(app, deps, tenant, pool, mark);
    const account = tenant.account.id;
    const { id: credential = '' } = asks.get(tenant) ?? {};
    for (const delivery of (pool.get('deliveries') ?? []).slice(-3)) {
      const ids = await addMDelivery(database.db, { account, delivery, credential });
      for (const [kind, id] of Object.entries(ids)) keep(pool, kind, id);
    }
    const { saladin } = tenant === own ? signers : otherSigners;
    for (const delivery of (pool.get('deliveries') ?? []).slice(-6, -3)) {
      const subscribed = await addSubscriptions(database.db, { account, delivery });
      const insured = await addInsurance(database.db, {
        account,
        delivery,
        credential: saladin.id,
        seal: deps.secrets.seal,
      });
      for (const [kind, id] of Object.entries({ ...subscribed, ...insured })) keep(pool, kind, id);
    }
  };
  const furnishOwn = async () => {
    await furnishWithTasks(deps, platform, pools.own);
    await furnishAll(own, pools.own, (furnishings += 1));
    await phone.furnish(furnishings, (kind, id) => keep(pools.own, kind, id));
  };
  keepPlatform(pools.own, platform);
  keepPlatform(pools.other, otherPlatform);
  await furnishWithTasks(deps, otherPlatform, pools.other);
  // the last of it relays what happened so far
  await furnishAll(other, pools.other, 0);
  return { app, database, deps, own, other, operations, furnish: furnishOwn, fill, send, close };
}

interface Signers extends BodySecrets {
  readonly saladin: { readonly id: string; readonly secret: string };
}

async function makeSigners(deps: TestDeps, { identity }: Tenant): Promise<Signers> {
  const { caller } = identity;
  return {
    subplace: await createSigningPair(deps, caller, { dialect: 'subplace', label: 'SUBPLACE', encrypted: false }),
    saladin: await createSigningToken(deps, caller, { dialect: 'saladin', label: 'AhaMove', token: null }),
  };
}

/** Signed as it stands after all that was done to it; one in ten, and what is no object, stays without. */
function signText(dialect: string, text: string, secrets: BodySecrets): string {
  if (!signsInside(dialect) || text.length % 10 === 0) return text;
  try {
    return JSON.stringify(signBody(dialect, JSON.parse(text), secrets));
  } catch {
    return text;
  }
}

function fillIds(text: string, pools: { readonly own: Pool; readonly other: Pool }): string {
  return text.replaceAll(/\{\{(own|other)\.([a-z-]+)\.(\d+)\}\}/g, (_all, whose: 'own' | 'other', kind: string, index: string) => {
    const ids = pools[whose].get(kind) ?? [];
    return ids.at(-1 - (Number(index) % Math.max(1, ids.length))) ?? '01a20450-3ae4-7643-89b4-93bf5ea91ade';
  }); // prettier-ignore
}

/** Keeps the ids that an answer shows, so that later requests can name them. */
function harvest(pool: Pool, path: string, body: string): void {
  if (!body.startsWith('{')) return;
  const answer = asJson(JSON.parse(body));
  const [, , kind = ''] = path.split('/');
  const made = [answer['id'], answer['referenceId']].flat().filter((id) => typeof id === 'string');
  const name = kind === 'ShipmentApp' ? 'deliveries' : kind === 'stops' ? 'deliveries' : kind;
  for (const id of made.map(dashed)) keep(pool, path.endsWith('/proofs') ? 'proofs' : name, id);
  for (const field of ['stops', 'files'] as const) {
    const list: unknown = answer[field];
    const found: readonly unknown[] = Array.isArray(list) ? list : [];
    for (const one of found)
      if (isJson(one)) keep(pool, field === 'files' ? 'proof-files' : 'stops', String(one['id']));
  }
}

/** LogiNext leaves the dashes of an id out. */
function dashed(id: string): string {
  return id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** What it has before anything is asked; not its app: whoever ended it would end all requests. */
function keepPlatform(pool: Pool, { platformId, associatedId, roleId, memberId }: Platform): void {
  keep(pool, 'platforms', platformId);
  keep(pool, 'organizations', associatedId);
  keep(pool, 'organisations', associatedId);
  keep(pool, 'roles', roleId);
  keep(pool, 'members', memberId);
}

/** The newest, which most can still be done with. */
const most = 60;

function keep(pool: Pool, kind: string, id: string): void {
  const ids = (pool.get(kind) ?? []).filter((one) => one !== id);
  pool.set(kind, [...ids, id].slice(-most));
}

type Headers = Readonly<Record<string, unknown>>;

function tokensOf(headers: Headers): Record<string, string> {
  return { 'www-authenticate': String(headers['www-authenticate']), client_secret_key: String(headers['client_secret_key']) }; // prettier-ignore
}

async function signInToLogiNext(app: FastifyInstance, tenant: Tenant): Promise<Record<string, string>> {
  const user = { userName: `user-${tenant.account.id}`, password: 'Admin#1!' };
  const headers = { authorization: `Bearer ${tenant.key}` };
  const payload = { dialect: 'loginext', label: 'user', ...user };
  await app.inject({ method: 'POST', url: '/v1/credentials', headers, payload });
  const answer = await app.inject({ method: 'POST', url: '/loginext/LoginApp/login/authenticate', payload: user });
  assert.equal(answer.statusCode, 200);
  return tokensOf(answer.headers);
}

async function furnishWithTasks(deps: TestDeps, platform: Platform, pool: Pool): Promise<void> {
  for (let number = 1; number <= 6; number += 1) {
    const { tasks, drafts, organisations } = await furnishTasks(deps, platform);
    keep(pool, 'tasks', tasks);
    keep(pool, 'drafts', drafts);
    keep(pool, 'organisations', organisations);
  }
  keep(pool, 'organisations', platform.associatedId);
}

/** Some of everything that has an id, made through the native API, with names that end in `mark`. */
async function furnish(app: FastifyInstance, deps: TestDeps, tenant: Tenant, pool: Pool, mark: number): Promise<void> {
  const headers = { authorization: `Bearer ${tenant.key}` };
  const make = async (path: string, payload: object): Promise<string> => {
    const answer = await app.inject({ method: 'POST', url: `/v1${path}`, headers, payload });
    assert.ok(answer.statusCode < 300, `${path}: ${answer.body}`);
    harvest(pool, `/v1${path}`, answer.body);
    return String(answer.json<Json>()['id']);
  };
  await make('/webhook-endpoints', { dialect: 'native', url: 'http://127.0.0.1:9999/hook' });
  await make('/webhook-endpoints', { dialect: 'loginext', url: 'http://127.0.0.1:9999/hook', contentType: 'xml' });
  await make('/credentials', { dialect: 'native', label: 'x' });
  await make('/hubs', { code: `FUZZ-HUB-${mark}`, name: 'Mumbai', position: { lat: 19, lng: 72 } });
  await make('/trackers', { code: `FUZZ-TRACKER-${mark}` });
  await make('/vehicles', { number: `FUZZ-VEHICLE-${mark}` });
  await make('/partner-apps', {
    name: 'x',
    redirectUrls: ['https://partner.example/'],
    webhookUrl: 'http://127.0.0.1:9999/hook',
  });
  await make('/drivers', { name: 'x', phone: '1', licenseNumber: `L-${mark}` });
  for (let number = 1; number <= 12; number += 1) {
    const legs = ['both', 'pickup', 'dropoff'][number % 3];
    const courierId = await make('/couriers', { employeeNumber: `E-${mark}-${number}`, name: 'x', phone: '1' });
    const deliveryIds = [];
    for (const part of ['a', 'b', 'c', 'd']) {
      deliveryIds.push(
        await make('/deliveries', { ...delivery.request, legs, orderNumber: `FUZZ-${mark}-${number}${part}` }),
      );
    }
    const tripId = await make('/trips', {
      courierId,
      deliveryIds: deliveryIds.slice(0, 2),
      trackerCode: `FUZZ-TRACKER-${mark}`,
    });
    if (number % 2 === 0) await make(`/trips/${tripId}/start`, {});
  }
  for (let number = 1; number <= 6; number += 1) {
    const haul = { ...haulOrder, name: `HAUL-${mark}-${number}`, trackerCode: `FUZZ-TRACKER-${mark}` };
    keep(pool, 'hauls', (await createHaul(deps, tenant.identity, haul, number % 3 === 0)).id);
  }
  const trackerId = pool.get('trackers')?.at(-1) ?? '';
  const fix = { recordedAt: deps.now().toISOString(), lat: 19.1, lng: 72.9 };
  await make(`/trackers/${trackerId}/positions`, { positions: [fix] });
  const deliveryId = await make('/deliveries', { ...delivery.request, orderNumber: `FUZZ-${mark}` });
  keep(pool, 'proof-files', await seedProofFile(deps, tenant, deliveryId));
  await relayEvents(deps, writeBody);
  const { body } = await app.inject({ url: '/v1/webhook-messages?limit=20', headers });
  const messages: unknown = asJson(JSON.parse(body))['data'];
  for (const one of Array.isArray(messages) ? messages : []) keep(pool, 'webhook-messages', String(asJson(one)['id']));
}
