/** A thousand listeners at once: some never read, some all come back together. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { after, before, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { openEventStream, type EventStream } from '../../../test/event-stream.ts';
import { openLogiNextHouse, type LogiNextClient, type LogiNextHouse } from '../../../test/loginext-house.ts';
import { memoryInUse } from '../../../test/memory-in-use.ts';
import { makeTrackedTrip, type TrackedTrip } from '../../../test/tracked-trip.ts';
import { readSight } from '../../use-cases/live/read-sights.ts';
import { createLive } from './tracking-page-live.ts';

const crowd = 1000;

let house: LogiNextHouse;
let partner: LogiNextClient;
let trip: TrackedTrip;
before(async () => {
  house = await openLogiNextHouse({ trustProxy: true });
  partner = await house.client();
  trip = await makeTrackedTrip(house.deps, partner.tenant, 'CROWD');
  await trip.start();
  await trip.seenAt({ lat: 19, lng: 72 });
});
after(() => house.close());

/** A state of some 25 kB, so that sockets are full soon. */
async function addStops(count: number): Promise<void> {
  const { id, accountId, stops } = trip.trip;
  await sql`
    insert into stop (account_id, trip_id, id, delivery_id, leg, sequence, state)
    select ${accountId}, ${id}, gen_random_uuid(), ${stops[0]?.deliveryId}, 'dropoff', 100 + n, 'dropped'
    from generate_series(1, ${count}::int) n`.execute(house.database.db);
}

it('G8: a thousand listeners who never read take no memory, and delay nobody', { timeout: 180_000 }, async (t) => {
  await addStops(200);
  const { caller } = partner.tenant.identity;
  const token = String(partner.tokens['www-authenticate']).slice('BASIC '.length);
  const pair = { token, secret: partner.tokens['client_secret_key'] ?? '' };
  // without the app's limits of requests, and looking more often
  const live = createLive(house.deps, 20);
  const target = { kind: 'trip', name: 'TRIP-CROWD', accountId: caller.accountId } as const;
  let opened = 0;
  const server = createServer((_request, response) => {
    opened += 1;
    const visitor = { pair, address: `10.0.0.${opened}`, target, known: null, cut: () => response.destroy() };
    void live
      .open(visitor, () => readSight(house.deps, caller, 'trip', target.name))
      .then((body) => response.once('close', () => body.destroy()) && body.pipe(response));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const sockets: Socket[] = [];
  t.after(() => {
    live.close();
    for (const socket of sockets) socket.destroy();
    server.closeAllConnections();
    server.close();
  });
  while (sockets.length < crowd - 1) {
    const socket = connect(port, '127.0.0.1').pause();
    await once(socket, 'connect');
    socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    sockets.push(socket);
  }
  const reader = await openEventStream(port, '/', {});
  t.after(reader.close);
  await reader.next();
  const [before, resident] = [memoryInUse(), process.memoryUsage().rss];
  let told = 0;
  let slowest = 0;
  let bytes = 0;
  for (; told < 25; told += 1) {
    await trip.seenAt({ lat: 19 + told / 1000, lng: 72 });
    const begun = performance.now();
    bytes += crowd * ((await reader.next())?.data.length ?? 0);
    slowest = Math.max(slowest, performance.now() - begun);
  }
  const [grown, more] = [memoryInUse() - before, process.memoryUsage().rss - resident];
  t.diagnostic(`${Math.round(bytes / 1e6)} MB told, ${Math.round(grown / 1e6)} MB kept, ${Math.round(more / 1e6)} MB more resident, slowest ${Math.round(slowest)} ms`); // prettier-ignore
  assert.ok(bytes > 400e6, `only ${bytes} bytes`);
  assert.ok(grown < 200e6, `${grown} bytes more in use`);
});

it('G10: a thousand listeners who come back at once are all back in ten seconds', { timeout: 180_000 }, async (t) => {
  await house.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = house.app.server.address() as AddressInfo;
  const path = `/loginext/track/live?ordno=${trip.orderNumbers[0]}`;
  const come = (index: number) =>
    openEventStream(port, path, { ...partner.tokens, 'x-forwarded-for': `10.1.${index >> 8}.${index & 255}` });
  const all = () => Promise.all(Array.from({ length: crowd }, (_one, index) => come(index)));
  const first = await all();
  assert.ok(first.every(({ status }) => status === 200));
  for (const stream of first) stream.close();
  await Promise.all(first.map(({ ended }) => ended));
  // the server has to see that they went
  await pause(1000);
  const begun = performance.now();
  const back: EventStream[] = [];
  t.after(() => back.forEach((stream) => stream.close()));
  const coming = all().then(async (streams) => {
    back.push(...streams);
    return Promise.all(streams.map((stream) => stream.next()));
  });
  const asked = performance.now();
  const { status } = await partner.call('GET', '/ShipmentApp/mile/v1/shipment?order_no=X');
  const waited = performance.now() - asked;
  const states = await coming;
  const took = performance.now() - begun;
  t.diagnostic(`all back after ${Math.round(took)} ms, a request beside them took ${Math.round(waited)} ms`);
  assert.equal(status, 200);
  assert.ok(states.every((state) => state?.event === 'state'));
  assert.ok(took < 10_000, `${Math.round(took)} ms`);
  // each is told another moment at which to try again
  const moments = back.map(({ blocks }) => Number(/^retry: (\d+)$/m.exec(blocks[0] ?? '')?.[1]));
  assert.ok(
    moments.every((ms) => ms >= 1000 && ms <= 5000),
    String(moments.slice(0, 5)),
  );
  assert.ok(new Set(moments).size > crowd / 2);
});
