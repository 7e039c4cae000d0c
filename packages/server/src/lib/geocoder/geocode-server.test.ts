/** Nominatim and Photon: what is asked, what is read, and what happens when they fail. */
import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { after, test } from 'node:test';
import { listen } from '../../../test/receiver.ts';
import { createGeocodeServer, GeocodeServerAway, type GeocodeServerOptions } from './geocode-server.ts';
import { createKeptAnswers } from './kept-answers.ts';
import type { SoughtAddress } from './sought-address.ts';

const powai: SoughtAddress = {
  street: 'powai',
  landmark: 'dmart',
  locality: 'hirananddanin',
  city: 'mumbai',
  state: 'Maharashtra',
  country: 'IN',
  postalCode: '400076',
};
const closers: (() => Promise<unknown>)[] = [];
after(() => Promise.all(closers.map((close) => close())));

type Say = (request: IncomingMessage, response: ServerResponse) => void;

/** A server of its own for each test, and the paths that it was asked for. */
async function open(kind: GeocodeServerOptions['kind'], say: Say, timeoutMs = 2000) {
  const asked: string[] = [];
  const http = createServer((request, response) => {
    asked.push(request.url ?? '');
    say(request, response);
  });
  const port = await listen(http);
  let time = 0;
  const server = createGeocodeServer({ kind, url: `http://127.0.0.1:${port}/geo`, timeoutMs, now: () => time });
  closers.push(server.close, async () => http.close().closeAllConnections());
  return { server, asked, wait: (ms: number) => void (time += ms) };
}

const json =
  (value: unknown): Say =>
  (_, response) =>
    response.setHeader('content-type', 'application/json').end(JSON.stringify(value));

test('Nominatim is asked within the country and answers in texts', async () => {
  const { server, asked } = await open('nominatim', json([{ lat: '19.117', lon: '72.91', class: 'place' }]));
  assert.deepEqual(await server.find(powai), { lat: 19.117, lng: 72.91 });
  const q = 'powai%2C+hirananddanin%2C+mumbai%2C+Maharashtra%2C+400076';
  assert.deepEqual(asked, [`/geo/search?q=${q}&format=jsonv2&limit=1&countrycodes=in`]);
});

test('what it does not find is sought without the finer words', async () => {
  const { server, asked } = await open('nominatim', (request, response) =>
    json(request.url?.includes('powai') ? [] : [{ lat: '1', lon: '2' }])(request, response),
  );
  assert.deepEqual(await server.find({ ...powai, country: null }), { lat: 1, lng: 2 });
  assert.deepEqual(asked.map((path) => new URL(path, 'http://x').searchParams.get('q')), [
    'powai, hirananddanin, mumbai, Maharashtra, 400076',
    'mumbai, Maharashtra, 400076',
  ]); // prettier-ignore
  assert.ok(asked.every((path) => !path.includes('countrycodes')));
});

test('Photon answers in GeoJSON, and places of other countries do not count', async () => {
  const feature = (countrycode: string, coordinates: readonly number[]) => ({
    type: 'Feature',
    properties: { countrycode },
    geometry: { type: 'Point', coordinates },
  });
  const both = { type: 'FeatureCollection', features: [feature('US', [1, 2]), feature('IN', [72.91, 19.117])] };
  const { server, asked } = await open('photon', json(both));
  assert.deepEqual(await server.find(powai), { lat: 19.117, lng: 72.91 });
  assert.match(asked[0] ?? '', /^\/geo\/api\?q=powai.*&limit=5&lang=en$/);
  assert.equal(await server.find({ ...powai, country: 'DE' }), null);
});

test('the same address is asked for once, also by many at the same time, until the day is over', async () => {
  const { server, asked, wait } = await open('nominatim', json([{ lat: '1', lon: '2' }]));
  await Promise.all([server.find(powai), server.find(powai), server.find({ ...powai })]);
  assert.equal(asked.length, 1);
  wait(24 * 3_600_000 + 1);
  await server.find(powai);
  assert.equal(asked.length, 2);
});

const failures: Readonly<Record<string, Say>> = {
  'an error': (_, response) => response.writeHead(500).end('no'),
  'a redirect': (_, response) => response.writeHead(302, { location: 'http://127.0.0.1/' }).end(),
  'no JSON': (_, response) => response.end('<html>'),
  'other JSON': json({ error: 'no' }),
  'no coordinates': json([{ lat: 'x', lon: null }]),
  'a place beyond the globe': json([{ lat: '91', lon: '0' }]),
  'a cut connection': (request) => request.socket.destroy(),
  'an endless answer': (_, response) => {
    const more = () => void (response.write('['.repeat(65_536)) ? setImmediate(more) : response.once('drain', more));
    more();
  },
  silence: () => undefined,
  drops: (_, response) => drip(response),
  'an error in drops': (_, response) => drip(response.writeHead(503)),
};

function drip(response: ServerResponse): void {
  const timer = setInterval(() => response.write(' '), 20);
  response.once('close', () => clearInterval(timer));
}

for (const [name, say] of Object.entries(failures)) {
  test(`${name} is a failure within its time, and the server is left in peace for a while`, async () => {
    const { server, asked, wait } = await open('nominatim', say, 300);
    const began = performance.now();
    await assert.rejects(
      server.find(powai),
      (error) => error instanceof GeocodeServerAway && error.cause !== undefined,
    );
    assert.ok(performance.now() - began < 2500);
    const first = asked.length;
    await assert.rejects(
      server.find(powai),
      (error) => error instanceof GeocodeServerAway && error.cause === undefined,
    );
    assert.equal(asked.length, first);
    wait(30_000);
    await assert.rejects(server.find(powai), GeocodeServerAway);
    assert.equal(asked.length, first + 1);
  });
}

test('of kept answers the one not asked for longest goes first', async () => {
  const asked: string[] = [];
  const kept = createKeptAnswers<string>(2, 1000, () => 0);
  const get = (key: string) =>
    kept.get(key, async () => {
      asked.push(key);
      return key;
    });
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) assert.equal(await get(key), key);
  assert.deepEqual(asked, ['a', 'b', 'c', 'b']);
});

test('Nominatim says what is at a place in one line, and nothing of the open sea', async () => {
  const { server, asked } = await open('nominatim', (request, response) =>
    json(
      request.url?.includes('lat=0.0000') ? { error: 'Unable to geocode' } : { display_name: 'Powai, Mumbai, India' },
    )(request, response),
  );
  assert.equal(await server.addressAt({ lat: 19.11641, lng: 72.90471 }), 'Powai, Mumbai, India');
  assert.equal(await server.addressAt({ lat: 19.11643, lng: 72.90472 }), 'Powai, Mumbai, India');
  assert.deepEqual(asked, ['/geo/reverse?lat=19.1164&lon=72.9047&format=jsonv2'], 'asked once for one place');
  assert.equal(await server.addressAt({ lat: 0, lng: 0 }), null);
});

test('Photon’s parts of an address become one line, each said once', async () => {
  const properties = { street: 'Central Avenue', housenumber: '7', city: 'Mumbai', district: 'Mumbai', state: 'Maharashtra', country: 'India', postcode: '400076', osm_id: 1 }; // prettier-ignore
  const { server, asked } = await open('photon', (request, response) =>
    json({ features: request.url?.includes('lat=0.0000') ? [] : [{ properties }] })(request, response),
  );
  const line = 'Central Avenue 7, Mumbai, 400076, Maharashtra, India';
  assert.equal(await server.addressAt({ lat: 19.1164, lng: 72.9047 }), line);
  assert.deepEqual(asked, ['/geo/reverse?lat=19.1164&lon=72.9047&limit=1&lang=en']);
  assert.equal(await server.addressAt({ lat: 0, lng: 0 }), null);
});

test('a server that failed is left in peace for both questions', async () => {
  const { server, asked } = await open('photon', (_, response) => response.writeHead(500).end());
  await assert.rejects(server.addressAt({ lat: 1, lng: 1 }), GeocodeServerAway);
  await assert.rejects(server.find(powai), GeocodeServerAway);
  assert.equal(asked.length, 1);
});
