/** Hubs over the native API: given a place and a fence later, and told of when a trip comes and goes. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import {
  elements,
  faults,
  openNativeHouse,
  type Json,
  type NativeClient,
  type NativeHouse,
} from '../../../test/native-house.ts';
import { followTrackers } from '../../use-cases/tracking/follow-trackers.ts';

let house: NativeHouse;
let client: NativeClient;
before(async () => {
  house = await openNativeHouse();
  client = await house.client({ autoCreateReferences: true });
});
after(() => house.close());

const place = { lat: 19.076, lng: 72.8777 };

it('changes what is given and leaves the rest', async () => {
  const made = await client.make('/hubs', { code: 'BOMX', name: 'Mumbai', address: { city: 'Mumbai' } });
  const change = (body: object) => client.call('PATCH', `/hubs/${made.id}`, body);
  const fenced = await change({ position: place, geofenceMetres: 250 });
  assert.deepEqual([fenced.status, fenced.body], [200, { ...made, position: place, geofenceMetres: 250 }]);
  const named = await change({ name: 'Mumbai East', address: { street: 'Dock Road' } });
  const { address } = named.body;
  assert.deepEqual(address, { apartment: null, street: 'Dock Road', landmark: null, locality: null, city: null, state: null, country: null, postalCode: null }); // prettier-ignore
  const bare = await change({ position: null, geofenceMetres: null, address: null });
  assert.deepEqual(bare.body, { ...made, name: 'Mumbai East', position: null, geofenceMetres: null, address: null });
  assert.deepEqual((await client.call('GET', `/hubs/${made.id}`)).body, bare.body);
});

it('refuses what no hub can be, and changes nothing', async () => {
  const made = await client.make('/hubs', { code: 'NAGD', name: 'Nagpur' });
  for (const [body, path] of [
    [{ geofenceMetres: 0 }, 'geofenceMetres'],
    [{ geofenceMetres: 100_001 }, 'geofenceMetres'],
    [{ position: { lat: 91, lng: 0 } }, 'position.lat'],
    [{ name: null }, 'name'],
    [{ code: 'OTHER' }, 'code'],
    [{}, 'body'],
  ] as const) {
    const { status, body: problem } = await client.call('PATCH', `/hubs/${made.id}`, body);
    assert.deepEqual([status, faults(problem)[0]?.['path'] ?? ''], [422, path], JSON.stringify(body));
  }
  assert.equal((await client.call('PATCH', `/hubs/${house.deps.newId()}`, { name: 'x' })).status, 404);
  const stranger = await house.client();
  assert.equal((await stranger.call('PATCH', `/hubs/${made.id}`, { name: 'x' })).status, 404);
  assert.deepEqual((await client.call('GET', `/hubs/${made.id}`)).body, made);
});

it('tells an endpoint of a hub entered, and shows the trip’s progress', async () => {
  const made = await client.make('/hubs', { code: 'DELU', name: 'Delhi' });
  const hub = (await client.call('PATCH', `/hubs/${made.id}`, { position: place, geofenceMetres: 250 })).body;
  const courier = await client.make('/couriers', { employeeNumber: 'E1', name: 'Asha', phone: '1' });
  const dropoff = { address: { city: 'Delhi' }, position: { lat: 19.2, lng: 72.8777 } };
  const order = { orderNumber: 'SO-1', legs: 'dropoff', orderedAt: '2026-01-15T10:30:00Z', dropoff };
  const delivery = await client.make('/deliveries', order);
  const trip = await client.make('/trips', { courierId: courier.id, deliveryIds: [delivery.id], trackerCode: 'T1' });
  await client.make(`/trips/${trip.id}/start`, { position: place });
  const at = new Date(house.deps.now().getTime() - 1000).toISOString();
  const trackers = elements((await client.call('GET', '/trackers')).body);
  await client.make(`/trackers/${String(trackers[0]?.['id'])}/positions`, {
    positions: [{ recordedAt: at, ...place }],
  });
  await client.make('/webhook-endpoints', { dialect: 'native', url: 'http://127.0.0.1:65000/', events: ['trip.entered_hub'] }); // prettier-ignore
  assert.equal(await followTrackers(house.deps, { lagMs: 0, limit: 10 }), 1);

  await house.relay();
  const [message] = elements((await client.call('GET', '/webhook-messages')).body);
  const { body } = (await client.call('GET', `/webhook-messages/${String(message?.['id'])}`)).body;
  const told = JSON.parse(String(body)) as Json;
  assert.deepEqual([told['type'], told['actor'], told['aggregate'], told['aggregateId']], ['trip.entered_hub', 'waybill', 'trip', trip.id]); // prettier-ignore
  const summary = { id: trip.id, name: 'TRIP-1', courierName: 'Asha', courierPhone: '1', driverName: null, vehicleNumber: null, assignedBy: 'hand' }; // prettier-ignore
  const of = { id: hub['id'], code: 'DELU', name: 'Delhi' };
  assert.deepEqual(told['data'], { trip: summary, hub: of, position: place, sightedAt: at });

  const shown = (await client.call('GET', `/trips/${trip.id}`)).body;
  const [stop] = elements(shown, 'stops');
  assert.equal(shown['drivenMetres'], 0);
  assert.equal(shown['expectedEnd'], stop?.['expectedArrival']);
  assert.ok(Date.parse(String(stop?.['expectedArrival'])) > Date.parse(at));
});
