/** Providers' systems, asked over real connections: who we are to them, what counts as an answer, and what does not. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test, type TestContext } from 'node:test';
import { sql } from 'kysely';
import { testDatabase, type TestDatabase } from '../../../test/database.ts';
import { testDeps, type TestDeps } from '../../../test/deps.ts';
import { fixture } from '../../../test/fixture.ts';
import { makeAuthority } from '../../../test/make-authority.ts';
import { openMDeliveryHouse } from '../../../test/mdelivery-house.ts';
import { sendJson, startProviderServer, type ProviderServer, type ProviderTls } from '../../../test/provider-server.ts';
import { makeTenant } from '../../../test/tenant.ts';
import { mdelivery } from '../../dialects/mdelivery/index.ts';
import type { ProviderSecret } from '../../domain/provider/provider.ts';
import type { Caller } from '../caller.ts';
import { connectors } from '../partner-call/connectors.ts';
import type { ClaimedCall } from '../partner-call/partner-calls.ts';
import { PartnerUnavailable } from '../partner-call/partner-unavailable.ts';
import { askProvider } from './ask-provider.ts';
import { checkService } from './check-service.ts';
import { fetchDetails } from './fetch-details.ts';
import { findService, findServiceById } from './find-service.ts';
import { sealSecret } from './open-secret.ts';
import { putProviderProducts } from './provider-products.ts';
import { createProviderService } from './provider-services.ts';
import { changeProvider, createProvider } from './providers.ts';
import { readChanges } from './read-changes.ts';
import type { RegisteredService } from './verbs.ts';

const file = (name: string) => readFileSync(new URL(`../../../test/certificates/${name}`, import.meta.url), 'utf8');
const sample = fixture('mdelivery', 'get-order-details.response') as object;
const row = (orderID: string, status: string, serviceID: string) => ({ serviceID, orderID, status });

let database: TestDatabase;
let deps: TestDeps;
let caller: Caller;
let services = 0;
before(async () => {
  database = await testDatabase();
  deps = testDeps(database.tenants, { dialects: [mdelivery] });
  ({ caller } = (await makeTenant(deps)).identity);
});
after(() => database.close());

interface Registered {
  readonly server: ProviderServer;
  /** As the register has it now. */
  readonly of: () => Promise<RegisteredService>;
}

async function register(t: TestContext, { tls, secret = { kind: 'bearer', token: 'T-1' } }: { tls?: ProviderTls; secret?: ProviderSecret } = {}): Promise<Registered> {
  const server = await startProviderServer(tls);
  t.after(() => server.close());
  const code = `s-${(services += 1)}`;
  const trustedCa = tls ? file('ca.pem') : null;
  const { id: providerId } = await createProvider(deps, caller, { code, name: 'Agency', idno: null, baseUrl: server.baseUrl, secret, trustedCa, returnOrigins: [] });
  const service = await createProviderService(deps, caller, { providerId, code, name: 'S', addDelivery: true, redirectToMpay: true, identify: 'none' });
  return { server, of: async () => (await findServiceById(deps, caller.accountId, service.id)) ?? assert.fail() };
} // prettier-ignore

const unavailable =
  (words: RegExp, after: number | null = null) =>
  (error: unknown) =>
    error instanceof PartnerUnavailable &&
    error.code === 'partner_unavailable' &&
    words.test(error.message) &&
    error.after === after;

test('fetches an order with the token, and finds its service by the code of the link', async (t) => {
  const { server, of } = await register(t);
  server.answerWith(sendJson(200, sample));
  const { service } = await of();
  const found = await findService(deps, service.code);
  assert.deepEqual(found, await of());
  assert.equal(found.currency, 'MDL');
  const details = await fetchDetails(deps, found, 'string');
  assert.deepEqual([details.orderId, details.status, details.products[0]?.price], ['string', 'AwaitingPayment', 5000]);
  const [asked = assert.fail()] = server.asked;
  assert.equal(asked.path, `/services/${service.code}/orders/string/delivery/details`);
  assert.equal(asked.headers.authorization, 'Bearer T-1');
  await assert.rejects(findService(deps, 'nobody-has-it'), { code: 'provider_not_found' });
});

test('shows the client certificate that is kept, and the new one at once when it was changed', async (t) => {
  const authority = await makeAuthority('Clients');
  const tls = { certificate: file('good.pem'), key: file('leaf.key'), clientCa: authority.certificate };
  const secret = async (name: string) => ({ kind: 'certificate', ...(await authority.issue({ name })) }) as const;
  const { server, of } = await register(t, { tls, secret: await secret('waybill-1') });
  server.answerWith(sendJson(200, sample));
  await fetchDetails(deps, await of(), 'string');
  const { id } = (await of()).provider;
  await changeProvider(deps, caller, { id, version: null, change: { secret: await secret('waybill-2') } });
  await fetchDetails(deps, await of(), 'string');
  assert.deepEqual(
    server.asked.map(({ client, headers }) => [client, headers.authorization]),
    [
      ['waybill-1', undefined],
      ['waybill-2', undefined],
    ],
  );
  // of the public authorities none has issued its certificate
  await changeProvider(deps, caller, { id, version: null, change: { trustedCa: null } });
  await assert.rejects(fetchDetails(deps, await of(), 'string'), unavailable(/^Agency does not answer: The connection failed\.$/)); // prettier-ignore
});

test('keeps secrets sealed: no text of them is in the database', async (t) => {
  const { of } = await register(t, { secret: { kind: 'bearer', token: 'a-secret-token' } });
  const { id } = (await of()).provider;
  const { rows } = await sql<{ sealed: Buffer }>`select sealed_secret as sealed from provider where id = ${id}`.execute(
    database.db,
  );
  assert.equal(rows[0]?.sealed.includes('a-secret-token'), false);
  assert.ok(rows[0].sealed.length > 40);
});

test('knows an order that the provider does not, and asks for none whose name would lead elsewhere', async (t) => {
  const { server, of } = await register(t);
  await assert.rejects(fetchDetails(deps, await of(), 'o-1'), { code: 'public_order_not_found' });
  for (const orderId of ['.', '..', '', 'a\u0000', 'x'.repeat(101)]) {
    await assert.rejects(fetchDetails(deps, await of(), orderId), { code: 'public_order_not_found' });
  }
  assert.equal(server.asked.length, 1);
});

test('P9: takes nothing for an answer but what the document says', async (t) => {
  const { server, of } = await register(t);
  const details = async () => fetchDetails(deps, await of(), 'string');
  for (const [status, body, words] of [
    [200, { ...sample, id: 'other' }, /tells of another order/],
    [200, { ...sample, status: 'Shipped' }, /makes no sense: status /],
    [200, 'x'.repeat(1024 * 1024), /longer than 1048576 bytes/],
    [204, '', /no JSON/],
    [400, {}, /answered 400/],
    [500, {}, /answered 500/],
  ] as const) {
    server.answerWith(sendJson(status, body));
    await assert.rejects(details(), unavailable(words));
  }
  server.answerWith((_asked, response) => response.destroy());
  await assert.rejects(details(), unavailable(/does not answer/));
});

test('follows no redirect: the token stays with the one it is for', async (t) => {
  const { server, of } = await register(t);
  const elsewhere = await register(t);
  server.answerWith((_asked, response) => response.writeHead(302, { location: elsewhere.server.baseUrl }).end());
  await assert.rejects(fetchDetails(deps, await of(), 'string'), unavailable(/answered 302/));
  assert.equal(elsewhere.server.asked.length, 0);
});

test('reads an answer of just under a megabyte', async (t) => {
  const { server, of } = await register(t);
  const { service } = await of();
  const rows = Array.from({ length: 12_000 }, (_, index) => row(`o-${index}`, 'Ready', service.code));
  assert.ok(JSON.stringify(rows).length > 600_000);
  server.answerWith(sendJson(200, rows));
  assert.equal((await readChanges(deps, await of())).length, 12_000);
});

test('waits for silence no longer than a receiver would', async (t) => {
  const { server, of } = await register(t);
  server.answerWith(() => undefined);
  const begun = performance.now();
  await assert.rejects(fetchDetails(deps, await of(), 'string'), unavailable(/does not answer/));
  const took = performance.now() - begun;
  assert.ok(took > 7000 && took < 10_000, `${took} ms`);
});

test('gives on how long the provider wants to be left alone', async (t) => {
  const { server, of } = await register(t);
  server.answerWith((_asked, response) => response.writeHead(503, { 'retry-after': '120' }).end());
  await assert.rejects(readChanges(deps, await of()), unavailable(/answered 503/, 120));
});

test('reads the changes of the service that was asked for, and of no other', async (t) => {
  const { server, of } = await register(t);
  const { service } = await of();
  server.answerWith(sendJson(200, [row('a', 'Ready', service.code), row('b', 'Ready', 'another'), row('c', 'Odd', service.code)])); // prettier-ignore
  assert.deepEqual(await readChanges(deps, await of()), [
    { orderId: 'a', status: 'Ready' },
    { orderId: 'c', status: null },
  ]);
});

test('takes measures from the register where the order tells none', async (t) => {
  const { server, of } = await register(t);
  const { service } = await of();
  const entry = { code: 'string', name: 'A certificate', lengthMm: 300, widthMm: 210, heightMm: null, weightGrams: 20 };
  await putProviderProducts(deps, caller, service.id, [entry, { ...entry, code: 'other', lengthMm: 1 }]);
  const [one] = (sample as { products: object[] }).products;
  const told = [
    { ...one, weight: 0.5 },
    { ...one, code: 'other' },
    { ...one, code: null },
    { ...one, code: 'unknown' },
  ];
  server.answerWith(sendJson(200, { ...sample, products: told }));
  const measuresOf = async () =>
    (await fetchDetails(deps, await of(), 'string')).products.map(({ lengthMm, widthMm, heightMm, weightGrams }) => [lengthMm, widthMm, heightMm, weightGrams]); // prettier-ignore
  assert.deepEqual(await measuresOf(), [
    [300, 210, 0, 500],
    [1, 210, 0, 20],
    [0, 0, 0, 0],
    [0, 0, 0, 0],
  ]);
  // the only one needs no code
  await putProviderProducts(deps, caller, service.id, [entry]);
  assert.deepEqual((await measuresOf())[2], [300, 210, 0, 20]);
});

test('tells a status, hears of a refusal for good, and lets a paused provider be', async (t) => {
  const { server, of } = await register(t);
  const { provider, service } = await of();
  const told = { serviceCode: service.code, orderId: 'o-1', status: 'Ready', message: null, carrierName: 'Muvi', trackingId: 'D-1', estimatedStart: '2026-01-20T15:20:52.923Z', estimatedEnd: '2026-01-20T15:20:52.923Z', cost: 6500, currency: 'MDL' } as const; // prettier-ignore
  const call: ClaimedCall = { accountId: caller.accountId, id: deps.newId(), connector: 'mdelivery.provider', partnerId: provider.id, aggregateId: deps.newId(), sequence: 1, operation: 'put_status', content: told, attempt: 1 }; // prettier-ignore
  const run = () => connectors['mdelivery.provider']?.run(deps, call);
  server.answerWith((_asked, response) => response.writeHead(204).end());
  assert.deepEqual(await run(), { outcome: 'done', status: 204, answer: null });
  assert.deepEqual(
    server.asked.map(({ method, path, body }) => [method, path, (JSON.parse(body) as { status: string }).status]),
    [['PUT', `/services/${service.code}/orders/o-1/delivery/status`, 'Ready']],
  );
  server.answerWith(sendJson(400, { code: 'InvalidParameter', message: 'No.' }));
  assert.deepEqual(await run(), { outcome: 'refused', status: 400, words: 'Agency answered 400, InvalidParameter.' });
  server.answerWith(sendJson(401, {}));
  assert.deepEqual(await run(), { outcome: 'retry', status: 401, words: 'Agency answered 401.', after: null });

  await changeProvider(deps, caller, { id: provider.id, version: null, change: { state: 'paused' } });
  assert.deepEqual(await run(), { outcome: 'again', status: null, answer: null, after: 60 });
  const paused = await of();
  assert.deepEqual(await askProvider(deps, paused.provider, 'get_changes', { serviceCode: service.code }), { outcome: 'retry', status: null, words: 'Agency is paused.', after: null }); // prettier-ignore
  await assert.rejects(findService(deps, service.code), { code: 'provider_not_found' });
  assert.equal(server.asked.length, 3);
});

test('checks a service by an order that nobody has, and moves nothing at the provider’s', async (t) => {
  const { server, of } = await register(t);
  const { id } = (await of()).service;
  assert.deepEqual(await checkService(deps, caller, id), { fine: true, status: 404, words: 'Agency answers as it should.' }); // prettier-ignore
  server.answerWith(sendJson(403, { code: 'AuthenticationFailed' }));
  assert.deepEqual(await checkService(deps, caller, id), { fine: false, status: 403, words: 'Agency answered 403, AuthenticationFailed.' }); // prettier-ignore
  await server.close();
  assert.deepEqual(await checkService(deps, caller, id), { fine: false, status: null, words: 'Agency does not answer: The connection failed.' }); // prettier-ignore
  for (const { method, path } of server.asked) assert.match(`${method} ${path}`, /^GET .*\/orders\/check-.*\/details$/);
});

test('speaks with our own provider side at the address that we listen on', async (t) => {
  const house = await openMDeliveryHouse({ ownOrigin: () => house.origin });
  t.after(() => house.close());
  const seller = await house.seller();
  await seller.place('ready', { orderId: 'string' });
  const { accountId } = seller.caller;
  const id = house.deps.newId();
  const secret = sealSecret(house.deps, { kind: 'bearer', token: seller.asker.token });
  await sql`insert into provider (account_id, id, version, code, name, own, auth, sealed_secret, state)
    values (${accountId}, ${id}, 1, 'own', 'Ourselves', true, 'bearer', ${secret}, 'active')`.execute(
    house.database.db,
  );
  const service = await createProviderService(house.deps, seller.caller, { providerId: id, code: '1', name: 'S', addDelivery: true, redirectToMpay: true, identify: 'none' }); // prettier-ignore
  const of = await findService(house.deps, '1');
  const details = await fetchDetails(house.deps, of, 'string');
  assert.deepEqual([details.status, details.products[0]?.price], ['Ready', 5000]);
  await assert.rejects(fetchDetails(house.deps, of, 'other'), { code: 'public_order_not_found' });
  assert.deepEqual(await readChanges(house.deps, of), []);
  assert.equal((await checkService(house.deps, seller.caller, service.id)).fine, true);
  const elsewhere = { ...house.deps, ownOrigin: () => null };
  await assert.rejects(fetchDetails(elsewhere, of, 'string'), unavailable(/^Ourselves is not reached from here\.$/));
});
