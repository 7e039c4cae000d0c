/** The limits of later documents: how often an account may call an operation. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import fastify from 'fastify';
import { openLogiNextHouse, type LogiNextHouse } from '../../../test/loginext-house.ts';
import { mostOf, windowOf } from './rate-tiers.ts';

let house: LogiNextHouse;
before(async () => {
  house = await openLogiNextHouse({ overHttp: true });
});
after(() => house.close());

const path = '/ShipmentApp/mile/v1/shipment?order_no=X';

it('lets an account make five requests a second of an operation, and says so to the sixth [LX24]', async () => {
  const partner = await house.client({ requestsPerSecond: 10 });
  const answers = await Promise.all(Array.from({ length: 8 }, () => partner.call('GET', path)));
  const statuses = answers.map(({ status }) => status);
  assert.deepEqual(
    statuses.toSorted((a, b) => a - b),
    [200, 200, 200, 200, 200, 429, 429, 429],
  );
  const refused = answers.find(({ status }) => status === 429);
  assert.deepEqual(refused?.body, { status: 429, message: 'Max Request Limit Reached', data: null, hasError: true });
  assert.equal(refused?.headers['retry-after'], '1');
  const others = await Promise.all([
    partner.call('GET', '/ShipmentApp/ondemand/v1/shipment?order_no=X'),
    partner.call('PUT', '/ShipmentApp/ondemand/v1/shipment?order_no=X'),
    (await house.client({ requestsPerSecond: 10 })).call('GET', path),
  ]);
  assert.deepEqual(others.map(({ status }) => status), [200, 200, 200], 'another operation, another account'); // prettier-ignore
});

it('goes by what the account is allowed', async () => {
  const many = await house.client({ requestsPerSecond: 1000 });
  const answers = await Promise.all(Array.from({ length: 40 }, () => many.call('GET', path)));
  assert.ok(answers.every(({ status }) => status === 200));
  const one = await house.client({ requestsPerSecond: 1 });
  assert.equal((await one.call('GET', path)).status, 200, 'half a request is one');
});

it('puts the special operations where later documents do [LXP-bulk-tracking] [LX37]', async (t) => {
  const { tenant } = await house.client({ requestsPerSecond: 10 });
  const app = fastify();
  t.after(() => app.close());
  app.decorateRequest('loginext', null);
  app.addHook('onRequest', async (request) => {
    if (request.headers.authorization) request.loginext = tenant.identity;
  });
  const urls = ['/TrackingApp/haul/v1/tracking/put', '/TripApp/deliveryplanner/v1/plan', '/TripApp/mile/v1/trip/start'];
  for (const url of urls) app.get(`/loginext${url}`, async (request) => [mostOf(request), windowOf(request)]);
  const limitOf = async (url: string, headers = {}) => (await app.inject({ url: `/loginext${url}`, headers })).json<unknown>(); // prettier-ignore
  const found = [];
  for (const url of urls) found.push(await limitOf(url, { authorization: 'BASIC x' }));
  assert.deepEqual(found, [[1, 1000], [1, 60_000], [5, 1000]]); // prettier-ignore
  assert.deepEqual(await limitOf('/TripApp/mile/v1/trip/start'), [10, 1000], 'an address before anybody signed in');
});
