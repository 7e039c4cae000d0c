/** Price recommendation over HTTP: the document's sample, its ten farthest, and what is refused with the field's name. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { testDatabase, type TestDatabase } from '../../../test/database.ts';
import { testDeps } from '../../../test/deps.ts';
import { fixture } from '../../../test/fixture.ts';
import { startTestRouter, type TestRouter } from '../../../test/road-server.ts';
import { makePlatform } from '../../../test/make-platform.ts';
import { makeTenant } from '../../../test/tenant.ts';
import { buildApp } from '../../http/app.ts';
import { putPriceTable } from '../../use-cases/price/price-table.ts';
import type { Deps } from '../../use-cases/deps.ts';
import { gotsurge } from './index.ts';

let database: TestDatabase;
let roads: TestRouter;
let deps: Deps;
let app: FastifyInstance;
let headers: { readonly authorization: string };
let accountId: string;

before(async () => {
  [database, roads] = await Promise.all([testDatabase(), startTestRouter()]);
  deps = testDeps(database.tenants, { router: roads.router });
  const tenant = await makeTenant(deps);
  accountId = tenant.account.id;
  ({ headers } = await makePlatform(deps, tenant));
  const mounts = [{ name: gotsurge.name, prefix: gotsurge.prefix, plugin: gotsurge.plugin(deps) }];
  app = buildApp({ mounts, log: pino({ level: 'silent' }) });
});
after(async () => {
  await app.close();
  await Promise.all([roads.close(), database.close()]);
});
beforeEach(() => void (roads.answer = (count) => Array.from({ length: count }, () => 20_000)));

async function ask(payload: object) {
  const answer = await app.inject({ method: 'POST', url: '/gotsurge/price/recommendation', headers, payload });
  return { status: answer.statusCode, text: answer.body, body: answer.json<Record<string, unknown>>() };
}

/** So many thousandths of a degree east of the pickup. */
const stop = (east: number) => ({ latitude: 1.3, longitude: 103.7 + east / 1000 });

test('the document’s sample comes back to the letter', async () => {
  const { status, text } = await ask(fixture('gotsurge', 'price-recommendation.request') as object);
  assert.equal(status, 200);
  assert.equal(text, JSON.stringify(fixture('gotsurge', 'price-recommendation.response')));
});

test('of eleven drop-offs the ten farthest are calculated, and the average is over ten', async () => {
  roads.answer = (count) => Array.from({ length: count }, (_, index) => 1000 * (index + 1));
  const { body } = await ask({ service_type: 'motorcycle', stops: Array.from({ length: 12 }, (_, index) => stop(index)) }); // prettier-ignore
  const total = 500_000 + 9 * 200_000 + 65 * 40_000;
  assert.deepEqual(body, {
    average_fee: total / 10,
    code: 'success',
    distance: { value: 65_000, unit: 'm', text: '65.0 km by road' },
    total_fee: total,
    total_fee_currency: 'SGD',
    total_waypoint: 10,
  });
});

test('without a router the distance says that it is estimated', async () => {
  roads.answer = null;
  const { body } = await ask({ service_type: 'van_1.7m', stops: [stop(0), stop(100)] });
  assert.deepEqual(body['distance'], { value: 14_452, unit: 'm', text: '14.5 km estimated' });
});

test('every service type of the document has a price, and so has the lorry that it names elsewhere', async () => {
  const types = ['motorcycle', 'car', 'mpv', 'van_1.7m', 'van_2.4m', 'lorry_10ft', 'lorry_14ft', 'lorry_20ft', 'lorry_24ft', 'lorry_40ft']; // prettier-ignore
  const fees: number[] = [];
  for (const service_type of types) fees.push(Number((await ask({ service_type, stops: [stop(0), stop(1)] })).body['total_fee'])); // prettier-ignore
  assert.deepEqual(fees, [1_300_000, 2_000_000, 2_400_000, 3_100_000, 4_200_000, 6_600_000, 8_000_000, 10_600_000, 12_500_000, 20_200_000]); // prettier-ignore
});

test('an account’s own price and currency are recommended', async () => {
  const rule = { currency: 'MYR', baseFee: 1, feePerKm: 0, minimumFee: 300_000, extraStopFee: 0 };
  const caller = { accountId, actor: 'test', credentialId: null };
  await putPriceTable(deps, caller, [{ vehicleKind: 'mpv', rule }]);
  const { body } = await ask({ service_type: 'mpv', stops: [stop(0), stop(1), stop(2)] });
  assert.deepEqual([body['total_fee'], body['average_fee'], body['total_fee_currency']], [300_000, 150_000, 'MYR']);
  await putPriceTable(deps, caller, []);
});

test('a stop may be an address by its fields, as one text, or as an object of its own', async () => {
  const powai = { street_address: 'Powai', zip_code: '400076', country: 'IN' };
  const mumbai = { city: 'Mumbai', country: 'IN' };
  const forms = [
    [{ ...powai }, mumbai],
    [{ address: powai }, { address: mumbai }],
    [{ address: 'Powai', zip_code: '400076', country: 'IN' }, mumbai],
    [
      { address: { ...powai, latitude: null }, street_address: 'elsewhere' },
      { ...mumbai, address: null },
    ],
  ];
  for (const stops of forms) {
    const { status, body } = await ask({ service_type: 'car', stops });
    assert.equal(status, 200, JSON.stringify(body));
    assert.match(roads.asked.at(-1) ?? '', /72\.90471,19\.1164;72\.88261,19\.07283\?/, JSON.stringify(stops));
  }
  const inside = { address: { street_address: 'x', latitude: 1.5, longitude: 103.5 }, unheard_of: { of: 1 } };
  await ask({ service_type: 'car', stops: [inside, stop(0)] });
  assert.match(roads.asked.at(-1) ?? '', /103\.5,1\.5;103\.7,1\.3\?/);
});

const refused: readonly [string, object, readonly string[]][] = [
  ['no service type', { stops: [stop(0), stop(1)] }, ['service_type']],
  ['an unknown service type', { service_type: 'ltl', stops: [stop(0), stop(1)] }, ['service_type']],
  ['no stops', { service_type: 'car' }, ['stops']],
  ['stops that are no list', { service_type: 'car', stops: {} }, ['stops']],
  ['a pickup alone', { service_type: 'car', stops: [stop(0)] }, ['stops']],
  ['too many stops', { service_type: 'car', stops: Array.from({ length: 101 }, () => stop(0)) }, ['stops']],
  ['a latitude beyond the pole', { service_type: 'car', stops: [stop(0), { latitude: 91, longitude: 0 }] }, ['stops.1.latitude']], // prettier-ignore
  ['a latitude in a text', { service_type: 'car', stops: [stop(0), { latitude: '1', longitude: 0 }] }, ['stops.1.latitude']], // prettier-ignore
  ['half a position', { service_type: 'car', stops: [{ latitude: 1 }, { address: { longitude: 1 } }] }, ['stops.0.longitude', 'stops.1.address.latitude']], // prettier-ignore
  ['a stop that is a text', { service_type: 'car', stops: [stop(0), 'Clementi'] }, ['stops.1']],
  ['an address that is a number', { service_type: 'car', stops: [stop(0), { address: 5 }] }, ['stops.1.address']],
  ['places that nobody knows', { service_type: 'car', stops: [{}, stop(0), { city: 'Atlantis' }] }, ['stops.0', 'stops.2']], // prettier-ignore
];
for (const [name, body, fields] of refused)
  test(`${name}: 422 with the name of the field`, async () => {
    const answer = await ask(body);
    const errors = answer.body['errors'] as readonly { readonly field: string }[];
    assert.equal(answer.status, 422, answer.text);
    assert.deepEqual(errors.map(({ field }) => field), fields, answer.text); // prettier-ignore
    assert.equal(answer.body['code'], 'invalid_input');
  });
