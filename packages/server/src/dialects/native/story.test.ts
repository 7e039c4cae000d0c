/** One delivery from order to door through the native API: trip, stops, timeline, location, and what is refused on the way. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  elements,
  faults,
  openNativeHouse,
  type Json,
  type NativeClient,
  type NativeHouse,
} from '../../../test/native-house.ts';
import { withPlaceholders } from '../../../test/placeholders.ts';
import delivery from './fixtures/delivery.json' with { type: 'json' };
import trip from './fixtures/trip.json' with { type: 'json' };

let house: NativeHouse;
let client: NativeClient;
let courierId: string;

before(async () => {
  house = await openNativeHouse();
  house.deps.clock.set(new Date('2026-11-22T08:00:00Z'));
  client = await house.client();
  await client.make('/hubs', { code: 'BOMX', name: 'Mumbai', position: { lat: 19.07, lng: 72.87 } });
  await client.make('/trackers', { code: 'LN-1' });
  await client.make('/vehicles', { number: 'MH40AK0175', trackerCode: 'LN-1' });
  const courier = { employeeNumber: 'E-17', name: 'Asha Rao', phone: '+912212345678', branch: 'BOMX' };
  courierId = (await client.make('/couriers', { ...courier, vehicleNumber: 'MH40AK0175' })).id;
});
after(() => house.close());

let orders = 0;

/** A new delivery; each has an order number of its own. */
async function order(changes: object = {}): Promise<string> {
  orders += 1;
  return (await client.make('/deliveries', { ...delivery.request, ...changes, orderNumber: `SO-${orders}` })).id;
}

/** A trip of the deliveries by a courier of its own. @returns its id and the ids of its stops, in driving order. */
async function drive(deliveryIds: string[], start = true) {
  orders += 1;
  const courier = await client.make('/couriers', { employeeNumber: `C-${orders}`, name: 'Ben', phone: '1' });
  const made = await client.make('/trips', { courierId: courier.id, deliveryIds });
  if (start) await client.make(`/trips/${made.id}/start`);
  return { id: made.id, stops: elements(made, 'stops').map((stop) => String(stop['id'])) };
}

const act = (stop: string | undefined, verb: string, body: object = {}) =>
  client.call('POST', `/stops/${stop}/${verb}`, body);

test('a delivery goes from order to door, and its timeline tells every step', async () => {
  const id = await order();
  const made = await client.call('POST', '/trips', { courierId, deliveryIds: [id], setOff: '2026-11-22T08:30:00Z' });
  assert.equal(made.status, 201, made.text);
  assert.deepEqual(withPlaceholders(made.body), withPlaceholders(trip.response));
  assert.deepEqual((await client.call('GET', `/trips/${String(made.body['id'])}`)).body, made.body);
  const [pickup, dropoff] = elements(made.body, 'stops').map((stop) => String(stop['id']));
  const tripPath = `/trips/${String(made.body['id'])}`;

  const at = (time: string) => ({ at: `2026-11-22T${time}:00Z`, position: { lat: 19.08, lng: 72.88 } });
  house.deps.clock.set(new Date('2026-11-22T12:00:00Z'));
  assert.equal((await act(pickup, 'accept', at('08:10'))).body['state'], 'assigned');
  const loaded = await client.call('POST', `${tripPath}/loaded`, at('08:20'));
  assert.equal(loaded.body['loadedAt'], '2026-11-22T08:20:00.000Z');
  const started = await client.call('POST', `${tripPath}/start`, at('08:30'));
  assert.deepEqual([started.body['state'], started.body['startedAt']], ['started', '2026-11-22T08:30:00.000Z']);
  assert.equal((await act(pickup, 'arrive', at('09:00'))).body['state'], 'at_pickup');
  assert.equal((await act(pickup, 'pick-up', at('09:05'))).body['state'], 'in_transit');

  const tracker = elements((await client.call('GET', '/trackers')).body)[0]?.['id'];
  const location = () => client.call('GET', `/deliveries/${id}/location`);
  assert.deepEqual((await location()).body, { deliveryId: id, location: null });
  const fix = { recordedAt: '2026-11-22T09:10:00Z', lat: 19.07, lng: 72.85 };
  await client.call('POST', `/trackers/${String(tracker)}/positions`, { positions: [fix] });
  const seen = { lat: 19.07, lng: 72.85, recordedAt: '2026-11-22T09:10:00.000Z' };
  assert.deepEqual((await location()).body, { deliveryId: id, location: seen });

  assert.equal((await act(dropoff, 'arrive', at('09:30'))).body['state'], 'at_dropoff');
  const foreign = await act(dropoff, 'deliver', { collected: { amount: 1, currency: 'EUR' } });
  assert.deepEqual([foreign.status, faults(foreign.body)[0]?.['path']], [422, 'collected.currency']);
  const handover = {
    ...at('09:35'),
    recipientName: 'R. Menon',
    comment: 'Friendly',
    rating: 5,
    collected: { amount: 125_000, currency: 'INR' },
    paymentMethod: 'CASH',
    paymentReference: 'R-9',
  };
  const { body } = await act(dropoff, 'deliver', handover);
  assert.deepEqual(
    [body['state'], body['recipientName'], body['customerComment'], body['customerRating'], body['collected']],
    ['delivered', 'R. Menon', 'Friendly', 5, { amount: 125_000, currency: 'INR' }],
  );
  assert.deepEqual([body['endedAt'], body['paymentMethod']], ['2026-11-22T09:35:00.000Z', 'CASH']);
  const ended = await client.call('POST', `${tripPath}/end`, at('10:00'));
  assert.equal(ended.body['state'], 'ended');

  const shown = (await client.call('GET', `/deliveries/${id}`)).body;
  assert.deepEqual(withPlaceholders(shown['trip']), {
    id: '<id>',
    name: 'TRIP-1',
    courierName: 'Asha Rao',
    courierPhone: '+912212345678',
    driverName: 'Asha Rao',
    vehicleNumber: 'MH40AK0175',
    assignedBy: 'hand',
    startedAt: '2026-11-22T08:30:00.000Z',
  });
  const stop = shown['dropoffStop'];
  assert.ok(stop && typeof stop === 'object' && 'state' in stop && 'leftAt' in stop);
  assert.deepEqual([stop.state, stop.leftAt], ['done', '2026-11-22T09:35:00.000Z']);

  const timeline = elements((await client.call('GET', `/deliveries/${id}/events`)).body);
  const steps = 'created assigned accepted dispatched arrived picked_up arrived delivered'.split(' ');
  assert.deepEqual(timeline.map((event) => event['type']), steps.map((step) => `delivery.${step}`)); // prettier-ignore
  assert.deepEqual(timeline.map((event) => event['sequence']), [1, 2, 3, 4, 5, 6, 7, 8]); // prettier-ignore
  const { data, ...last } = timeline.at(-1) ?? {};
  assert.deepEqual(withPlaceholders(last), {
    id: '<id>',
    type: 'delivery.delivered',
    aggregate: 'delivery',
    aggregateId: '<id>',
    sequence: 8,
    occurredAt: '<time>',
    actor: 'tenant’s key',
  });
  const { trip: summary, report, ...rest } = asJson(data);
  assert.deepEqual(rest['delivery'], body);
  assert.deepEqual(report, { at: '2026-11-22T09:35:00.000Z', position: { lat: 19.08, lng: 72.88 } });
  assert.equal(asJson(summary)['name'], 'TRIP-1');
  const begin = await client.call('GET', `/deliveries/${id}/events?limit=5`);
  const end = await client.call('GET', `/deliveries/${id}/events?limit=5&cursor=${String(begin.body['next'])}`);
  assert.deepEqual([...elements(begin.body), ...elements(end.body)], timeline);
  assert.equal(end.body['next'], null);
});

test('part of a delivery is handed over with its reason, and only what the order has', async () => {
  const id = await order({ legs: 'dropoff' });
  const { stops } = await drive([id]);
  const part = { code: 'CRATE-1', units: 1, items: [{ code: 'TEA', quantity: 1 }] };
  const refused = await act(stops[0], 'deliver', { packages: [{ ...part, items: [{ code: 'TEA', quantity: 9 }] }] });
  assert.equal(refused.status, 422);
  assert.equal((await act(stops[0], 'deliver', { packages: [{ code: 'NONE', units: 1 }] })).status, 422);
  assert.equal((await act(stops[0], 'deliver', { packages: [part, part] })).status, 422);
  assert.equal((await act(stops[0], 'deliver', { reason: 'half was broken' })).status, 422);
  const done = await act(stops[0], 'deliver', { packages: [part], reasonCode: 'DMG', reason: 'half was broken' });
  assert.deepEqual([done.status, done.body['state'], done.body['reasonCode']], [200, 'partially_delivered', 'DMG']);
  const [crate] = elements(done.body, 'packages');
  assert.deepEqual([crate?.['unloadedUnits'], elements(crate ?? {}, 'items')[0]?.['deliveredQuantity']], [1, 1]);

  const whole = await order({ legs: 'dropoff', partialAllowed: false });
  const { stops: others } = await drive([whole]);
  const forbidden = await act(others[0], 'deliver', { packages: [part] });
  assert.deepEqual([forbidden.status, forbidden.body['type']], [409, 'urn:waybill:problem:partial-not-allowed']);
});

test('a courier loads, rejects and fails; what does not fit the state is refused', async () => {
  const ids = [await order({ legs: 'dropoff' }), await order({ legs: 'dropoff' }), await order({ legs: 'pickup' })];
  const { stops, id: tripId } = await drive(ids, false);
  const loaded = await act(stops[0], 'load', { packages: [{ code: 'CRATE-1', units: 1 }] });
  assert.deepEqual(elements(loaded.body, 'packages')[0]?.['loadedUnits'], 1);
  assert.equal((await act(stops[0], 'load', { packages: [{ code: 'NONE', units: 1 }] })).status, 422);
  assert.equal(elements((await act(stops[0], 'load')).body, 'packages')[0]?.['loadedUnits'], 2);

  assert.equal((await act(stops[1], 'reject', {})).status, 422, 'without a reason');
  const rejected = await act(stops[1], 'reject', { reason: 'too far' });
  assert.equal(rejected.body['state'], 'ready');
  const over = await act(stops[1], 'accept');
  assert.deepEqual([over.status, over.body['type']], [409, 'urn:waybill:problem:illegal-transition']);

  await client.make(`/trips/${tripId}/start`);
  assert.equal((await act(stops[2], 'deliver')).status, 409, 'a pickup is not a drop-off');
  assert.equal((await act(stops[0], 'fail', { reason: 'nobody home' })).status, 422, 'without a code');
  const failed = await act(stops[0], 'fail', { reasonCode: 'NH', reason: 'nobody home' });
  assert.deepEqual([failed.body['state'], failed.body['attempts']], ['delivery_failed', 1]);
  const ended = await client.call('POST', `/trips/${tripId}/end`, { notDispatched: [ids[2]] });
  assert.deepEqual(elements(ended.body, 'stops').map((stop) => stop['state']), ['failed', 'dropped', 'dropped']); // prettier-ignore
});

test('a courier notes what the customer says at any door, and it stays when nobody asks again', async () => {
  const said = ({ body }: { readonly body: Json }) => [body['customerComment'], body['customerRating']];
  const { stops, id: tripId } = await drive([await order({ legs: 'pickup' }), await order({ legs: 'pickup' }), await order({ legs: 'dropoff' })]); // prettier-ignore
  const picked = await act(stops[0], 'pick-up', { comment: 'Ring twice', rating: 5 });
  assert.deepEqual([picked.body['state'], ...said(picked)], ['in_transit', 'Ring twice', 5]);
  const why = { reasonCode: 'NH', reason: 'nobody home' };
  for (const stop of stops.slice(1)) {
    assert.equal((await act(stop, 'fail', { ...why, rating: 6 })).status, 422);
    const failed = await act(stop, 'fail', { ...why, comment: 'Come back' });
    assert.deepEqual(said(failed), ['Come back', null]);
  }
  await client.make(`/trips/${tripId}/end`, {});
  const over = await client.call('GET', `/deliveries/${String(picked.body['id'])}`);
  assert.deepEqual([over.body['state'], ...said(over)], ['delivered', 'Ring twice', 5]);
});

test('an action of the future is refused; one of yesterday is an action of yesterday', async () => {
  const { stops } = await drive([await order({ legs: 'dropoff' })]);
  const now = house.deps.now().getTime();
  const at = (ms: number) => ({ at: new Date(now + ms).toISOString() });
  const ahead = await act(stops[0], 'arrive', at(5 * 60_000 + 1));
  assert.deepEqual([ahead.status, faults(ahead.body)[0]?.['path']], [422, 'at']);
  assert.equal((await act(stops[0], 'arrive', at(5 * 60_000))).status, 200);
  assert.equal((await act(stops[0], 'deliver', at(-86_400_000))).status, 200);
});

test('a trip needs a courier, a vehicle and deliveries that are there and free', async () => {
  const free = await order();
  const taken = await order();
  await drive([taken], false);
  const nobody = '01a20450-3ae4-7643-89b4-93bf5ea91ade';
  const refusal = async (body: object) => {
    const answer = await client.call('POST', '/trips', { courierId, deliveryIds: [free], ...body });
    return [answer.status, String(answer.body['type']).split(':').at(-1)];
  };
  assert.deepEqual(await refusal({ courierId: nobody }), [404, 'courier-not-found']);
  assert.deepEqual(await refusal({ vehicleId: nobody }), [404, 'vehicle-not-found']);
  assert.deepEqual(await refusal({ trackerCode: 'nobody' }), [404, 'tracker-not-found']);
  assert.deepEqual(await refusal({ deliveryIds: [free, nobody] }), [404, 'delivery-not-found']);
  assert.deepEqual(await refusal({ deliveryIds: [free, taken] }), [409, 'illegal-transition']);
  assert.deepEqual(await refusal({ deliveryIds: [free, free] }), [422, 'invalid-input']);
  assert.deepEqual(await refusal({ deliveryIds: [] }), [422, 'invalid-input']);
  assert.deepEqual(await refusal({ name: 'TRIP-1' }), [409, 'duplicate']);
});

test('a trip that is called off gives its deliveries back; a courier drives one trip at a time', async () => {
  const id = await order();
  const off = await drive([id], false);
  const cancelled = await client.call('POST', `/trips/${off.id}/cancel`);
  assert.equal(cancelled.body['state'], 'cancelled');
  assert.equal((await client.call('GET', `/deliveries/${id}`)).body['state'], 'ready');
  assert.equal((await client.call('POST', `/trips/${off.id}/start`)).status, 409);

  const first = await client.make('/trips', { courierId, deliveryIds: [id] });
  const second = await client.make('/trips', { courierId, deliveryIds: [await order()] });
  await client.make(`/trips/${first.id}/start`);
  const busy = await client.call('POST', `/trips/${second.id}/start`);
  assert.deepEqual([busy.status, busy.body['type']], [409, 'urn:waybill:problem:in-use']);
  const started = elements((await client.call('GET', '/trips?state=started')).body).map((one) => one['id']);
  assert.ok(started.includes(first.id) && !started.includes(second.id));
});

test('a trip is not called off once goods are on the vehicle, though nobody has started it', async () => {
  const id = await order();
  const { id: tripId, stops } = await drive([id], false);
  assert.equal((await act(stops[0], 'pick-up')).body['state'], 'in_transit');
  const refused = await client.call('POST', `/trips/${tripId}/cancel`);
  assert.deepEqual([refused.status, refused.body['type']], [409, 'urn:waybill:problem:illegal-transition']);
  await client.make(`/trips/${tripId}/start`);
  await client.make(`/trips/${tripId}/end`);
  assert.equal((await client.call('GET', `/deliveries/${id}`)).body['state'], 'ready');
});

function asJson(value: unknown): Json {
  assert.ok(typeof value === 'object' && value !== null);
  return { ...value };
}
