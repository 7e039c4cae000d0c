/**
 * Walks every mounted route: each has its schemas, wants credentials, shrugs off hostile bodies, and shows a stranger
 * nothing. A new route joins by being mounted; one that takes ids has to say here whose.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance, InjectOptions, RouteOptions } from 'fastify';
import { pino } from 'pino';
import { dialects } from '../src/dialects/registry.ts';
import { buildApp } from '../src/http/app.ts';
import { signIn } from '../src/use-cases/account/sign-in.ts';
import { createUser } from '../src/use-cases/account/manage-credentials.ts';
import { createDelivery } from '../src/use-cases/delivery/create-delivery.ts';
import { createCourier } from '../src/use-cases/fleet/couriers.ts';
import { createDriver } from '../src/use-cases/fleet/drivers.ts';
import { createTracker } from '../src/use-cases/fleet/trackers.ts';
import { createVehicle } from '../src/use-cases/fleet/vehicles.ts';
import { createHub } from '../src/use-cases/hub/hubs.ts';
import { addProof } from '../src/use-cases/proof/add-proof.ts';
import { createTrip } from '../src/use-cases/trip/create-trip.ts';
import { createEndpoint } from '../src/use-cases/webhook/create-endpoint.ts';
import { listMessages } from '../src/use-cases/webhook/list-messages.ts';
import { writeBody } from '../src/webhooks/write-body.ts';
import { relayEvents } from '../src/use-cases/webhook/relay-events.ts';
import { testDatabase, type TestDatabase } from './database.ts';
import { testDeps, type TestDeps } from './deps.ts';
import { draft } from './draft-delivery.ts';
import { makeTenant, type Tenant } from './tenant.ts';
import { tinyPng } from './tiny-png.ts';

type Route = {
  readonly dialect: string;
  readonly method: string;
  readonly url: string;
  readonly schema: RouteOptions['schema'];
};

/** Routes that hand out credentials or are public on purpose. */
const open = ['POST /loginext/LoginApp/login/authenticate', 'GET /v1/openapi.json'];

let database: TestDatabase;
let deps: TestDeps;
let app: FastifyInstance;
const routes: Route[] = [];
let owner: Tenant;
let headers: Record<string, { owner: Record<string, string>; stranger: Record<string, string> }>;
/** What the owner has, by the segment of the path that stands before its id. */
let ids: Record<string, string>;

const known = (tenant: Tenant) => tenant.account.id.slice(-12);

async function signedIn(tenant: Tenant): Promise<Record<string, Record<string, string>>> {
  const user = { userName: known(tenant), password: 'Admin#1!' };
  await createUser(deps, tenant.identity.caller, { dialect: 'loginext', label: 'user', ...user });
  const pair = await signIn(deps, 'loginext', user);
  return {
    native: { authorization: `Bearer ${tenant.key}` },
    loginext: { 'www-authenticate': `BASIC ${pair.token}`, client_secret_key: pair.secret },
  };
}

before(async () => {
  database = await testDatabase();
  deps = testDeps(database.db, { dialects });
  app = buildApp({
    log: pino({ level: 'silent' }),
    mounts: dialects.map(({ name, prefix, plugin }) => ({
      name,
      prefix,
      plugin: async (mount) => {
        mount.addHook('onRoute', ({ method, url, schema }) => {
          for (const one of [method].flat())
            if (one !== 'HEAD') routes.push({ dialect: name, method: one, url, schema });
        });
        await mount.register(plugin(deps));
      },
    })),
  });
  await app.ready();
  owner = await makeTenant(deps, { settings: { autoCreateReferences: true } });
  const stranger = await makeTenant(deps, { settings: { autoCreateReferences: true } });
  const [own, others] = [await signedIn(owner), await signedIn(stranger)];
  headers = Object.fromEntries(dialects.map(({ name }) => [name, { owner: own[name] ?? {}, stranger: others[name] ?? {} }])); // prettier-ignore
  ids = await furnish();
});
after(async () => {
  await app.close();
  await database.close();
});

/** One of everything that has an id. */
async function furnish(): Promise<Record<string, string>> {
  const { identity } = owner;
  const { caller } = identity;
  const endpoint = await createEndpoint(deps, caller, {
    dialect: 'native',
    url: 'http://127.0.0.1:9999/hook',
    events: null,
    contentType: 'json',
  });
  const hub = await createHub(deps, caller, {
    code: 'H',
    name: 'H',
    position: null,
    geofenceMetres: null,
    address: null,
  });
  const tracker = await createTracker(deps, caller, { code: 'T', kind: 'device' });
  const capacity = { capacityUnits: null, capacityVolumeCm3: null, capacityWeightGrams: null };
  const vehicle = await createVehicle(deps, identity, { number: 'V', trackerCode: null, ...capacity, details: {} });
  const courier = await createCourier(
    deps,
    identity,
    { employeeNumber: 'C', name: 'C', phone: '1', email: null, branch: null, vehicleNumber: null, phoneCode: null, ...capacity, maxDistanceMetres: null, preferredPostalCode: null, languages: [], daysOff: [], shifts: [], details: {} },
    null,
  ); // prettier-ignore
  const driver = await createDriver(deps, caller, {
    name: 'D',
    phone: '1',
    email: null,
    licenseNumber: 'L',
    details: {},
  });
  const delivery = await createDelivery(deps, identity, draft());
  const order = {
    name: null,
    courierId: courier.id,
    vehicleId: null,
    driverName: null,
    trackerCode: 'T',
    setOff: null,
    deliveryIds: [delivery.id],
  };
  const trip = await createTrip(deps, identity, order);
  const png = await tinyPng();
  const proof = await addProof(deps, caller, { deliveryId: delivery.id, leg: 'dropoff', recipientName: null, note: null, position: null, capturedAt: deps.now(), files: [{ kind: 'photo', bytes: png }] }); // prettier-ignore
  await relayEvents(deps, writeBody);
  const messages = await listMessages(deps, caller, {
    endpointId: endpoint.endpoint.id,
    state: null,
    before: null,
    limit: 1,
  });
  return {
    'webhook-endpoints': endpoint.endpoint.id,
    'webhook-messages': messages[0]?.id ?? assert.fail('no message'),
    hubs: hub.id,
    trackers: tracker.id,
    vehicles: vehicle.id,
    couriers: courier.id,
    drivers: driver.id,
    deliveries: delivery.id,
    trips: trip.id,
    stops: trip.stops[0]?.id ?? assert.fail('no stop'),
    'proof-files': proof.files[0]?.id ?? assert.fail('no file'),
    credentials: caller.credentialId ?? assert.fail('no credential'),
  };
}

const reference = (id: string) => id.replaceAll('-', '');
const nobody = '00000000-0000-7000-8000-000000000000';

/** How LogiNext's routes name other people's things: in bodies and queries. `null`: the route takes no ids. */
const loginextProbes: Record<string, ((id: (what: string) => string) => { payload?: unknown; query?: string }) | null> = {
  'POST /LoginApp/login/authenticate': null,
  'GET /LoginApp/login/token/refresh': null,
  'POST /ShipmentApp/mile/v1/create': null,
  'POST /ShipmentApp/mile/v1/update': (id) => ({ payload: [{ referenceId: id('deliveries'), awbNumber: 'X' }] }),
  'POST /ShipmentApp/mile/v1/updateCrates': (id) => ({ payload: { referenceId: id('deliveries'), shipmentCrates: [] } }),
  'PUT /ShipmentApp/mile/v1/cancel': (id) => ({ payload: [id('deliveries')] }),
  'POST /ShipmentApp/mile/v1/create/return': (id) => ({ payload: [id('deliveries')] }),
  'GET /ShipmentApp/mile/v1/shipment': null,
  'POST /ShipmentApp/mile/v1/status': (id) => ({ payload: [id('deliveries')] }),
  'PUT /ShipmentApp/mile/v1/update/status': (id) => ({ payload: { newStatus: 'DELIVERED', orderDetails: [{ orderReferenceId: id('deliveries') }] } }),
  'POST /TripApp/mile/v1/trip/start': (id) => ({ payload: [id('trips')] }),
  'PUT /TripApp/mile/v1/trip/start': (id) => ({ payload: [id('trips')] }),
  'POST /TripApp/mile/v1/trip/stop': (id) => ({ payload: [{ tripReferenceId: id('trips'), notDispatchedOrders: [], deliveredOrders: [] }] }),
  'PUT /TripApp/mile/v1/trip/stop': (id) => ({ payload: [{ tripReferenceId: id('trips'), notDispatchedOrders: [], deliveredOrders: [] }] }),
  'POST /TrackingApp/track/put': null,
  'GET /TrackingApp/mile/v1/track/lastlocation': (id) => ({ query: `?shipmentReferences=${id('deliveries')}` }),
  'POST /DeliveryMediumApp/mile/v1/create': null,
}; // prettier-ignore

async function ask(route: Route, who: Record<string, string>, options: { payload?: unknown; path?: string } = {}) {
  const payload = options.payload === undefined ? {} : { payload: options.payload as object };
  const response = await app.inject({
    method: route.method as InjectOptions['method'],
    url: options.path ?? route.url.replace(':id', nobody),
    headers: who,
    ...payload,
  } as InjectOptions);
  return { status: response.statusCode, body: response.body };
}

const name = ({ method, url }: Route) => `${method} ${url}`;
const takesBody = ({ method }: Route) => ['POST', 'PUT', 'PATCH'].includes(method);
const guarded = () => routes.filter((route) => !open.includes(name(route)));

/** Everything that the owner has, to see that a stranger changed nothing. */
async function dump(): Promise<string> {
  const tables = [
    'delivery',
    'package',
    'item',
    'trip',
    'stop',
    'courier',
    'vehicle',
    'tracker',
    'hub',
    'proof',
    'proof_file',
    'event',
    'webhook_endpoint',
    'webhook_message',
    'credential',
  ];
  const parts = await Promise.all(
    tables.map((table) =>
      database.pool.query<{ all: string | null }>(`select jsonb_agg(to_jsonb(t) order by to_jsonb(t)::text)::text as all from ${table} t where account_id = $1`, [owner.account.id]),
    ),
  ); // prettier-ignore
  return parts.map(({ rows }) => rows[0]?.all).join('\n');
}

/** The native API describes its refusals in its document only: their bodies are all alike. */
async function documentedAnswers(): Promise<ReadonlyMap<string, readonly string[]>> {
  const { paths } = (await app.inject('/v1/openapi.json')).json<{
    paths: Record<string, Record<string, { responses: object }>>;
  }>();
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { responses }]) => {
      const url = path.replaceAll(/\{(\w+)\}/g, ':$1');
      return [`${method.toUpperCase()} ${url}`, Object.keys(responses)] as const;
    }),
  );
  return new Map(operations);
}

/** The request id is the only thing that may differ between two answers. */
const withoutRequestId = (body: string) => body.replaceAll(/"instance":"[^"]*"/g, '"instance":""');

describe('every route', () => {
  it('is there', () => {
    assert.ok(routes.length > 50, `only ${routes.length} routes`);
  });

  it('has a schema for what comes in and for each kind of answer', async () => {
    const described = await documentedAnswers();
    for (const route of routes) {
      const schema: Record<string, unknown> = { ...route.schema };
      const answers = [...Object.keys(schema['response'] ?? {}), ...(described.get(name(route)) ?? [])];
      if (route.url.endsWith('openapi.json')) continue;
      assert.ok(answers.some((status) => status.startsWith('2')) && answers.some((status) => status.startsWith('4')), `${name(route)} does not describe its answers`); // prettier-ignore
      if (route.url.includes(':')) assert.ok(schema['params'], `${name(route)} does not describe its path`);
      const wordless = schema['consumes'] !== undefined || schema['body'] !== undefined;
      if (takesBody(route)) assert.ok(wordless, `${name(route)} does not describe its body`);
    }
  });

  it('wants credentials', async () => {
    for (const route of guarded()) {
      const bare = await ask(route, {}, takesBody(route) ? { payload: {} } : {});
      assert.equal(bare.status, 401, name(route));
      const garbage = {
        authorization: 'Bearer nonsense',
        'www-authenticate': 'BASIC nonsense',
        client_secret_key: 'x',
      };
      assert.equal((await ask(route, garbage, takesBody(route) ? { payload: {} } : {})).status, 401, name(route));
    }
  });

  const hostile: Record<string, { payload: string; type?: string }> = {
    'A1: a body of 2 MB': { payload: JSON.stringify({ a: 'x'.repeat(2_000_000) }) },
    'A2: a body nested 100,000 deep': { payload: '['.repeat(100_000) + ']'.repeat(100_000) },
    'A3: a NUL character': { payload: '{"a":"\\u0000"}' },
    'A3: half of a surrogate pair': { payload: '{"a":"\\ud800"}' },
    'A3: __proto__': { payload: '{"__proto__":{"admin":true}}' },
    'A3: a number beyond all numbers': { payload: '{"a":1e999}' },
    'broken JSON': { payload: '{"a":' },
    'plain text': { payload: 'hello', type: 'text/plain' },
    'XML': { payload: '<a/>', type: 'application/xml' },
  }; // prettier-ignore
  for (const [what, { payload, type = 'application/json' }] of Object.entries(hostile)) {
    it(`refuses ${what} and says no more than that`, async () => {
      for (const route of routes.filter(takesBody)) {
        const who = { ...headers[route.dialect]?.owner, 'content-type': type };
        const { status, body } = await ask(route, who, { payload });
        assert.ok(status >= 400 && status < 500, `${name(route)}: ${status} ${body.slice(0, 200)}`);
        assert.doesNotMatch(body, /\bat \/|node_modules|select |insert /i, name(route));
      }
      assert.equal(({} as Record<string, unknown>)['admin'], undefined);
    });
  }
});

describe('a stranger', () => {
  it('gets the same answer for another tenant’s id as for one that nobody has, and changes nothing', async () => {
    const before = await dump();
    for (const route of guarded()) {
      const who = headers[route.dialect]?.stranger ?? {};
      const [others, nobodys] = route.dialect === 'loginext' ? loginextPair(route) : nativePair(route);
      if (!others || !nobodys) continue;
      const [seen, missing] = [await ask(route, who, others), await ask(route, who, nobodys)];
      assert.ok(seen.status >= 400 && seen.status < 500, `${name(route)}: ${seen.status} ${seen.body.slice(0, 300)}`);
      const expected = route.dialect === 'native' && !route.url.endsWith('/proofs') ? 404 : missing.status;
      assert.equal(seen.status, expected, `${name(route)}: ${seen.body.slice(0, 300)}`);
      assert.equal(withoutRequestId(seen.body), withoutRequestId(missing.body), name(route));
    }
    assert.equal(await dump(), before);
  });
});

type Pair = readonly [{ payload?: unknown; path?: string } | null, { payload?: unknown; path?: string } | null];

/** Bodies that the routes of the native API accept, by the end of the path; `{}` for the rest. */
const bodies: Record<string, object> = {
  'reject': { reason: 'No' },
  'fail': { reasonCode: 'R', reason: 'No' },
  'replay': { since: '2026-01-01T00:00:00Z' },
  'positions': { positions: [{ recordedAt: '2026-01-01T00:00:00Z', lat: 1, lng: 1 }] },
  ':id': { state: 'enabled' },
}; // prettier-ignore

function nativePair(route: Route): Pair {
  if (!route.url.includes(':id')) return [null, null];
  const [, , segment = ''] = route.url.split('/');
  const id = ids[segment] ?? assert.fail(`${name(route)}: say in furnish() what a ${segment} is`);
  const payload = takesBody(route) ? { payload: bodies[route.url.split('/').at(-1) ?? ''] ?? {} } : {};
  return [
    { ...payload, path: route.url.replace(':id', id) },
    { ...payload, path: route.url.replace(':id', nobody) },
  ];
}

function loginextPair(route: Route): Pair {
  const key = `${route.method} ${route.url.replace('/loginext', '')}`;
  const probe = loginextProbes[key];
  assert.notEqual(probe, undefined, `${key}: say in loginextProbes how it names things`);
  if (!probe) return [null, null];
  const filled = (id: (what: string) => string) => {
    const { payload, query = '' } = probe(id);
    return { ...(payload === undefined ? {} : { payload }), path: route.url + query };
  };
  return [filled((what) => reference(ids[what] ?? assert.fail(what))), filled(() => reference(nobody))];
}
