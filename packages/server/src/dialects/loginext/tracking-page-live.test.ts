/** The live stream of the tracking page, over sockets: what changes is told, at once, and to nobody else. */
import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { openEventStream, type EventStream } from '../../../test/event-stream.ts';
import { openLogiNextHouse, type LogiNextClient, type LogiNextHouse } from '../../../test/loginext-house.ts';
import { handedOver, makeTrackedTrip, type TrackedTrip } from '../../../test/tracked-trip.ts';
import { createUser } from '../../use-cases/account/manage-credentials.ts';
import { openStream, times } from './tracking-page-streams.ts';
import type { TrackedOrder } from './schemas/tracking-page.ts';
import { limits } from './tracking-page-live.ts';
import type { Sight } from '../../use-cases/live/tracked.ts';

let house: LogiNextHouse;
let partner: LogiNextClient;
let trip: TrackedTrip;
let port: number;
before(async () => {
  // each client of a test has an address of its own, as behind a proxy
  house = await openLogiNextHouse({ trustProxy: true });
  partner = await house.client();
  await house.app.listen({ port: 0, host: '127.0.0.1' });
  ({ port } = house.app.server.address() as AddressInfo);
  trip = await makeTrackedTrip(house.deps, partner.tenant, 'LIVE');
  await trip.start();
  await trip.seenAt({ lat: 19.1, lng: 72.87 });
});
after(() => house.close());

let visitors = 0;
type More = Readonly<Record<string, string>>;

function watch(query: string, more: More = {}, client = partner): Promise<EventStream> {
  visitors += 1;
  const address = `10.${visitors >> 16}.${(visitors >> 8) & 255}.${visitors & 255}`;
  return openEventStream(port, `/loginext/track/live?${query}`, { 'x-forwarded-for': address, ...client.tokens, ...more });
} // prettier-ignore

const ofOrder = (door: number) => `ordno=${trip.orderNumbers[door]}`;
const dataOf = (event: { readonly data: string } | undefined) => JSON.parse(event?.data ?? 'null') as TrackedOrder;

describe('a stream', { timeout: 120_000 }, () => {
  it('begins with the state and tells each change within a second or two [LX16] [LX36]', async (t) => {
    const [order, whole] = [await watch(ofOrder(2)), await watch('tripname=TRIP-LIVE')];
    t.after(order.close);
    t.after(whole.close);
    assert.equal(order.status, 200);
    assert.equal(order.headers['content-type'], 'text/event-stream; charset=utf-8');
    assert.equal(order.headers['cache-control'], 'no-store');
    const first = await order.next();
    assert.deepEqual([first?.event, first?.id], ['state', dataOf(first).version]);
    assert.equal(dataOf(await whole.next()).kind, 'trip');
    const begun = performance.now();
    await trip.seenAt({ lat: 19.103, lng: 72.875 });
    const [moved, movedTrip] = [dataOf(await order.next()), dataOf(await whole.next())];
    assert.equal(moved.position?.lat, 19.103);
    assert.equal(movedTrip.position?.lng, 72.875);
    assert.ok(performance.now() - begun < 10_000);
    await trip.act(0, handedOver);
    assert.equal(dataOf(await order.next()).stopsBefore, 1);
  });

  it('is a refusal in the envelope when there is nothing to follow', async () => {
    const { status, headers } = await watch('ordno=NOBODYS');
    assert.equal(status, 404);
    assert.equal(headers['content-type'], 'application/json; charset=utf-8');
  });

  it('G9: who comes back after half a minute misses nothing, and is not told what is known [LX36]', async () => {
    const before = await watch(ofOrder(1));
    const known = (await before.next())?.id ?? '';
    before.close();
    const same = await watch(ofOrder(1), { 'last-event-id': known });
    await pause(2500);
    assert.deepEqual(same.blocks.filter((block) => block.includes('data:')), []); // prettier-ignore
    same.close();
    house.deps.clock.move(30_000);
    await trip.act(1, { kind: 'arrive' });
    await trip.act(1, handedOver);
    const back = await watch(ofOrder(1), { 'last-event-id': known });
    const state = dataOf(await back.next());
    assert.deepEqual(state.history.map(({ phase }) => phase).slice(-2), ['at_door', 'delivered']); // prettier-ignore
    back.close();
  });

  it('G9: shows every ten seconds that it lives', async (t) => {
    const stream = await watch(ofOrder(2));
    t.after(stream.close);
    for (let left = 150; !stream.blocks.includes(': beat') && left > 0; left -= 1) await pause(100);
    assert.ok(stream.blocks.includes(': beat'), 'nothing for 15 seconds');
  });

  it('G9: ends with the session that opened it, and leaves those of others alone', async (t) => {
    const { tenant } = partner;
    const { app } = house;
    const user = { userName: `guest-${tenant.account.id}`, password: 'Admin#1!' };
    await createUser(house.deps, tenant.identity.caller, { dialect: 'loginext', label: 'guest', ...user });
    const signedIn = await app.inject({ method: 'POST', url: '/loginext/LoginApp/login/authenticate', payload: user }); // prettier-ignore
    const tokens = {
      'www-authenticate': String(signedIn.headers['www-authenticate']),
      client_secret_key: String(signedIn.headers['client_secret_key']),
    };
    const [guest, other] = [await watch(ofOrder(2), tokens), await watch(ofOrder(2))];
    t.after(other.close);
    assert.ok((await guest.next()) && (await other.next()));
    // the pair is exchanged: the old one is nobody's
    const exchanged = await app.inject({ url: '/loginext/LoginApp/login/token/refresh', headers: tokens });
    assert.equal(exchanged.statusCode, 200);
    const begun = performance.now();
    await guest.ended;
    assert.ok(performance.now() - begun < 15_000);
    assert.equal((await watch(ofOrder(2), tokens)).status, 401);
    await trip.seenAt({ lat: 19.11, lng: 72.88 });
    assert.equal(dataOf(await other.next()).position?.lat, 19.11);
  });

  it('S2: tells nothing of another tenant with the same numbers', async (t) => {
    const stranger = await house.client();
    const theirs = await makeTrackedTrip(house.deps, stranger.tenant, 'LIVE');
    await theirs.start();
    const [ours, other] = [await watch(ofOrder(2)), await watch(ofOrder(2), {}, stranger)];
    t.after(ours.close);
    t.after(other.close);
    assert.ok(await ours.next());
    assert.equal(dataOf(await other.next()).position, null);
    await theirs.seenAt({ lat: 1, lng: 1 });
    assert.equal(dataOf(await other.next()).position?.lat, 1);
    await trip.seenAt({ lat: 19.12, lng: 72.89 });
    assert.equal(dataOf(await ours.next()).position?.lat, 19.12);
  });

  it('is refused to an address that has many already, until one of them ends', async (t) => {
    const address = { 'x-forwarded-for': '192.0.2.1' };
    const open: EventStream[] = [];
    t.after(() => open.forEach((stream) => stream.close()));
    while (open.length < limits.perAddress) {
      const stream = await watch(ofOrder(2), address);
      // twenty a second are let in
      if (stream.status === 200) open.push(stream);
      else await pause(200);
    }
    await pause(1100);
    const { status, headers } = await watch(ofOrder(2), address);
    assert.deepEqual([status, headers['content-type']], [429, 'application/json; charset=utf-8']);
    assert.equal((await watch(ofOrder(2))).status, 200);
    open.pop()?.close();
    let again = 429;
    for (let left = 50; again === 429 && left > 0; left -= 1) {
      await pause(200);
      const stream = await watch(ofOrder(2), address);
      again = stream.status;
      open.push(stream);
    }
    assert.equal(again, 200);
  });
});

describe('a reader who is slow', () => {
  const sight = (version: string): Sight => ({
    version,
    tracked: { kind: 'order', orderNumber: 'x'.repeat(5000), state: 'ready', legs: 'dropoff', leg: 'dropoff', window: { from: null, until: null }, door: null, arrival: null, stopsBefore: null, crew: null, seen: null, history: [] },
  }); // prettier-ignore

  it('G8: is told the newest when there is room again, and nothing in between', async () => {
    const stream = openStream(null);
    for (let version = 0; version < 1000; version += 1) stream.tell(sight(`v${version}`));
    assert.ok(stream.body.readableLength < 40_000, `${stream.body.readableLength} characters wait`);
    let text = '';
    for await (const piece of stream.body) {
      text += String(piece);
      if (text.includes('id: v999')) break;
    }
    const versions = [...text.matchAll(/^id: v(\d+)$/gm)].map(([, number]) => Number(number));
    assert.ok(versions.length < 10, String(versions));
    assert.equal(versions.at(-1), 999);
  });

  it('G8: is let go when there was no room for half a minute', () => {
    let now = 0;
    const stream = openStream(null, () => now);
    for (let version = 0; version < 10; version += 1) stream.tell(sight(`v${version}`));
    now = times.patience;
    stream.beat();
    assert.equal(stream.body.destroyed, false);
    now += 1;
    stream.beat();
    assert.equal(stream.body.destroyed, true);
  });
});

it('a house that closes ends its streams at once', { timeout: 60_000 }, async () => {
  const other = await openLogiNextHouse();
  const client = await other.client();
  const tracked = await makeTrackedTrip(other.deps, client.tenant, 'CLOSE');
  await other.app.listen({ port: 0, host: '127.0.0.1' });
  const { port: own } = other.app.server.address() as AddressInfo;
  const path = `/loginext/track/live?ordno=${tracked.orderNumbers[0]}`;
  const stream = await openEventStream(own, path, client.tokens);
  assert.ok(await stream.next());
  const begun = performance.now();
  const closed = other.app.close();
  await stream.ended;
  const took = performance.now() - begun;
  // the server waits for a second for connections that end by themselves
  assert.ok(took < 900, `${Math.round(took)} ms`);
  await closed;
  await other.database.close();
});
