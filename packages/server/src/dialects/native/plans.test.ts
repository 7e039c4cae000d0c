/** Plans through the native API: trips out of deliveries that wait, with the reason of each that had to be left out. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  elements,
  faults,
  openNativeHouse,
  type Json,
  type NativeClient,
  type NativeHouse,
} from '../../../test/native-house.ts';
import { listenFor, startPlanning } from '../../../test/planning.ts';
import { until } from '../../../test/webhook-house.ts';

let house: NativeHouse;
const closing: (() => unknown)[] = [];
const t = { after: (close: () => unknown) => void closing.push(close) };
before(async () => {
  house = await openNativeHouse();
  // a Monday morning in Mumbai
  house.deps.clock.set(new Date('2026-11-23T03:00:00Z'));
  startPlanning(t, house.deps);
});
after(async () => {
  for (const close of closing.toReversed()) await close();
  await house.close();
});

let made = 0;
const hub = { lat: 19.07, lng: 72.87 };
const setOff = '2026-11-23T03:30:00Z';
const near = (km: number) => ({ lat: hub.lat + km / 111.2, lng: hub.lng });

/** A tenant with a hub, where couriers begin. */
async function shop(): Promise<NativeClient> {
  const client = await house.client();
  await client.make('/hubs', { code: 'BOMX', name: 'Mumbai', position: hub });
  return client;
}

async function courier(client: NativeClient, change: object = {}): Promise<string> {
  made += 1;
  const body = { employeeNumber: `E-${made}`, name: `Courier ${made}`, phone: '1', branch: 'BOMX', ...change };
  return (await client.make('/couriers', body)).id;
}

async function order(client: NativeClient, dropoff: object, change: object = {}): Promise<string> {
  made += 1;
  const body = { orderNumber: `SO-${made}`, orderedAt: setOff, legs: 'dropoff', currency: 'INR', dropoff, ...change };
  return (await client.make('/deliveries', body)).id;
}

async function ended(client: NativeClient, id: string): Promise<Json> {
  let plan: Json = {};
  const over = async () => {
    plan = (await client.call('GET', `/plans/${id}`)).body;
    return !['waiting', 'running'].includes(String(plan['state']));
  };
  await until(over, 30_000);
  return plan;
}

const planned = async (client: NativeClient, body: object = {}) =>
  ended(client, (await client.make('/plans', { setOff, ...body })).id);
const reasons = (plan: Json) =>
  Object.fromEntries(elements(plan, 'unassigned').map((one) => [String(one['deliveryId']), one['constraint']]));
const stopsOf = (plan: Json) => elements(plan, 'routes').map((route) => elements(route, 'stops'));

describe('a plan', () => {
  it('makes trips of deliveries that wait and couriers who are free, and tells of them once', async () => {
    const client = await shop();
    const listener = await listenFor(t, house.deps, client.tenant, 'native', ['plan.applied', 'plan.finished']);
    const courierId = await courier(client);
    const far = await order(client, { position: near(4), window: { from: null, until: null }, serviceMinutes: 10 });
    const close = await order(client, { position: near(2) });
    const sent = await client.call('POST', '/plans', { name: 'Morning', setOff });
    assert.equal(sent.status, 201);
    const { state, kind, attempts, progress } = sent.body;
    assert.deepEqual([state, kind, attempts, progress], ['waiting', 'deliveries', 0, null]);
    const plan = await ended(client, String(sent.body['id']));
    assert.deepEqual([plan['state'], plan['unassigned'], plan['failure']], ['finished', [], null]);
    const [route] = elements(plan, 'routes');
    const trip = (await client.call('GET', `/trips/${String(route?.['tripId'])}`)).body;
    assert.deepEqual([trip['assignedBy'], trip['state'], trip['courierId']], ['plan', 'planned', courierId]);
    // there and back on one road: either order is as short
    const stops = elements(trip, 'stops');
    assert.deepEqual(new Set(stops.map((stop) => stop['deliveryId'])), new Set([far, close]));
    assert.deepEqual(
      stops.map((stop) => [stop['deliveryId'], stop['plannedArrival'], stop['plannedDeparture'], stop['plannedDistanceMetres']]),
      elements(route ?? {}, 'stops').map((stop) => [stop['deliveryId'], stop['arrival'], stop['departure'], stop['distanceMetres']]),
    ); // prettier-ignore
    assert.ok(Number(route?.['distanceMetres']) > 10_000 && Number(route?.['distanceMetres']) < 10_800);
    for (const id of [far, close]) {
      const { body } = await client.call('GET', `/deliveries/${id}`);
      assert.deepEqual([body['state'], (body['trip'] as Json | null)?.['assignedBy']], ['assigned', 'plan']);
    }
    await until(() => listener.bodies().length > 0);
    const [event, ...more] = listener.bodies() as Json[];
    assert.deepEqual([event?.['type'], event?.['aggregateId'], more], ['plan.applied', plan['id'], []]);
    const data = event?.['data'] as Json;
    assert.deepEqual(data['plan'], { id: plan['id'], name: 'Morning', kind: 'deliveries' });
    assert.deepEqual(elements(data, 'trips').map(({ id }) => id), [trip['id']]); // prettier-ignore
    const listed = elements((await client.call('GET', '/plans?state=finished')).body);
    assert.deepEqual(listed.map(({ id }) => id), [plan['id']]); // prettier-ignore
    assert.deepEqual(elements((await client.call('GET', '/plans?state=failed')).body), []);
  });

  it('gives the reason of each delivery that it leaves out', async () => {
    const client = await shop();
    const id = await courier(client, { capacityWeightGrams: 5000, maxDistanceMetres: 60_000 });
    const door = { position: near(1) };
    const good = await order(client, door);
    const heavy = await order(client, door, { weightGrams: 6000 });
    const late = await order(client, { ...door, window: { from: null, until: '2026-11-23T03:00:00Z' } });
    const nowhere = await order(client, { address: { street: 'Somewhere' } });
    const far = await order(client, { position: near(500) });
    const taken = await order(client, door);
    const tooSoon = await order(client, { position: near(20), window: { from: null, until: '2026-11-23T03:35:00Z' } });
    await client.make('/trips', { courierId: await courier(client), deliveryIds: [taken] });
    const deliveryIds = [good, heavy, late, nowhere, far, taken, tooSoon];
    const plan = await planned(client, { deliveryIds, courierIds: [id] });
    assert.deepEqual(reasons(plan), {
      [heavy]: 'capacity',
      [late]: 'window',
      [nowhere]: 'no_position',
      [far]: 'max_distance',
      [taken]: 'not_waiting',
      [tooSoon]: 'window',
    });
    assert.deepEqual(stopsOf(plan).flat().map((stop) => stop['deliveryId']), [good]); // prettier-ignore
    for (const one of elements(plan, 'unassigned')) assert.match(String(one['message']), /[A-Z].+\./);
    assert.equal((await client.call('GET', `/deliveries/${heavy}`)).body['state'], 'ready');
  });

  it('asks only those who are free and at work, and goes by their hours', async () => {
    const client = await shop();
    await courier(client, { name: 'Off', daysOff: ['monday'] });
    await courier(client, { name: 'Gone', shifts: [{ start: '05:00', end: '09:00' }] });
    const busy = await courier(client, { name: 'Busy' });
    await client.make('/trips', { courierId: busy, deliveryIds: [await order(client, { position: near(1) })] });
    const first = await order(client, { position: near(1) });
    assert.deepEqual(reasons(await planned(client)), { [first]: 'no_courier' });
    const evening = await courier(client, { name: 'Evening', shifts: [{ start: '18:00', end: '22:00' }] });
    const plan = await planned(client);
    const [route] = elements(plan, 'routes');
    assert.equal(route?.['courierId'], evening);
    assert.equal(route?.['startsAt'], '2026-11-23T12:30:00.000Z');
  });

  it('finds the place of an order by its address, and takes both doors of one in their order', async () => {
    const client = await shop();
    await courier(client);
    const found = await order(client, { address: { city: 'Mumbai', country: 'India', postalCode: '400076' } });
    const pickup = { position: near(3), address: { postalCode: '400001' } };
    const both = await order(client, { position: near(1) }, { legs: 'both', pickup });
    const plan = await planned(client);
    assert.deepEqual(reasons(plan), {});
    const stops = stopsOf(plan).flat();
    assert.deepEqual(
      stops.filter((stop) => stop['deliveryId'] === both).map((stop) => stop['leg']),
      ['pickup', 'dropoff'],
    );
    const place = stops.find((stop) => stop['deliveryId'] === found)?.['position'] as typeof hub;
    assert.ok(Math.abs(place.lat - 19.12) < 0.05 && Math.abs(place.lng - 72.9) < 0.05);
  });

  it('prefers the courier of a postal code, but leaves nobody waiting for one', async () => {
    const client = await shop();
    const local = await courier(client, { preferredPostalCode: '400 050, 400051', capacityUnits: 1 });
    const other = await courier(client);
    const address = { postalCode: '400050' };
    // one goes with whom the code prefers, the other finds no room there; elsewhere is on the other's way
    const liked = [
      await order(client, { position: near(2), address }),
      await order(client, { position: near(2.1), address }),
    ];
    const plan = await planned(client, { courierIds: [local, other] });
    assert.deepEqual(reasons(plan), {});
    const carried = new Map(
      elements(plan, 'routes').map((route) => [route['courierId'], elements(route, 'stops').map((stop) => stop['deliveryId'])]),
    ); // prettier-ignore
    assert.equal(carried.get(local)?.length, 1);
    assert.equal(carried.get(other)?.length, 1);
    assert.deepEqual(new Set([...carried.values()].flat()), new Set(liked));
  });

  it('takes deliveries whose window touches that of the plan', async () => {
    const client = await shop();
    await courier(client);
    const window = (from: string, until: string) => ({ from: `2026-11-23T${from}:00Z`, until: `2026-11-23T${until}:00Z` }); // prettier-ignore
    const morning = await order(client, { position: near(1), window: window('04:00', '06:00') });
    await order(client, { position: near(1), window: window('10:00', '12:00') });
    const anyTime = await order(client, { position: near(1) });
    const plan = await planned(client, { window: window('03:00', '07:00') });
    const stops = stopsOf(plan).flat().map((stop) => stop['deliveryId']); // prettier-ignore
    assert.deepEqual(new Set(stops), new Set([morning, anyTime]));
    assert.deepEqual(reasons(plan), {});
  });

  it('shows how far it is while it searches, and stops when it is called off', async () => {
    const client = await shop();
    await courier(client);
    for (let km = 1; km <= 12; km += 1) await order(client, { position: near(km) });
    const { id } = await client.make('/plans', { setOff, seconds: 60 });
    let shown: Json = {};
    const searching = async () => {
      shown = ((await client.call('GET', `/plans/${id}`)).body['progress'] ?? {}) as Json;
      return Number(shown['distanceMetres']) > 0;
    };
    await until(searching, 20_000);
    assert.deepEqual([shown['step'], shown['unassigned'], shown['vehicles']], ['searching', 0, 1]);
    assert.ok(Number(shown['elapsedMs']) > 0 && Number(shown['distanceMetres']) > 20_000);
    const cancelled = await client.call('POST', `/plans/${id}/cancel`, {});
    assert.deepEqual([cancelled.status, cancelled.body['state']], [200, 'cancelled']);
    const again = await client.call('POST', `/plans/${id}/cancel`, {});
    assert.deepEqual([again.status, again.body['detail']], [409, 'A plan that is cancelled cannot become cancelled.']);
    // whoever searched is free for the next
    assert.equal((await planned(client, { seconds: 0.1 }))['state'], 'finished');
    assert.deepEqual(elements((await client.call('GET', `/plans/${id}`)).body, 'routes'), []);
  });

  it('is refused with the field that is wrong', async () => {
    const client = await shop();
    const nobody = '01a20450-3ae4-7643-89b4-93bf5ea91ade';
    const delivery = await order(client, { position: near(1) });
    const cases: [object, number, string | undefined][] = [
      [{ deliveryIds: [nobody] }, 404, undefined],
      [{ courierIds: [nobody] }, 404, undefined],
      [{ deliveryIds: [delivery], window: { from: setOff } }, 422, 'window'],
      [{ window: {} }, 422, 'window'],
      [{ window: { from: setOff, until: '2026-11-22T00:00:00Z' } }, 422, 'window.until'],
      [{ setOff: '1999-01-01T00:00:00Z' }, 422, 'setOff'],
    ];
    for (const [body, status, field] of cases) {
      const answer = await client.call('POST', '/plans', body);
      assert.deepEqual([answer.status, faults(answer.body)[0]?.['path']], [status, field], answer.text);
    }
    assert.deepEqual(elements((await client.call('GET', '/plans')).body), []);
    assert.equal((await client.call('GET', `/plans/${nobody}`)).status, 404);
  });

  it('is made once for its idempotency key', async () => {
    const client = await shop();
    const ask = () => client.call('POST', '/plans', { name: 'once' }, { 'idempotency-key': 'k' });
    const [first, second] = [await ask(), await ask()];
    assert.equal(second.text, first.text);
    assert.equal(elements((await client.call('GET', '/plans')).body).length, 1);
  });
});
