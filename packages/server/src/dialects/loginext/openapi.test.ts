/** The OpenAPI document of LogiNext's operations: whole, sound, and open to everybody. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fastify from 'fastify';
import { openLogiNextHouse, type LogiNextHouse } from '../../../test/loginext-house.ts';
import { loginext } from './index.ts';

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly security?: readonly object[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: object }> };
  readonly responses: Record<string, { readonly content: Record<string, { readonly schema: object }> }>;
}

interface Document {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly securitySchemes: object };
  readonly security: readonly object[];
}

const found = ['status', 'message', 'referenceId', 'moreResultsExists', 'data', 'hasError'];

/** Successes whose envelope is not that of the others. */
const successKeys: Readonly<Record<string, readonly string[]>> = {
  getOrder: found,
  getOnDemandOrder: found,
  getOnDemandOrderByPut: found,
  cancelOnDemandOrder: ['status', 'data', 'error', 'hasError'],
};

let house: LogiNextHouse;
let document: Document;
let operations: readonly (Operation & { readonly route: string })[];

before(async () => {
  house = await openLogiNextHouse();
  const answer = await house.app.inject('/loginext/openapi.json');
  assert.equal(answer.statusCode, 200);
  document = answer.json<Document>();
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({ ...one, route: `${method.toUpperCase()} ${path}` })),
  );
});
after(() => house.close());

test('the document names every mounted route, each with an id of its own and its answers', async () => {
  const mounted: string[] = [];
  const app = fastify();
  app.addHook('onRoute', ({ method, url }) => {
    const path = url.replaceAll(/:(\w+)/g, '{$1}');
    for (const one of [method].flat()) if (one !== 'HEAD') mounted.push(`${one} ${path}`);
  });
  await app.register(loginext.plugin(house.deps), { prefix: loginext.prefix });
  await app.ready();
  await app.close();
  assert.deepEqual(operations.map(({ route }) => route).toSorted(), mounted.toSorted());
  assert.ok(mounted.includes('PUT /loginext/TripApp/mile/v1/trip/start'));
  assert.equal(new Set(operations.map(({ operationId }) => operationId)).size, operations.length);
  for (const { operationId, summary, responses } of operations) {
    assert.match(operationId, /^[a-z][A-Za-z]+$/);
    assert.ok(summary);
    const statuses = Object.keys(responses);
    assert.ok(
      statuses.some((status) => /^[23]/.test(status)),
      operationId,
    );
    assert.ok(statuses.includes('4XX') && statuses.includes('5XX'), operationId);
    if (operationId === 'getOpenApi') continue;
    // their envelopes are of a later document
    if (['assignOrders', 'unassignOrder'].includes(operationId)) continue;
    for (const [code, { content = {} }] of Object.entries(responses)) {
      // proofs come as a ZIP; the tracking page has files, a stream, and a way to it without a word
      const [type = ''] = Object.keys(content);
      if (['', 'application/zip', 'text/html', '*/*', 'text/event-stream'].includes(type)) continue;
      const keys = Object.keys(Object(Reflect.get(content['application/json']?.schema ?? {}, 'properties')));
      const own = code === '200' ? successKeys[operationId] : undefined;
      assert.deepEqual(keys, own ?? ['status', 'message', 'referenceId', 'data', 'error', 'hasError'], operationId);
    }
  }
});

test('every write describes its body, and what a list holds', () => {
  for (const { route, requestBody } of operations) {
    // what an order is taken off stands in the query
    if (route.startsWith('GET') || route.endsWith('/manual/unassign')) continue;
    assert.ok(requestBody?.content['application/json']?.schema, route);
  }
  const create = operations.find(({ operationId }) => operationId === 'createOrder');
  const text = JSON.stringify(create?.requestBody);
  for (const field of ['deliverPinCode', 'pickupPinCode', 'returnPinCode', 'crateCd', 'itemQuantity']) {
    assert.ok(text.includes(`"${field}"`), field);
  }
});

test('each operation but those that let one in needs both headers', () => {
  assert.equal(document.openapi, '3.1.0');
  assert.deepEqual(document.security, [{ token: [], secret: [] }]);
  assert.deepEqual(Object.keys(document.components.securitySchemes), ['token', 'secret']);
  const open = operations.flatMap(({ operationId, security }) => (security?.length === 0 ? [operationId] : []));
  assert.deepEqual(open.toSorted(), ['authenticate', 'findTrackingPage', 'getOpenApi', 'getTrackingPage', 'getTrackingPageFile']); // prettier-ignore
});
