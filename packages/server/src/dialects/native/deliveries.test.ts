/** Deliveries through the native API: taken, shown, found, refused, called off. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { faults, openNativeHouse, type NativeClient, type NativeHouse } from '../../../test/native-house.ts';
import { withPlaceholders } from '../../../test/placeholders.ts';
import delivery from './fixtures/delivery.json' with { type: 'json' };

let house: NativeHouse;
let client: NativeClient;

before(async () => {
  house = await openNativeHouse();
  client = await house.client();
  await client.make('/hubs', { code: 'BOMX', name: 'Mumbai' });
});
after(() => house.close());

test('a delivery is shown as it was taken, and the same content again is the same delivery', async () => {
  const made = await client.call('POST', '/deliveries', delivery.request);
  assert.equal(made.status, 201, made.text);
  assert.deepEqual(withPlaceholders(made.body), withPlaceholders(delivery.response));
  const again = await client.call('POST', '/deliveries', delivery.request);
  assert.deepEqual([again.status, again.body], [200, made.body]);
  const other = await client.call('POST', '/deliveries', { ...delivery.request, weightGrams: 1 });
  assert.deepEqual([other.status, other.body['type']], [409, 'urn:waybill:problem:duplicate']);

  const shown = await client.call('GET', `/deliveries/${String(made.body['id'])}`);
  const around = { trip: null, pickupStop: null, dropoffStop: null, proofFiles: 0 };
  assert.deepEqual(shown.body, { ...made.body, ...around });
  const listed = await client.call('GET', '/deliveries?state=ready&orderNumber=SO-7486');
  assert.deepEqual(listed.body, { data: [shown.body], next: null });
  assert.deepEqual((await client.call('GET', '/deliveries?state=delivered&orderNumber=SO-7486')).body['data'], []);
});

test('what cannot be delivered is refused by the name of its field', async () => {
  const path = async (changes: object) => {
    const answer = await client.call('POST', '/deliveries', { ...delivery.request, orderNumber: 'bad', ...changes });
    assert.equal(answer.status, 422, answer.text);
    return faults(answer.body)[0]?.['path'];
  };
  assert.equal(await path({ legs: 'both', pickup: null }), 'pickup');
  assert.equal(await path({ goodsValue: { amount: 1, currency: 'EUR' }, currency: 'INR' }), 'goodsValue.currency');
  assert.equal(await path({ goodsValue: { amount: 1.5, currency: 'INR' } }), 'goodsValue.amount');
  assert.equal(await path({ goodsValue: 125 }), 'goodsValue');
  assert.equal(await path({ packages: [{ code: 'A' }, { code: 'A' }] }), 'packages');
  assert.equal(
    await path({ packages: [{ code: 'A', items: [{ code: 'x', quantity: 1 }] }] }),
    'packages.0.items.0.price',
  );
  assert.equal(await path({ distributionCentre: 'NOWHERE' }), 'distributionCentre');
  assert.equal(await path({ orderedAt: '2026-06-30T23:59:60Z' }), 'orderedAt');
  assert.equal(await path({ orderedAt: '22.11.2026' }), 'orderedAt');
  const late = { ...delivery.request.dropoff, window: { from: '2026-11-22T12:00:00Z', until: '2026-11-22T11:00:00Z' } };
  assert.equal(await path({ dropoff: late }), 'dropoff.window.until');
  assert.equal(await path({ state: 'delivered' }), 'state');
});

test('a delivery is called off once, and not against the sender’s will', async () => {
  const { id } = await client.make('/deliveries', { ...delivery.request, orderNumber: 'SO-1' });
  const off = await client.call('POST', `/deliveries/${id}/cancel`, { reasonCode: 'OOS', reason: 'out of stock' });
  assert.deepEqual(
    [off.status, off.body['state'], off.body['reasonCode'], off.body['cancelledBy']],
    [200, 'cancelled', 'OOS', 'tenant’s key'],
  );
  assert.equal(
    (await client.call('POST', `/deliveries/${id}/cancel`)).body['type'],
    'urn:waybill:problem:already-cancelled',
  );
  const sent = { ...delivery.request, orderNumber: 'SO-2', cancellationAllowed: false };
  const { id: firm } = await client.make('/deliveries', sent);
  assert.equal(
    (await client.call('POST', `/deliveries/${firm}/cancel`)).body['type'],
    'urn:waybill:problem:not-cancellable',
  );
});

test('under a service an order number is one delivery’s, whatever its legs', async () => {
  const sent = { ...delivery.request, orderNumber: 'OD-1', service: 'ondemand' };
  const { id } = await client.make('/deliveries', sent);
  assert.equal((await client.call('GET', `/deliveries/${id}`)).body['service'], 'ondemand');
  const other = await client.call('POST', '/deliveries', { ...sent, legs: 'dropoff' });
  assert.deepEqual([other.status, faults(other.body)[0]?.['path']], [409, 'orderNumber']);
  const unheard = await client.call('POST', '/deliveries', { ...sent, orderNumber: 'OD-2', service: 'overnight' });
  assert.deepEqual([unheard.status, faults(unheard.body)[0]?.['path']], [422, 'service']);
  const euros = { ...sent, orderNumber: 'OD-2', cashOnPickup: { amount: 1, currency: 'EUR' } };
  const foreign = await client.call('POST', '/deliveries', euros);
  assert.deepEqual([foreign.status, faults(foreign.body)[0]?.['path']], [422, 'cashOnPickup.currency']);
});
