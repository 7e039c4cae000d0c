/** Hauls, which other dialects make, as the native API shows, starts and ends them. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { haulOrder } from '../../../test/haul-order.ts';
import {
  elements,
  openNativeHouse,
  type Json,
  type NativeClient,
  type NativeHouse,
} from '../../../test/native-house.ts';
import { cancelHaul } from '../../use-cases/trip/cancel-haul.ts';
import { createHaul } from '../../use-cases/trip/create-haul.ts';
import { updateHaul } from '../../use-cases/trip/update-haul.ts';

let house: NativeHouse;
let client: NativeClient;
before(async () => {
  house = await openNativeHouse();
  client = await house.client({ autoCreateReferences: true });
});
after(() => house.close());

const haulageOf = ({ body }: { readonly body: Json }) => body['haulage'] as Json;

test('a haul is shown with all that was said of it, and none of a trip of deliveries', async () => {
  const driver = await client.make('/drivers', { name: 'Asha', phone: '1', licenseNumber: 'L' });
  const order = { ...haulOrder, weightGrams: 6000, volumeMm3: 10_000, units: 8, notes: 'fragile', driverName: 'Asha' };
  const { id } = await createHaul(house.deps, client.tenant.identity, order, false);
  const shown = await client.call('GET', `/trips/${id}`);
  assert.equal(shown.status, 200, shown.text);
  const {
    reportingAt,
    vehicleNumber: _vehicle,
    trackerCode: _tracker,
    driverName: _driver,
    name: _name,
    ...said
  } = order;
  assert.deepEqual(haulageOf(shown), {
    ...said,
    reportingAt: reportingAt.toISOString(),
    driverId: driver.id,
    cancellation: null,
  });
  assert.deepEqual([shown.body['courierId'], shown.body['driverName'], shown.body['stops']], [null, 'Asha', []]);
  const [listed] = elements((await client.call('GET', '/trips')).body);
  assert.deepEqual(listed, shown.body);
});

test('a haul starts and ends here, too, and each change is told', async () => {
  // whatever was told before has no listener
  await house.relay();
  await client.make('/webhook-endpoints', { dialect: 'native', url: 'http://127.0.0.1:9999/hook' });
  const { identity } = client.tenant;
  const { id } = await createHaul(house.deps, identity, { ...haulOrder, name: 'HAUL-2' }, false);
  await updateHaul(house.deps, identity, id, { name: 'HAUL-3' });
  assert.equal((await client.call('POST', `/trips/${id}/start`, {})).body['state'], 'started');
  assert.equal((await client.call('POST', `/trips/${id}/end`, {})).body['state'], 'ended');
  await house.relay();
  const messages = elements((await client.call('GET', '/webhook-messages?limit=10')).body);
  assert.deepEqual(messages.map(({ type }) => type).toReversed(), ['trip.created', 'trip.updated', 'trip.started', 'trip.ended']); // prettier-ignore
});

test('the reason for which a haul was called off is shown', async () => {
  const { identity } = client.tenant;
  const { id } = await createHaul(house.deps, identity, { ...haulOrder, name: 'HAUL-4' }, false);
  await cancelHaul(house.deps, identity.caller, id, { reasonCode: 'OTHER', reason: 'Fog', at: haulOrder.reportingAt });
  const shown = await client.call('GET', `/trips/${id}`);
  assert.equal(shown.body['state'], 'cancelled');
  const at = haulOrder.reportingAt.toISOString();
  assert.deepEqual(haulageOf(shown)['cancellation'], { reasonCode: 'OTHER', reason: 'Fog', at });
});
