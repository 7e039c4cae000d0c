/** Prices over the native API: ours, an account's own, and the whole table replaced at once. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { elements, faults, openNativeHouse, type NativeClient, type NativeHouse } from '../../../test/native-house.ts';

let house: NativeHouse;
let client: NativeClient;
before(async () => {
  house = await openNativeHouse();
  client = await house.client();
});
after(() => house.close());

const price = { vehicleKind: 'car', currency: 'SGD', baseFee: 100_000, feePerKm: 50_000, minimumFee: 250_000, extraStopFee: 0 }; // prettier-ignore
const table = async (by = client) => (await by.call('GET', '/price-table')).body;
const put = (prices: readonly object[], by = client) => by.call('PUT', '/price-table', { prices });

it('shows the price that comes with the house for each kind, the smallest first', async () => {
  const fresh = await house.client();
  const prices = elements(await table(fresh), 'prices');
  assert.equal(prices.length, 10);
  assert.deepEqual(prices[0], {
    vehicleKind: 'motorcycle',
    currency: 'SGD',
    baseFee: 500_000,
    feePerKm: 40_000,
    minimumFee: 200_000,
    extraStopFee: 200_000,
    isOwn: false,
  });
});

it('sets prices for some kinds, and gives back ours to those that are not named again', async () => {
  const before = await table();
  const first = await put([price, { ...price, vehicleKind: 'lorry_40ft' }]);
  assert.equal(first.status, 200);
  assert.deepEqual(first.body, await table());
  const own = elements(first.body, 'prices').filter(({ isOwn }) => isOwn === true);
  assert.deepEqual(own, [{ ...price, isOwn: true }, { ...price, vehicleKind: 'lorry_40ft', isOwn: true }]); // prettier-ignore
  await put([{ ...price, currency: 'EUR' }]);
  const [, car, ...others] = elements(await table(), 'prices');
  assert.deepEqual(car, { ...price, currency: 'EUR', isOwn: true });
  assert.ok(others.every(({ isOwn }) => isOwn === false));
  await put([]);
  assert.deepEqual(await table(), before);
});

it('keeps each account’s prices to itself', async () => {
  const stranger = await house.client();
  const before = await table(stranger);
  await put([price]);
  assert.deepEqual(await table(stranger), before);
  await put([{ ...price, baseFee: 7 }], stranger);
  assert.equal(elements(await table(), 'prices')[1]?.['baseFee'], price.baseFee);
  await put([]);
});

it('refuses what no price can be, and changes nothing', async () => {
  await put([price]);
  const before = await table();
  for (const [prices, path] of [
    [[{ ...price, vehicleKind: 'ltl' }], 'prices.0.vehicleKind'],
    [[{ ...price, baseFee: -1 }], 'prices.0.baseFee'],
    [[{ ...price, feePerKm: 10_000_000_001 }], 'prices.0.feePerKm'],
    [[{ ...price, minimumFee: 0.5 }], 'prices.0.minimumFee'],
    [[{ ...price, currency: 'sgd' }], 'prices.0.currency'],
    [[{ ...price, extraStopFee: '1' }], 'prices.0.extraStopFee'],
    [[{ ...price, tip: 1 }], 'prices.0.tip'],
    [[{ ...price, vehicleKind: 'mpv' }, price, { ...price, baseFee: 1 }], 'prices.2.vehicleKind'],
    [Array.from({ length: 11 }, () => price), 'prices'],
  ] as const) {
    const { status, body } = await put(prices);
    assert.deepEqual([status, faults(body)[0]?.['path']], [422, path], JSON.stringify(body));
  }
  assert.equal((await client.call('PUT', '/price-table', {})).status, 422);
  assert.deepEqual(await table(), before);
});

it('does it once for an idempotency key', async () => {
  const headers = { 'idempotency-key': 'prices-1' };
  const set = () => client.call('PUT', '/price-table', { prices: [{ ...price, baseFee: 9 }] }, headers);
  const first = await set();
  await put([]);
  const second = await set();
  assert.deepEqual([second.text, second.headers['idempotency-replayed']], [first.text, 'true']);
  assert.equal(elements(await table(), 'prices')[1]?.['isOwn'], false, 'the table of meanwhile stands');
});

it('lets two who set it at once take turns: the table is one of theirs', async () => {
  const kinds = ['motorcycle', 'car', 'mpv'];
  const tables = kinds.map((vehicleKind, index) => [{ ...price, vehicleKind, baseFee: index }]);
  for (let round = 0; round < 10; round += 1) {
    await put([]);
    const answers = await Promise.all(tables.map((prices) => put(prices)));
    assert.deepEqual(answers.map(({ status }) => status), [200, 200, 200]); // prettier-ignore
    const own = elements(await table(), 'prices').filter(({ isOwn }) => isOwn === true);
    assert.equal(own.length, 1);
  }
});
