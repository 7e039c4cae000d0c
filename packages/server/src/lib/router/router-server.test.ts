/** OSRM and Valhalla: what is asked, what is read, and what happens when they fail. */
import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { listen } from '../../../test/receiver.ts';
import type { Point } from './router-kinds.ts';
import { createRouterServer, RouterServerAway, type RouterServerOptions } from './router-server.ts';

const closers: (() => Promise<unknown>)[] = [];
after(() => Promise.all(closers.map((close) => close())));

type Say = (request: IncomingMessage, response: ServerResponse) => void;

interface Asked {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly body: string;
}

/** A server of its own for each test, and what it was asked. */
async function open(kind: RouterServerOptions['kind'], say: Say, { timeoutMs = 2000, path = '/road' } = {}) {
  const asked: Asked[] = [];
  let most = 0;
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const { method, url } = request;
    asked.push({ method, path: url, body: await text(request) });
    say(request, response);
  };
  const http = createServer((request, response) => void take(request, response));
  http.on('connection', () => http.getConnections((_, count) => (most = Math.max(most, count))));
  const url = `http://127.0.0.1:${await listen(http)}${path}`;
  let time = 0;
  const server = createRouterServer({ kind, url, timeoutMs, now: () => time });
  closers.push(server.close, async () => http.close().closeAllConnections());
  return { server, asked, connections: () => most, wait: (ms: number) => void (time += ms) };
}

const json =
  (value: unknown): Say =>
  (_, response) =>
    response.setHeader('content-type', 'application/json').end(JSON.stringify(value));

const clementi: Point = { lat: 1.315102, lng: 103.765199 };
const changi: Point = { lat: 1.35735, lng: 103.98812 };
const sentosa: Point = { lat: 1.24941, lng: 103.83032 };
const table = (row: readonly unknown[]) => ({ code: 'Ok', distances: [[0, ...row]], sources: [], destinations: [] });
const matrix = (row: readonly unknown[]) => ({
  sources_to_targets: [row.map((distance, to_index) => ({ distance, time: 1, to_index, from_index: 0 }))],
  units: 'kilometers',
});

test('OSRM is asked for one row of its table and answers in metres', async () => {
  const { server, asked } = await open('osrm', json(table([28_512.4, 12_000])));
  assert.deepEqual(await server.distances(clementi, [changi, sentosa], 'car'), [28_512, 12_000]);
  const places = '103.7652,1.3151;103.98812,1.35735;103.83032,1.24941';
  assert.deepEqual(asked, [
    { method: 'GET', path: `/road/table/v1/driving/${places}?sources=0&annotations=distance`, body: '' },
  ]);
});

test('Valhalla is asked for its matrix in the costing of the vehicle and answers in kilometres', async () => {
  const { server, asked } = await open('valhalla', json(matrix([28.5124, 12])), { path: '/' });
  const costings = [['car', 'auto'], ['motorcycle', 'motorcycle'], ['lorry', 'truck']] as const; // prettier-ignore
  for (const [travel, costing] of costings) {
    assert.deepEqual(await server.distances(clementi, [changi, sentosa], travel), [28_512, 12_000]);
    const { method, path, body } = asked.at(-1) ?? {};
    assert.deepEqual([method, path], ['POST', '/sources_to_targets']);
    assert.deepEqual(JSON.parse(body ?? ''), {
      sources: [{ lat: 1.3151, lon: 103.7652 }],
      targets: [
        { lat: 1.35735, lon: 103.98812 },
        { lat: 1.24941, lon: 103.83032 },
      ],
      costing,
      units: 'kilometers',
    });
  }
  assert.equal(asked.length, 3, 'a lorry’s way is not a car’s');
});

for (const [kind, answer] of [
  ['osrm', table([null, 12_000])],
  ['valhalla', matrix([null, 12])],
] as const)
  // prettier-ignore
  test(`${kind}: where no road leads there is none, and the others keep their places`, async () => {
    const { server } = await open(kind, json(answer));
    assert.deepEqual(await server.distances(clementi, [changi, sentosa], 'car'), [null, 12_000]);
  });

test('the same question is asked once, also by many at the same time, until the day is over', async () => {
  const { server, asked, wait } = await open('osrm', json(table([5])));
  const near = { ...changi, lat: changi.lat + 0.000_001 };
  await Promise.all([changi, near, { ...changi }].map((to) => server.distances(clementi, [to], 'car')));
  assert.equal(asked.length, 1);
  wait(24 * 3_600_000 + 1);
  await server.distances(clementi, [changi], 'car');
  assert.equal(asked.length, 2);
});

test('nothing is asked for no place, and ninety-nine go in one question', async () => {
  const { server, asked } = await open('osrm', json(table(Array.from({ length: 99 }, (_, index) => index))));
  assert.deepEqual(await server.distances(clementi, [], 'car'), []);
  assert.equal(asked.length, 0);
  const many = Array.from({ length: 99 }, (_, index) => ({ lat: 1 + index / 1000, lng: 103 }));
  assert.equal((await server.distances(clementi, many, 'car')).at(-1), 98);
  assert.equal(asked.length, 1);
});

test('no more than four questions are on their way at once', async () => {
  const { server, asked, connections } = await open('osrm', (request, response) => {
    setTimeout(() => json(table([5]))(request, response), 20);
  });
  const all = Array.from({ length: 20 }, (_, index) => ({ lat: index, lng: 0 }));
  await Promise.all(all.map((from) => server.distances(from, [changi], 'car')));
  assert.deepEqual([asked.length, connections()], [20, 4]);
});

const roadless = [
  ['osrm', { code: 'NoSegment', message: 'Could not find a matching segment for coordinate 1' }, table([3000])],
  ['valhalla', { error_code: 171, error: 'No suitable edges near location' }, matrix([3])],
] as const;
for (const [kind, refusal, answer] of roadless)
  test(`${kind}: a place with no road near is no fault of the server, which is asked on`, async () => {
    const { server, asked } = await open(kind, (request, response) => {
      const sea = asked.length === 1;
      response.statusCode = sea ? 400 : 200;
      json(sea ? refusal : answer)(request, response);
    });
    assert.deepEqual(await server.distances({ lat: 0, lng: -30 }, [changi, sentosa], 'car'), [null, null]);
    assert.deepEqual(await server.distances(clementi, [changi], 'car'), [3000]);
    assert.deepEqual(await server.distances({ lat: 0, lng: -30 }, [changi, sentosa], 'car'), [null, null]);
    assert.equal(asked.length, 2, 'nor is the place asked for again');
  });

const failures: Readonly<Record<string, Say>> = {
  'an error': (_, response) => response.writeHead(500).end('no'),
  'too many requests': (_, response) => response.writeHead(429).end(),
  'a refusal of the question': (request, response) => {
    response.statusCode = 400;
    json({ code: 'InvalidUrl' })(request, response);
  },
  'a refusal that is no JSON': (_, response) => response.writeHead(400).end('<html>'),
  'a redirect': (_, response) => response.writeHead(302, { location: 'http://127.0.0.1/' }).end(),
  'no JSON': (_, response) => response.end('<html>'),
  'another code': json({ code: 'NoTable' }),
  'no distances': json({ code: 'Ok' }),
  'too few distances': json(table([])),
  'too many distances': json(table([1, 2])),
  'a distance in a text': json(table(['5'])),
  'a negative distance': json(table([-1])),
  'a distance beyond the globe': json(table([4e7 + 1])),
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

for (const [name, say] of Object.entries(failures))
  test(`${name} is a failure within its time, and the server is left in peace for a while`, async () => {
    const { server, asked, wait } = await open('osrm', say, { timeoutMs: 300 });
    const ask = () => server.distances(clementi, [changi], 'car');
    const began = performance.now();
    await assert.rejects(ask(), (error) => error instanceof RouterServerAway && error.cause !== undefined);
    assert.ok(performance.now() - began < 2500);
    const first = asked.length;
    await assert.rejects(ask(), (error) => error instanceof RouterServerAway && error.cause === undefined);
    assert.equal(asked.length, first);
    wait(30_000);
    await assert.rejects(ask(), RouterServerAway);
    assert.equal(asked.length, first + 1);
  });

const broken: Readonly<Record<string, unknown>> = {
  'no matrix': {},
  'a matrix without rows': { sources_to_targets: [] },
  'too few entries': matrix([]),
  'a distance in a text': matrix(['5']),
};
for (const [name, answer] of Object.entries(broken))
  test(`Valhalla: ${name} is a failure`, async () => {
    const { server } = await open('valhalla', json(answer));
    await assert.rejects(server.distances(clementi, [changi], 'car'), RouterServerAway);
  });
