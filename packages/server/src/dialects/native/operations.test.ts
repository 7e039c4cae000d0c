/** Every operation of the OpenAPI document, tried by everybody: generated, so that a new one cannot be forgotten. */
import assert from 'node:assert/strict';
import fastify from 'fastify';
import { after, before, test } from 'node:test';
import {
  elements,
  openNativeHouse,
  type Json,
  type NativeClient,
  type NativeHouse,
} from '../../../test/native-house.ts';
import { createLogMailer } from '../../lib/mail/log-mailer.ts';
import delivery from './fixtures/delivery.json' with { type: 'json' };
import endpoint from './fixtures/webhook-endpoint.json' with { type: 'json' };
import { native } from './index.ts';
import { addInsurance } from '../../../test/add-insurance.ts';
import { addMDelivery } from '../../../test/add-mdelivery.ts';
import { addSubscriptions } from '../../../test/add-subscriptions.ts';
import { addMember } from '../../../test/make-platform.ts';
import { seedProofFile } from '../../../test/seed-proof-file.ts';

let house: NativeHouse;
let owner: NativeClient;
let stranger: NativeClient;
let document: Json;

/** Ids of things that belong to the owner, by the word after which they stand in a path. */
const owned: Record<string, string> = {};
const nobody = '01a20450-3ae4-7643-89b4-93bf5ea91ade';

before(async () => {
  house = await openNativeHouse({ mailer: createLogMailer({ info: () => undefined }) });
  owner = await house.client();
  stranger = await house.client();
  document = (await owner.call('GET', '/openapi.json')).body;
  owned['credentials'] = (await owner.make('/credentials', { dialect: 'native', label: 'x' })).id;
  owned['hubs'] = (await owner.make('/hubs', { code: 'BOMX', name: 'Mumbai' })).id;
  owned['trackers'] = (await owner.make('/trackers', { code: 'T' })).id;
  owned['vehicles'] = (await owner.make('/vehicles', { number: 'V' })).id;
  owned['couriers'] = (await owner.make('/couriers', { employeeNumber: 'E', name: 'x', phone: '1', login })).id;
  owned['drivers'] = (await owner.make('/drivers', { name: 'x', phone: '1', licenseNumber: 'L' })).id;
  owned['webhook-endpoints'] = (await owner.make('/webhook-endpoints', endpoint.request)).id;
  owned['deliveries'] = (await owner.make('/deliveries', delivery.request)).id;
  const trip = await owner.make('/trips', { courierId: owned['couriers'], deliveryIds: [owned['deliveries']] });
  owned['trips'] = trip.id;
  owned['stops'] = String(elements(trip, 'stops')[0]?.['id']);
  const platform = await owner.make('/platforms', bodies['createPlatform'] ?? {});
  owned['platforms'] = platform.id;
  owned['organisations'] = String(platform['organisationId']);
  bodies['attachTask'] = { organisationId: owned['organisations'], price: 200_000, currency: 'SGD' };
  const joined = { organisationId: owned['organisations'], role: 'OrgAdmin' } as const;
  owned['members'] = await addMember(house.deps, owner.tenant, joined);
  owned['partner-apps'] = (await owner.make('/partner-apps', bodies['registerPartnerApp'] ?? {})).id;
  owned['public-services'] = (await owner.make('/public-services', { code: '1', name: 'x' })).id;
  owned['public-orders'] = (await owner.make('/public-orders', bodies['createPublicOrder'] ?? {})).id;
  const forMDelivery = await owner.make('/deliveries', { ...delivery.request, orderNumber: 'MD' });
  const shipping = await addMDelivery(house.database.db, {
    account: owner.tenant.account.id,
    delivery: forMDelivery.id,
    credential: owned['credentials'],
  });
  owned['shipping-orders'] = shipping['shipping-orders'];
  owned['payments'] = shipping.payments;
  owned['providers'] = shipping.providers;
  owned['provider-services'] = shipping['provider-services'];
  owned['partner-calls'] = shipping['partner-calls'];
  owned['reconciliations'] = shipping.reconciliations;
  bodies['createProviderService'] = { ...sold, providerId: shipping.providers };
  await ownSubscriptionsAndInsurance(owned['credentials'], owned['deliveries']);
  const called = { code: 'CALLED', name: 'x', kind: 'http', baseUrl: 'http://127.0.0.1:9999/carrier' };
  owned['carriers'] = (await owner.make('/carriers', called)).id;
  owned['plans'] = (await owner.make('/plans')).id;
  owned['proof-files'] = await seedProofFile(house.deps, owner.tenant, owned['deliveries']);
  await signPhoneIn();
  await house.relay();
  owned['webhook-messages'] = String(elements((await owner.call('GET', '/webhook-messages')).body)[0]?.['id']);
});
after(() => house.close());

async function ownSubscriptionsAndInsurance(credential: string, delivery: string): Promise<void> {
  const account = owner.tenant.account.id;
  const subscriptions = await addSubscriptions(house.database.db, { account, delivery });
  const insurance = await addInsurance(house.database.db, {
    account,
    delivery,
    credential,
    seal: house.deps.secrets.seal,
  });
  Object.assign(owned, subscriptions, insurance);
  const { 'subscription-plans': planId, variations: variationId, subscribers: subscriberId } = subscriptions;
  bodies['placeSubscriptionOrder'] = { planId, variationId, subscriberId };
  bodies['createSubscriptionPlan'] = { ...plan, storeId: subscriptions.stores };
  bodies['createInsuranceRule'] = { insurerId: insurance.insurers, priority: 1 };
  bodies['createClaim'] = { policyId: insurance.policies, cause: 'x', description: 'x', amount: 1 };
}

const login = { userName: 'e', password: 'correct horse' };
/** What signs the requests of the owner's courier. */
let phone: Record<string, string> = {};
async function signPhoneIn(): Promise<void> {
  phone = { authorization: `Bearer ${String((await owner.make('/courier/session', login))['token'])}` };
}

const sold = { code: 'X', name: 'y', addDelivery: true, redirectToMpay: true, identify: 'none' };
const contact = { name: 'x', address: { city: 'x' } };
const variation = { name: 'x', price: 100 };
const plan = { name: 'x', model: 'subscribe', cycle: 'monthly', deliveryMode: 'every_cycle', variations: [variation] };
const premium = { ppm: 5000, minimum: 0, maximum: null, step: 1 };
const prices = { base: 1, perKg: 1, perKm: 1, minimum: 1, daysMin: 1, daysMax: 2 };

const publicOrder = {
  service: '1',
  orderId: 'o-1',
  receiver: { type: 'Person', id: '2000000000000' },
  acceptedUntil: '2036-01-01T00:00:00Z',
  readyAt: '2026-12-01T00:00:00Z',
  products: [{ price: { amount: 1, currency: 'MDL' }, quantity: 1, lengthMm: 1, widthMm: 1, heightMm: 1, weightGrams: 1 }], // prettier-ignore
};

/** A body that the owner could send, for each operation that needs one. */
const bodies: Record<string, object> = {
  createCredential: { dialect: 'native', label: 'y' },
  createHub: { code: 'X', name: 'y' },
  createCourier: { employeeNumber: 'X', name: 'y', phone: '1' },
  createVehicle: { number: 'X' },
  createDriver: { name: 'y', phone: '1', licenseNumber: 'X' },
  createTracker: { code: 'X' },
  recordPositions: { positions: [{ recordedAt: '2026-11-22T08:00:00Z', lat: 1, lng: 1 }] },
  createDelivery: { ...delivery.request, pickup: { customerName: 'x' }, orderNumber: 'X' },
  createWebhookEndpoint: endpoint.request,
  updateHub: { geofenceMetres: 250 },
  putPriceTable: { prices: [] },
  createPlatform: { name: 'x', businessName: 'X', adminEmail: 'x@example.com' },
  updateOrganisation: { squadCode: 'x' },
  updateMember: { roles: ['Merchant'] },
  inviteMember: { email: 'y@example.com', role: 'Merchant' },
  registerPartnerApp: { name: 'x', redirectUrls: ['https://partner.example/'] },
  updatePartnerApp: { name: 'y' },
  createPublicService: { code: 'X', name: 'y' },
  putPublicServiceGrants: { credentialIds: [] },
  createPublicOrder: { ...publicOrder, delivery: { orderNumber: 'PUBLIC', orderedAt: '2026-11-22T08:00:00Z', legs: 'dropoff', dropoff: {} } }, // prettier-ignore
  attachPublicOrder: { ...publicOrder, orderId: 'o-2' },
  createProvider: { code: 'X', name: 'y', baseUrl: 'https://x.example', secret: { kind: 'bearer', token: 'x' } },
  updateProvider: { name: 'y' },
  putPickupPoints: { pickupPoints: [] },
  createProviderService: sold,
  updateProviderService: { name: 'y' },
  putProviderProducts: { products: [] },
  createCarrier: { code: 'X', name: 'y', kind: 'fleet', prices },
  updateCarrier: { name: 'y' },
  reassignShippingOrder: { carrierId: nobody },
  createStore: { name: 'x' },
  updateStore: { phone: '1' },
  updateSubscriptionPlan: { dueDays: 5 },
  addSubscriptionPlanVariation: variation,
  createSubscriber: { name: 'x', billing: contact, shipping: contact },
  updateSubscriber: { email: 'x@example.com' },
  rejectSubscriptionOrder: { reason: 'x' },
  terminateSubscriptionOrder: { reason: 'x' },
  collectBill: { amount: 100 },
  createInsuranceProduct: { code: 'X', name: 'x', numberPrefix: 'X', currency: 'VND', leastValue: 0, mostValue: 1000, premium, checkPremium: true, coverage: 'x', validDays: 30, claimDays: 15 }, // prettier-ignore
  updateInsuranceProduct: { name: 'y' },
  createInsurer: { name: 'X', baseUrl: 'https://insurer.example', token: 'x', productCode: 'ahasme', currency: 'VND', premium: { ppm: 5000, minimum: 0, step: 1 } }, // prettier-ignore
  updateInsurer: { state: 'paused' },
  updateInsuranceRule: { state: 'paused' },
  approveClaim: { granted: 1 },
  rejectClaim: { decision: 'x' },
  updateWebhookEndpoint: { contentType: 'xml' },
  replayWebhooks: { since: '2026-11-22T08:00:00Z' },
  rejectStop: { reason: 'x' },
  failStop: { reasonCode: 'X', reason: 'x' },
  setDuty: { vehicleKind: 'car' },
  signInCourier: login,
  setOwnDuty: { onDuty: true, vehicleKind: 'car' },
  actAsCourier: { actions: [{ id: nobody, kind: 'accept', at: '2026-11-22T08:00:00Z', offerId: nobody }] },
  recordOwnPositions: { positions: [{ recordedAt: '2026-11-22T08:00:00Z', lat: 1, lng: 1 }] },
};

/** Questions that have to be asked, by operation. */
const queries: Record<string, string> = { findRedemptions: '?code=x' };

/** What a path names: an id, but for days. */
const inBraces = /\{(\w+)\}/;
const verbs = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

interface Operation {
  readonly id: string;
  readonly method: (typeof verbs)[number];
  readonly path: string;
  /** With the owner's id in it. */
  readonly at: (id?: string) => string;
  readonly responses: readonly string[];
  readonly described: Json;
}

function operations(): Operation[] {
  return Object.entries(asJson(document['paths'])).flatMap(([path, methods]) =>
    Object.entries(asJson(methods)).map(([method, value]): Operation => {
      const described = asJson(value);
      const word = path.split('/')[2] ?? '';
      return {
        id: String(described['operationId']),
        method: verbs.find((verb) => verb.toLowerCase() === method) ?? assert.fail(method),
        path,
        at: (id = owned[word] ?? assert.fail(`nothing is owned among ${word}`)) =>
          path.slice('/v1'.length).replace(inBraces, id) + (queries[String(described['operationId'])] ?? ''),
        responses: Object.keys(asJson(described['responses'])),
        described,
      };
    }),
  );
}

/** It is for whoever has no credential yet. */
const isOpen = ({ described }: Operation) => Array.isArray(described['security']) && described['security'].length === 0;
const isCouriers = ({ path }: Operation) => path.startsWith('/v1/courier/');

/** A form, where the operation takes one; and the courier's token, where it needs that. */
function request(operation: Operation): [body: object | null, headers: Record<string, string>] {
  const { id, described } = operation;
  const content = Object.keys(asJson(asJson(described['requestBody'] ?? {})['content'] ?? {}));
  const signed = isCouriers(operation) && !isOpen(operation) ? phone : {};
  if (!content.includes('multipart/form-data')) return [bodies[id] ?? null, signed];
  const own = id === 'addOwnProof' ? { deliveryId: owned['deliveries'], clientId: nobody } : {};
  const parts = Object.entries({ leg: 'dropoff', note: 'n', ...own });
  const form = parts.map(
    ([name, value]) => `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return [Buffer.from(`${form.join('')}--x--\r\n`), { ...signed, 'content-type': 'multipart/form-data; boundary=x' }];
}

test('S1: without a key, and with a wrong one, every operation is a 401 that says how', async () => {
  for (const operation of operations()) {
    if (isOpen(operation)) continue;
    for (const authorization of ['', 'Bearer', 'Bearer nonsense', `Basic ${owner.tenant.key}`, owner.tenant.key]) {
      const [body, headers] = request(operation);
      const at = inBraces.test(operation.path) ? operation.at() : operation.at('');
      const answer = await owner.call(operation.method, at, body, { ...headers, authorization });
      assert.deepEqual([answer.status, answer.headers['www-authenticate']], [401, 'Bearer'], operation.id);
      assert.equal(answer.body['type'], 'urn:waybill:problem:unauthenticated');
    }
  }
});

test('S1: another tenant’s id is answered exactly as one that nobody has, and as one that is none', async () => {
  let tried = 0;
  for (const operation of operations()) {
    if (!operation.path.includes('{id}')) continue;
    const [body, headers] = request(operation);
    const answerFor = async (id?: string) => {
      const { status, body: problem } = await stranger.call(operation.method, operation.at(id), body, headers);
      return { status, ...problem, instance: '' };
    };
    const theirs = await answerFor();
    assert.equal(theirs.status, 404, `${operation.id} ${JSON.stringify(theirs)}`);
    assert.deepEqual(theirs, await answerFor(nobody), operation.id);
    assert.deepEqual(theirs, await answerFor('no-uuid'), operation.id);
    assert.ok(operation.responses.includes('404'), `${operation.id} does not say that it may answer 404`);
    tried += 1;
  }
  assert.ok(tried >= 30, `only ${tried} operations have an id`);
});

test('S2: another tenant’s things are neither listed nor found by a filter, and cannot be named in a body', async () => {
  for (const operation of operations()) {
    if (operation.method !== 'GET' || inBraces.test(operation.path) || isOpen(operation) || isCouriers(operation))
      continue;
    const text = (await stranger.call('GET', operation.at(''))).text;
    for (const id of Object.values(owned)) assert.ok(!text.includes(id), operation.id);
  }
  assert.deepEqual(
    (await stranger.call('GET', `/webhook-messages?endpointId=${owned['webhook-endpoints']}`)).body['data'],
    [],
  );
  assert.deepEqual((await stranger.call('GET', '/deliveries?orderNumber=SO-7486')).body['data'], []);
  const courierId = (await stranger.make('/couriers', { employeeNumber: 'E', name: 'x', phone: '1' })).id;
  const own = await stranger.make('/deliveries', {
    ...delivery.request,
    pickup: { customerName: 'x' },
    orderNumber: 'S2',
  });
  const trip = async (body: object) =>
    (await stranger.call('POST', '/trips', { courierId, deliveryIds: [own.id], ...body })).status;
  assert.equal(await trip({ courierId: owned['couriers'] }), 404);
  assert.equal(await trip({ vehicleId: owned['vehicles'] }), 404);
  assert.equal(await trip({ trackerCode: 'T' }), 404);
  assert.equal(await trip({ deliveryIds: [owned['deliveries']] }), 404);
  assert.equal((await stranger.call('POST', '/vehicles', { number: 'W', trackerCode: 'T' })).status, 404);
  assert.equal(
    (await stranger.call('POST', '/deliveries', { ...delivery.request, orderNumber: 'S2b' })).status,
    422,
    'a hub',
  );
});

test('S1: the owner gets through to every operation, and each answer is one that its document names', async () => {
  const last = [
    'endTrip',
    'cancelTrip',
    'deleteWebhookEndpoint',
    'revokePartnerApp',
    'revokeCredential',
    'signOutCourier',
  ];
  const inOrder = operations().sort((a, b) => last.indexOf(a.id) - last.indexOf(b.id));
  for (const operation of inOrder) {
    const [body, headers] = request(operation);
    const at = inBraces.test(operation.path) ? operation.at() : operation.at('');
    const own = operation.id === 'createTrip' ? { courierId: owned['couriers'], deliveryIds: [nobody] } : body;
    const { status, text } = await owner.call(operation.method, at, own, headers);
    assert.ok(operation.responses.includes(String(status)), `${operation.id} answered ${status}: ${text}`);
    assert.ok(![400, 401, 415, 422, 429, 500, 503].includes(status), `${operation.id} answered ${status}: ${text}`);
  }
});

test('A4, S3: no write takes a field that its document does not name', async () => {
  await signPhoneIn();
  for (const operation of operations()) {
    const [body, headers] = request(operation);
    if (operation.method === 'GET' || operation.method === 'DELETE' || Buffer.isBuffer(body)) continue;
    const at = inBraces.test(operation.path) ? operation.at() : operation.at('');
    for (const field of ['accountId', 'tenantId', 'role', 'id', 'version']) {
      const { status, text } = await owner.call(operation.method, at, { ...body, [field]: nobody }, headers);
      assert.equal(status, 422, `${operation.id} took ${field}`);
      assert.ok(text.includes(`"path":"${field}"`), text);
    }
  }
});

test('the OpenAPI document names every mounted route, and each part of it can be resolved', async () => {
  const all = operations();
  const mounted: string[] = [];
  const app = fastify();
  app.addHook('onRoute', ({ method, url }) => void (method === 'HEAD' || mounted.push(`${String(method)} ${url}`)));
  await app.register(native.plugin(house.deps), { prefix: '/v1' });
  await app.ready();
  await app.close();
  const named = all.map(({ method, path }) => `${method} ${path.replace(inBraces, ':$1')}`);
  assert.deepEqual(named.sort(), mounted.sort());
  for (const { id, described, path, responses } of all) {
    assert.match(id, /^[a-z][A-Za-z]+$/);
    assert.match(String(described['summary']), /\.$/);
    assert.ok(
      responses.some((status) => status.startsWith('2')),
      id,
    );
    const parameters = Array.isArray(described['parameters']) ? described['parameters'].map(asJson) : [];
    const inPath = parameters.filter((one) => one['in'] === 'path').map((one) => one['name']);
    assert.deepEqual(inPath, inBraces.exec(path)?.slice(1) ?? [], id);
  }
  assert.equal(new Set(all.map(({ id }) => id)).size, all.length, 'operation ids are unique');
  assert.equal(document['openapi'], '3.1.0');
  for (const reference of JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    const place = (reference[1] ?? '').split('/').reduce<unknown>((part, name) => asJson(part)[name], document);
    assert.ok(place, reference[0]);
  }
});

test('every operation that may have a body says that it may be too large or of another media type', () => {
  for (const { id, method, responses } of operations()) {
    if (method === 'GET') continue;
    assert.ok(responses.includes('413') && responses.includes('415'), id);
  }
});

test('the document says how it refuses a query that it does not know', async () => {
  const { status } = await owner.call('GET', '/openapi.json?x=1');
  const documented = operations().find(({ id }) => id === 'getOpenApi');
  assert.ok(documented?.responses.includes(String(status)), String(status));
});

test('every write says that it takes an idempotency key, and every operation how it is signed', () => {
  for (const operation of operations()) {
    const { id, method, described } = operation;
    const parameters = Array.isArray(described['parameters']) ? described['parameters'].map(asJson) : [];
    const takesKey = parameters.some((one) => one['in'] === 'header' && one['name'] === 'idempotency-key');
    // what a phone sends has ids of its own
    assert.equal(takesKey, method !== 'GET' && !isCouriers(operation), id);
    const isForAll = id === 'getOpenApi' || id === 'signInCourier';
    const signed = isCouriers(operation) ? [{ courierToken: [] }] : undefined;
    assert.deepEqual(described['security'], isForAll ? [] : signed, id);
  }
  assert.deepEqual(document['security'], [{ apiKey: [] }]);
});

function asJson(value: unknown): Json {
  assert.ok(typeof value === 'object' && value !== null);
  return { ...value };
}
