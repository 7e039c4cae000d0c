/** What only a raw socket can send: half requests, lying lengths, two readings of one request. */
import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { buildApp } from '../src/http/app.ts';

let app: FastifyInstance;
let port: number;
/** Requests that reached a handler, by their body. */
const reached: unknown[] = [];

before(async () => {
  app = buildApp({
    log: pino({ level: 'silent' }),
    requestTimeout: 400,
    mounts: [
      {
        name: 'echo',
        prefix: '/echo',
        plugin: async (echo) => {
          echo.post('/', async ({ body }) => ({ order: reached.push(body) }));
          echo.get('/:id', async ({ params }) => params);
        },
      },
    ],
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address();
  port = typeof address === 'object' && address ? address.port : assert.fail();
});
after(() => app.close());

type Talk = { readonly text: string; readonly ms: number };

/** Says what it is given and listens until the server hangs up, or for a second. */
async function talk(say: (socket: Socket) => unknown, patience = 1000): Promise<Talk> {
  const begun = performance.now();
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  let text = '';
  socket.setEncoding('utf8').on('data', (data: string) => (text += data));
  const closed = new Promise((resolve) => socket.once('close', resolve));
  void say(socket);
  await Promise.race([closed, sleep(patience)]);
  const ms = performance.now() - begun;
  socket.destroy();
  return { text, ms };
}

const statuses = ({ text }: Talk) => [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));
const head = (...lines: readonly string[]) =>
  ['POST /echo/ HTTP/1.1', 'Host: x', 'Content-Type: application/json', ...lines, '', ''].join('\r\n');

test('A1: a body of 10 MB is refused at its announcement, one in chunks as soon as it is too long', async () => {
  reached.length = 0;
  const announced = await talk((socket) => socket.write(head('Content-Length: 10485760')));
  assert.deepEqual(statuses(announced), [413]);
  const tooMuch = () =>
    talk(async (socket) => {
      socket.write(head('Transfer-Encoding: chunked'));
      const chunk = `10000\r\n${' '.repeat(0x10000)}\r\n`;
      for (let sent = 0; sent < 160 && !socket.destroyed; sent += 1) {
        if (!socket.write(chunk)) await Promise.race([new Promise((go) => socket.once('drain', go)), sleep(50)]);
      }
    }, 3000);
  // the reset that meets what we still write may throw away an answer that has come: then it is asked once more
  let answers: number[] = [];
  for (let left = 5; answers.length === 0 && left > 0; left -= 1) answers = statuses(await tooMuch());
  assert.deepEqual(answers, [413]);
  assert.deepEqual(reached, []);
});

test('A1: a body that is shorter than it says is not taken, one that is longer is cut off there', async () => {
  reached.length = 0;
  const short = await talk((socket) => socket.end(head('Content-Length: 20') + '{"a":1}'));
  assert.ok(!statuses(short).includes(200));
  const long = await talk((socket) => socket.end(head('Content-Length: 7') + '{"a":1}{"b":2}'));
  assert.equal(statuses(long).at(-1), 400);
  assert.ok(reached.length <= 1 && !JSON.stringify(reached).includes('b'));
});

test('A6: a request that drips is cut off in time, and the others do not wait for it', async () => {
  const drip = (text: string) => async (socket: Socket) => {
    for (const letter of text) {
      if (socket.destroyed) return;
      socket.write(letter);
      await sleep(20);
    }
  };
  const slow = [
    talk(drip(head('Content-Length: 7')), 3000),
    talk(async (socket) => {
      socket.write(head('Content-Length: 200'));
      await drip(' '.repeat(200))(socket);
    }, 3000),
    ...Array.from({ length: 50 }, () => talk(() => undefined, 900)),
  ];
  const begun = performance.now();
  assert.equal((await fetch(`http://127.0.0.1:${port}/healthz`)).status, 200);
  assert.ok(performance.now() - begun < 500);
  const [header, body] = await Promise.all(slow);
  for (const one of [header, body]) {
    assert.ok(one && one.ms < 2500, `${one?.ms} ms`);
    assert.deepEqual(statuses(one), [408]);
  }
});

const smuggled: Readonly<Record<string, string>> = {
  'a length and chunks': head('Content-Length: 4', 'Transfer-Encoding: chunked') + '0\r\n\r\n',
  'two lengths': head('Content-Length: 7', 'Content-Length: 8') + '{"a":1}',
  'a list of lengths': head('Content-Length: 7, 7') + '{"a":1}',
  'a length with a sign': head('Content-Length: +7') + '{"a":1}',
  'an unknown coding': head('Transfer-Encoding: xchunked') + '0\r\n\r\n',
  'chunked that is not last': head('Transfer-Encoding: chunked, identity') + '0\r\n\r\n',
  'a folded header': head('Content-Length: 7', 'X-A: b\r\n c') + '{"a":1}',
  'lines without a carriage return': head('Content-Length: 7').replaceAll('\r\n', '\n') + '{"a":1}',
  'a space before the colon': head('Content-Length : 7') + '{"a":1}',
  'a chunk with a bad size': head('Transfer-Encoding: chunked') + '7;\n{"a":1}\r\n0\r\n\r\n',
  'no host': head('Content-Length: 7').replace('Host: x\r\n', '') + '{"a":1}',
  'two hosts': head('Host: y', 'Content-Length: 7') + '{"a":1}',
  'a host that is none': head('Content-Length: 7').replace('Host: x', 'Host: a/b@c') + '{"a":1}',
  'a NUL in a header': head('Content-Length: 7', 'X-A: \0') + '{"a":1}',
};

for (const [what, request] of Object.entries(smuggled)) {
  test(`A7: ${what}: refused, and what follows is not read as a request`, async () => {
    reached.length = 0;
    const answer = await talk((socket) => socket.write(`${request}GET /echo/hidden HTTP/1.1\r\nHost: x\r\n\r\n`), 300);
    assert.equal(statuses(answer)[0], 400, answer.text);
    assert.deepEqual(reached, []);
    // a request that was read whole and refused leaves no doubt where the next begins
    const clear = what.includes('host') && !what.startsWith('no ');
    assert.equal(answer.text.includes('hidden'), clear, answer.text);
  });
}

test('A7: a header of 20 KB is a 431', async () => {
  const answer = await talk((socket) => socket.write(head(`X-A: ${'x'.repeat(20_000)}`)));
  assert.deepEqual(statuses(answer), [431]);
});
