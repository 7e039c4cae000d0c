/** The tracking page and what it is told, through HTTP: its files, its headers, and no more of an order than is due. */
import assert from 'node:assert/strict';
import { gunzipSync } from 'node:zlib';
import { after, before, describe, it } from 'node:test';
import { draft, place } from '../../../test/draft-delivery.ts';
import { openLogiNextHouse, type LogiNextClient, type LogiNextHouse } from '../../../test/loginext-house.ts';
import { handedOver, hubOfMumbai, makeTrackedTrip } from '../../../test/tracked-trip.ts';
import { createDelivery } from '../../use-cases/delivery/create-delivery.ts';
import { orderPhases, tripPhases, type TrackedOrder, type TrackedTrip } from './schemas/tracking-page.ts';
import { assetNames } from './tracking-page-assets.ts';

let house: LogiNextHouse;
let partner: LogiNextClient;
before(async () => {
  house = await openLogiNextHouse({ overHttp: true });
  partner = await house.client();
});
after(() => house.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  house.app.inject({ url: `/loginext/track${path}`, headers });

async function orderState(number: string, client = partner): Promise<TrackedOrder> {
  const { status, body } = await client.call('GET', `/track/state?ordno=${encodeURIComponent(number)}`);
  assert.equal(status, 200, JSON.stringify(body));
  return (body as { data: TrackedOrder }).data;
}

async function tripState(name: string): Promise<TrackedTrip> {
  const { status, body } = await partner.call('GET', `/track/state?tripname=${encodeURIComponent(name)}`);
  assert.equal(status, 200, JSON.stringify(body));
  return (body as { data: TrackedTrip }).data;
}

describe('the page', () => {
  it('is open to everybody, may be framed, and loads nothing from elsewhere [LX16] [LX36]', async () => {
    const { statusCode, headers, body } = await get('/');
    assert.equal(statusCode, 200);
    assert.equal(headers['content-type'], 'text/html; charset=utf-8');
    assert.equal(headers['cache-control'], 'no-cache');
    const policy = String(headers['content-security-policy']);
    assert.match(policy, /^default-src 'self';/);
    assert.match(policy, /frame-ancestors \*/);
    assert.doesNotMatch(policy, /unsafe|https?:/);
    assert.equal(headers['x-frame-options'], undefined);
    assert.equal(headers['referrer-policy'], 'no-referrer');
    assert.equal(headers['set-cookie'], undefined);
    // nothing inline, which the policy would refuse, and no address but our own
    assert.doesNotMatch(body, /<script(?![^>]* src=)|<style| on[a-z]+=|https?:\/\//);
    assert.doesNotMatch(body, /\{\{/);
  });

  it('is found without the slash at its end, too [LX16] [LX36]', async () => {
    const { statusCode, headers } = await get('');
    assert.equal(statusCode, 308);
    assert.equal(new URL(String(headers.location), 'http://x/loginext/track').pathname, '/loginext/track/');
  });

  it('names its files by a hash: a browser keeps them for good, and those of another release not', async () => {
    const { body } = await get('/');
    const version = /assets\/([\w-]{16})\/main\.js/.exec(body)?.[1] ?? '';
    const own = await get(`/assets/${version}/main.js`);
    assert.equal(own.statusCode, 200);
    assert.equal(own.headers['content-type'], 'text/javascript; charset=utf-8');
    assert.match(String(own.headers['cache-control']), /immutable/);
    const other = await get('/assets/AAAAAAAAAAAAAAAA/main.js');
    assert.equal(other.statusCode, 200);
    assert.equal(other.headers['cache-control'], 'no-store');
  });

  it('sends each file of its list, packed for whoever can unpack it', async () => {
    let bytes = 0;
    for (const name of assetNames) {
      const plain = await get(`/assets/x/${name}`);
      assert.equal(plain.statusCode, 200, name);
      const packed = await get(`/assets/x/${name}`, { 'accept-encoding': 'br, gzip' });
      assert.equal(packed.headers['content-encoding'], 'gzip', name);
      assert.ok(gunzipSync(packed.rawPayload).equals(plain.rawPayload), name);
      bytes += packed.rawPayload.length;
    }
    assert.ok(bytes < 900_000, `${bytes} bytes for one visit`);
  });

  it('sends no other file, whatever its name says', async () => {
    for (const name of ['page.html', 'types.ts', 'tsconfig.json', '..%2fpackage.json', '%2e%2e%2fpage.css', 'constructor']) {
      const { statusCode, body } = await get(`/assets/x/${name}`);
      assert.equal(statusCode, 404, name);
      assert.deepEqual(JSON.parse(body), { status: 404, message: 'Not Found', data: null, hasError: true });
    }
  }); // prettier-ignore

  it('has a word for each phase in every language', async () => {
    for (const code of ['en', 'ar']) {
      const file = new URL(`../../../tracking-page/words-${code}.js`, import.meta.url).href;
      const words = ((await import(file)) as Record<string, Record<string, Record<string, string>>>)[code] ?? {};
      const { phases = {}, moments = {}, tripPhases: trips = {}, tripMoments = {} } = words;
      for (const phase of orderPhases) assert.ok(phases[phase] && moments[phase], `${code} ${phase}`);
      for (const phase of tripPhases) assert.ok(trips[phase] && tripMoments[phase], `${code} ${phase}`);
    }
  });
});

describe('the state of an order', () => {
  it('follows it from the order to the door, and tells of the courier only on the road [LX36]', async () => {
    const trip = await makeTrackedTrip(house.deps, partner.tenant, 'WAY');
    const [first = '', second = ''] = trip.orderNumbers;
    // known to the device before the trip sets out
    await trip.seenAt(hubOfMumbai);
    const planned = await orderState(second);
    assert.equal(planned.phase, 'planned');
    assert.equal(planned.status, 'NOTDISPATCHED');
    assert.equal(planned.position, null);
    assert.equal(planned.stopsBefore, null);
    house.deps.clock.move(10_000);
    await trip.start();
    const out = await orderState(second);
    assert.equal(out.phase, 'on_the_way');
    assert.equal(out.position, null, 'where the courier was before the trip is nobody’s business');
    await trip.seenAt({ lat: 19.1, lng: 72.87 });
    const seen = await orderState(second);
    assert.notEqual(seen.version, out.version);
    assert.deepEqual({ lat: seen.position?.lat, lng: seen.position?.lng }, { lat: 19.1, lng: 72.87 });
    assert.deepEqual(seen.courier, { name: 'Ravi', vehicleNumber: 'MH-40 WAY 0175' });
    assert.equal(seen.stopsBefore, 1);
    assert.ok(seen.eta !== null && seen.eta > house.deps.now().getTime());
    assert.deepEqual(seen.door, { lat: 19.1176, lng: 72.906 });
    assert.ok(seen.startTimeWindow !== null && seen.endTimeWindow === seen.startTimeWindow + 3_540_000);
    await trip.act(0, handedOver);
    assert.equal((await orderState(second)).stopsBefore, 0);
    const done = await orderState(first);
    assert.equal(done.phase, 'delivered');
    assert.equal(done.status, 'DELIVERED');
    assert.deepEqual([done.position, done.courier, done.eta, done.stopsBefore], [null, null, null, null]);
    assert.deepEqual(done.history.map(({ phase }) => phase), ['received', 'planned', 'set_out', 'delivered']); // prettier-ignore
    await trip.act(1, { kind: 'arrive' });
    assert.equal((await orderState(second)).phase, 'at_door');
    await trip.end();
    assert.equal((await orderState(second)).position, null);
  });

  it('shows nothing of others, and of the courier no more than the first name [LX36]', async () => {
    const trip = await makeTrackedTrip(house.deps, partner.tenant, 'PRIVATE');
    await trip.start();
    await trip.seenAt({ lat: 19.1, lng: 72.87 });
    const text = JSON.stringify(await orderState(trip.orderNumbers[1] ?? ''));
    for (const hidden of ['Kumar', '9999', 'PRIVATE-1', 'PRIVATE-3', 'TRIP-', 'Main Street', 'Customer', '400076', '72.8871', '72.9271', partner.tenant.account.id]) {
      assert.ok(!text.includes(hidden), `${hidden} in ${text}`);
    }
  }); // prettier-ignore

  it('shows the receiver neither where the sender lives nor the courier before the goods are there [LX36]', async () => {
    const sender = place({ position: { lat: 18.5, lng: 73.8 } });
    const both = draft({ orderNumber: 'BOTH', legs: 'both', pickup: sender, dropoff: place() });
    const only = draft({ orderNumber: 'ONLY', legs: 'pickup', pickup: sender, dropoff: null });
    const trip = await makeTrackedTrip(house.deps, partner.tenant, 'LEGS', [both, only]);
    await trip.start();
    await trip.seenAt({ lat: 18.49, lng: 73.79 });
    const receiver = await orderState('BOTH');
    assert.deepEqual([receiver.phase, receiver.leg, receiver.position], ['to_pickup', 'DELIVER', null]);
    assert.deepEqual(receiver.door, { lat: 19.12, lng: 72.9 });
    assert.equal(receiver.stopsBefore, 1);
    const collected = await orderState('ONLY');
    assert.deepEqual([collected.phase, collected.leg], ['to_pickup', 'PICKUP']);
    assert.deepEqual(collected.door, { lat: 18.5, lng: 73.8 });
    assert.equal(collected.position?.lat, 18.49);
    await trip.act(0, { kind: 'pick_up' });
    await trip.act(2, { kind: 'pick_up' });
    const coming = await orderState('BOTH');
    assert.deepEqual([coming.phase, coming.status, coming.position?.lat], ['on_the_way', 'PICKEDUP', 18.49]);
    const gone = await orderState('ONLY');
    assert.deepEqual([gone.phase, gone.position], ['collected', null]);
    assert.deepEqual(gone.history.map(({ phase }) => phase), ['received', 'planned', 'set_out', 'collected']); // prettier-ignore
  });

  it('takes the one under way, or else the newest, of orders with the same number [LX36]', async () => {
    const { identity } = partner.tenant;
    await createDelivery(house.deps, identity, draft({ orderNumber: 'TWICE' }));
    const back = {
      orderNumber: 'TWICE',
      direction: 'reverse',
      legs: 'pickup',
      pickup: place(),
      dropoff: null,
    } as const;
    await createDelivery(house.deps, identity, draft(back));
    assert.equal((await orderState('TWICE')).leg, 'PICKUP');
  });

  it('finds a number with any characters [LX36]', async () => {
    const { identity } = partner.tenant;
    for (const orderNumber of ['Ö 1/2?&#+%', "'; drop table trip --", '訂單 7']) {
      await createDelivery(house.deps, identity, draft({ orderNumber }));
      assert.equal((await orderState(orderNumber)).orderNo, orderNumber);
    }
  });
});

describe('the state of a trip', () => {
  it('has its stops in their order, each as it stands, and where it goes [LX16]', async () => {
    const trip = await makeTrackedTrip(house.deps, partner.tenant, 'STOPS');
    await trip.start();
    await trip.seenAt({ lat: 19.1, lng: 72.87 });
    await trip.act(0, handedOver);
    await trip.act(1, { kind: 'arrive' });
    const state = await tripState('TRIP-STOPS');
    assert.equal(state.phase, 'started');
    assert.deepEqual(state.origin, { name: 'Mumbai hub', position: hubOfMumbai });
    assert.equal(state.destination, 'Mumbai');
    assert.deepEqual(state.stops.map(({ sequence, orderNo, state: is }) => [sequence, orderNo, is]), [
      [1, 'ORDER-STOPS-1', 'done'],
      [2, 'ORDER-STOPS-2', 'arrived'],
      [3, 'ORDER-STOPS-3', 'open'],
    ]); // prettier-ignore
    assert.equal(state.eta, state.stops[2]?.eta);
    assert.ok(state.position);
    assert.deepEqual(state.history.map(({ phase }) => phase), ['planned', 'started']); // prettier-ignore
    await trip.end();
    const ended = await tripState('TRIP-STOPS');
    assert.deepEqual([ended.phase, ended.position, ended.eta], ['ended', null, null]);
  });
});

describe('whoever may not see it', () => {
  it('is told that there is nothing: another tenant as one who asks for what nobody has', async () => {
    const trip = await makeTrackedTrip(house.deps, partner.tenant, 'OURS');
    const stranger = await house.client();
    for (const query of [`ordno=${trip.orderNumbers[0]}`, 'tripname=TRIP-OURS']) {
      const missing = query.replace(/=.*/, '=NOBODYS');
      for (const what of ['state', 'live']) {
        const seen = await stranger.call('GET', `/track/${what}?${query}`);
        assert.equal(seen.status, 404);
        assert.deepEqual(seen.body, (await stranger.call('GET', `/track/${what}?${missing}`)).body);
      }
    }
    const { body } = await stranger.call('GET', '/track/state?ordno=NOBODYS');
    const error = { '0': [{ key: 'ordno', message: ['There is no such order.'] }] };
    assert.deepEqual(body, { status: 404, message: 'Not Found', data: null, error, hasError: true });
  });

  it('is refused without the pair of tokens, and with one of another sign-in', async () => {
    const other = await house.client();
    const mixed = { ...partner.tokens, client_secret_key: other.tokens['client_secret_key'] ?? '' };
    for (const headers of [{}, mixed]) {
      for (const what of ['state', 'live', 'places']) {
        const answer = await get(`/${what}?ordno=X&lat=1&lng=1`, headers);
        assert.equal(answer.statusCode, 401, what);
      }
    }
  });

  it('is told what is wrong with the question', async () => {
    const cases = [
      ['', 'ordno', /mandatory/],
      ['?ordno=A&tripname=B', 'tripname', /not both/],
      ['?ordno=', 'ordno', /invalid/],
      ['?ordno=%00', 'ordno', /invalid/],
      [`?ordno=${'x'.repeat(101)}`, 'ordno', /invalid/],
      ['?tripname=a&tripname=b', 'tripname', /invalid/],
    ] as const;
    for (const [query, key, words] of cases) {
      const { status, body } = await partner.call('GET', `/track/state${query}`);
      assert.equal(status, 400, query);
      const { error } = body as { error: Record<string, { key: string; message: string[] }[]> };
      assert.equal(error['0']?.[0]?.key, key, query);
      assert.match(error['0']?.[0]?.message[0] ?? '', words, query);
    }
  });
});

it('has names of places for the map, at most a screenful', async () => {
  const { status, headers, body } = await partner.call('GET', '/track/places?lat=19&lng=72');
  assert.equal(status, 200);
  assert.match(String(headers['cache-control']), /^private, max-age/);
  const { data } = body as { data: { name: string; lat: number; lng: number }[] };
  assert.ok(data.some(({ name }) => name === 'Mumbai') && data.some(({ name }) => name === 'Powai'));
  assert.ok(data.every(({ lat, lng }) => lat >= 19 && lat < 20 && lng >= 72 && lng < 73));
  const crowded = (await partner.call('GET', '/track/places?lat=50&lng=8')).body as { data: unknown[] };
  assert.ok(crowded.data.length > 100 && crowded.data.length <= 400, String(crowded.data.length));
  for (const bad of ['lat=91&lng=0', 'lat=x&lng=0', 'lng=0', 'lat=1.5&lng=0', 'lat=0&lng=181']) {
    assert.equal((await partner.call('GET', `/track/places?${bad}`)).status, 400, bad);
  }
});
