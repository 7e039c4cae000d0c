/** Prices of drives: by road and estimated, ours and the account's own, and places that have to be found first. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import { pino } from 'pino';
import { testDatabase, type TestDatabase } from '../../../test/database.ts';
import { testDeps } from '../../../test/deps.ts';
import { startTestRouter, type TestRouter } from '../../../test/road-server.ts';
import { makeTenant, type Tenant } from '../../../test/tenant.ts';
import type { Address } from '../../domain/delivery/delivery.ts';
import { DomainError } from '../../domain/errors.ts';
import { distanceMetres, type LatLng } from '../../domain/geo.ts';
import type { VehicleKind } from '../../domain/task/vehicle-kind.ts';
import type { GeocodeServer } from '../../lib/geocoder/geocode-server.ts';
import { findPrice, replacePrices } from '../../store/price-table.ts';
import type { Deps } from '../deps.ts';
import { recommendPrice, type PricedStop } from './recommend.ts';

const nowhere: Address = { apartment: null, street: null, landmark: null, locality: null, city: null, state: null, country: null, postalCode: null }; // prettier-ignore
const at = (lat: number, lng: number): PricedStop => ({ position: { lat, lng }, address: nowhere });
const called = (address: Partial<Address>): PricedStop => ({ position: null, address: { ...nowhere, ...address } });
const pickup = at(1.3, 103.8);
/** So many thousandths of a degree east. */
const east = (...steps: readonly number[]) => steps.map((step) => at(1.3, 103.8 + step / 1000));

let database: TestDatabase;
let roads: TestRouter;
let deps: Deps;
let tenant: Tenant;
const logged: string[] = [];

before(async () => {
  [database, roads] = await Promise.all([testDatabase(), startTestRouter()]);
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  deps = { ...testDeps(database.tenants, { router: roads.router }), log };
  tenant = await makeTenant(deps);
});
after(() => Promise.all([roads.close(), database.close()]));
beforeEach(async () => {
  roads.answer = null;
  logged.length = 0;
  await sql`delete from price_table`.execute(database.db);
});

const ask = (stops: readonly PricedStop[], vehicle: VehicleKind = 'motorcycle', with_: Partial<Deps> = {}) =>
  recommendPrice({ ...deps, ...with_ }, { accountId: tenant.account.id }, vehicle, stops);

test('a drive is priced by its way along the road', async () => {
  roads.answer = () => [10_000];
  assert.deepEqual(await ask([pickup, ...east(60)]), {
    currency: 'SGD',
    fees: [900_000],
    totalFee: 900_000,
    averageFee: 900_000,
    stops: 1,
    distance: { metres: 10_000, byRoad: true },
  });
});

test('of eleven drop-offs the ten farthest by road count, whatever the crow says', async () => {
  roads.answer = (count) => Array.from({ length: count }, (_, index) => (index === 10 ? 100 : 1000 * (index + 1)));
  const { stops, distance, fees, totalFee, averageFee } = await ask([pickup, ...east(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 400)]); // prettier-ignore
  assert.deepEqual([stops, distance], [10, { metres: 55_000, byRoad: true }]);
  assert.deepEqual(fees.slice(0, 2), [900_000, 560_000]);
  assert.equal(totalFee, 500_000 + 9 * 200_000 + 55 * 40_000);
  assert.equal(averageFee, totalFee / 10);
});

test('without a router the great circle is lengthened, and the answer says so', async () => {
  const [far = assert.fail()] = east(100);
  const { distance } = await ask([pickup, far], 'car', { router: null });
  const circle = distanceMetres({ lat: 1.3, lng: 103.8 }, { lat: 1.3, lng: 103.9 });
  assert.deepEqual(distance, { metres: Math.round(circle * 1.3), byRoad: false });
});

test('a router that is away is stood in for, and told of', async () => {
  const stops = [pickup, ...east(55, 56)];
  const [withIt, withoutIt] = [await ask(stops), await ask(stops, 'motorcycle', { router: null })];
  assert.deepEqual(withIt, withoutIt);
  assert.equal(logged.filter((line) => line.includes('distances fall back')).length, 1);
});

test('one way that the router does not know is estimated alone, and makes the sum an estimate', async () => {
  roads.answer = () => [12_000, null];
  const { distance, fees } = await ask([pickup, ...east(70, 1)]);
  assert.equal(distance.byRoad, false);
  assert.equal(fees[0], 980_000);
  assert.ok(distance.metres > 12_000 && distance.metres < 12_200);
});

test('an account with a price of its own asks that, for this kind of vehicle only, and no other account does', async () => {
  const rule = { currency: 'EUR', baseFee: 1_000_000_000_000, feePerKm: 2, minimumFee: 3, extraStopFee: 4 };
  const db = deps.db.of(tenant.account.id);
  await replacePrices(db, tenant.account.id, [{ vehicleKind: 'car', rule }]);
  assert.deepEqual(await findPrice(db, tenant.account.id, 'car'), rule);
  roads.answer = () => [1000, 500];
  const stops = [pickup, ...east(61, 62)];
  assert.deepEqual((await ask(stops, 'car')).fees, [1_000_000_000_002, 5]);
  assert.equal((await ask(stops, 'car')).currency, 'EUR');
  assert.equal((await ask(stops, 'mpv')).currency, 'SGD');
  const other = await makeTenant(deps);
  assert.equal((await recommendPrice(deps, { accountId: other.account.id }, 'car', stops)).currency, 'SGD');
  const led = deps.db.of(other.account.id);
  assert.equal(await findPrice(led, tenant.account.id, 'car'), null, 'nor when the query is led astray');
});

test('a stop without a position is found by its address, which makes the way an estimate', async () => {
  roads.answer = (count) => Array.from({ length: count }, () => 20_000);
  const powai = called({ street: 'Powai', postalCode: '400076', country: 'India' });
  const { distance } = await ask([at(19.07283, 72.88261), powai]);
  assert.deepEqual(distance, { metres: 20_000, byRoad: false });
  assert.match(roads.asked.at(-1) ?? '', /72\.88261,19\.07283;72\.90471,19\.1164/);
});

test('a place that the operator’s server knows is known well enough for a way by road', async () => {
  roads.answer = () => [5000];
  const found: LatLng = { lat: 1.31, lng: 103.81 };
  const geocodeServer: GeocodeServer = { kind: 'photon', find: async () => found, addressAt: async () => null, close: async () => undefined }; // prettier-ignore
  const { distance } = await ask([called({ street: '1 Clementi Road' }), ...east(80)], 'car', { geocodeServer });
  assert.deepEqual(distance, { metres: 5000, byRoad: true });
});

test('every stop that nobody knows is named, and the router is not asked', async () => {
  const before = roads.asked.length;
  await assert.rejects(
    ask([called({ city: 'Atlantis' }), ...east(1), called({})]),
    (error) =>
      error instanceof DomainError &&
      error.code === 'invalid_input' &&
      error.faults.map(({ path }) => path).join() === 'stops.0,stops.2',
  );
  assert.equal(roads.asked.length, before);
});

test('a pickup alone is refused, and more than a hundred stops', async () => {
  const refused = (error: unknown) => error instanceof DomainError && error.faults[0]?.path === 'stops';
  await assert.rejects(ask([]), refused);
  await assert.rejects(ask([pickup]), refused);
  const hundred = [pickup, ...east(...Array.from({ length: 99 }, (_, index) => index))];
  await assert.rejects(ask([...hundred, pickup]), refused);
  roads.answer = (count) => Array.from({ length: count }, (_, index) => index);
  assert.equal((await ask(hundred)).distance.metres, 98 + 97 + 96 + 95 + 94 + 93 + 92 + 91 + 90 + 89);
});
