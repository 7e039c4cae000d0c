/** What reaches a real server, and what does not: W2, W4, W5, W6 and W7 at the moment of connecting. */
import assert from 'node:assert/strict';
import type { LookupAddress } from 'node:dns';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { LookupFunction } from 'node:net';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { listen, startReceiver, type Receiver } from '../../../test/receiver.ts';
import { UrlRefused } from './check-url.ts';
import { createEgress, DeadlinePassed, type Egress, type EgressOptions } from './egress.ts';

let receiver: Receiver;
let port: string;
const egresses: Egress[] = [];

function egress(options: EgressOptions): Egress {
  const made = createEgress(options);
  egresses.push(made);
  return made;
}

function post(from: Egress, url: string, timeoutMs = 2000) {
  return from.postOut({ url, headers: { 'content-type': 'text/plain' }, body: 'hello', timeoutMs });
}

/** Stands in for the name service: gives these answers in turn, the last one for ever. */
function names(...answers: readonly (readonly string[])[]): LookupFunction & { readonly asked: () => number } {
  let asked = 0;
  const lookup: LookupFunction = (_, options, callback) => {
    const addresses = answers[Math.min(asked, answers.length - 1)] ?? [];
    asked += 1;
    const found: LookupAddress[] = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    if (options.all) callback(null, found);
    else callback(null, found[0]?.address ?? '', found[0]?.family);
  };
  return Object.assign(lookup, { asked: () => asked });
}

before(async () => {
  receiver = await startReceiver();
  port = new URL(receiver.url).port;
});
after(async () => {
  await Promise.all(egresses.map((one) => one.close()));
  await receiver.close();
});

test('W5: no way to write this machine reaches a server that listens on it', async () => {
  const guarded = egress({ privateUrls: false });
  for (const host of [
    '127.0.0.1',
    'localhost',
    '127.1',
    '2130706433',
    '0x7f.1',
    '0177.0.0.1',
    '0.0.0.0',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::127.0.0.1]',
    '[64:ff9b::7f00:1]',
    '127.0.0.1.',
    'localhost.',
  ]) {
    await assert.rejects(post(guarded, `http://${host}:${port}/`), UrlRefused, host);
    await assert.rejects(post(guarded, `https://${host}:${port}/`), UrlRefused, host);
  }
  assert.equal(receiver.connections(), 0);
});

test('W5: a name whose address is private is refused when we connect', async () => {
  for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1', '10.0.0.1', '169.254.169.254', '0.0.0.0']) {
    const guarded = egress({ privateUrls: false, lookup: names([address]) });
    await assert.rejects(post(guarded, `http://partner.example:${port}/`), UrlRefused, address);
  }
  assert.equal(receiver.connections(), 0);
});

test('W6: of a name with public and private addresses only the public ones are tried', async () => {
  const guarded = egress({ privateUrls: false, lookup: names(['127.0.0.1', '93.184.216.34', '::1']) });
  await assert.rejects(post(guarded, `http://partner.example:${port}/`, 300));
  assert.equal(receiver.connections(), 0);
});

test('W6: a name that turns private between two connections is refused at the second', async () => {
  const lookup = names(['127.0.0.1'], ['169.254.169.254']);
  const opened = egress({ privateUrls: true, lookup });
  assert.equal((await post(opened, `http://partner.example:${port}/`)).status, 204);
  // undici puts a connection back a moment after its answer
  await sleep(20);
  // the connection that was kept alive still leads to the address that was checked
  assert.equal((await post(opened, `http://partner.example:${port}/`)).status, 204);
  assert.equal(lookup.asked(), 1);
  await sleep(20);
  // two at once need a second connection, and with it a second look-up
  const both = await Promise.allSettled([
    post(opened, `http://partner.example:${port}/`),
    post(opened, `http://partner.example:${port}/`),
  ]);
  assert.equal(lookup.asked(), 2);
  const refused = both.find((one) => one.status === 'rejected');
  assert.ok(refused?.reason instanceof UrlRefused);
});

test('W4: a redirect is handed back as it is and its target is never asked', async () => {
  for (const status of [301, 302, 303, 307, 308]) {
    const trap = await startReceiver();
    const redirecting = await startReceiver((_, response) => response.writeHead(status, { location: trap.url }).end());
    const answer = await post(egress({ privateUrls: true }), redirecting.url);
    assert.equal(answer.status, status);
    assert.equal(trap.connections(), 0);
    await Promise.all([trap.close(), redirecting.close()]);
  }
});

test('W2: the deadline holds for a server that never answers and for one that drips', async () => {
  const silent = await startReceiver(() => {});
  const dripping = await startReceiver((_, response) => {
    response.writeHead(200);
    const drip = setInterval(() => response.write('.'), 20);
    response.once('close', () => clearInterval(drip));
  });
  for (const { url } of [silent, dripping]) {
    const begun = performance.now();
    await assert.rejects(post(egress({ privateUrls: true }), url, 200), DeadlinePassed);
    assert.ok(performance.now() - begun < 1000);
  }
  await Promise.all([silent.close(), dripping.close()]);
});

test('W7: of an endless answer 64 KiB are read, 2 KiB kept, and the connection is closed', async () => {
  const closed = Promise.withResolvers<void>();
  let written = 0;
  const endless = await startReceiver((_, response) => {
    response.once('close', closed.resolve);
    const chunk = Buffer.alloc(16 * 1024, 'x');
    const pour = () => {
      while (!response.destroyed && response.write(chunk)) written += chunk.length;
      if (!response.destroyed) response.once('drain', pour);
    };
    pour();
  });
  const before = process.memoryUsage().rss;
  const answer = await post(egress({ privateUrls: true }), endless.url);
  assert.equal(answer.status, 200);
  assert.equal(answer.excerpt, 'x'.repeat(2048));
  await closed.promise;
  // what the two socket buffers took, not what was read
  assert.ok(written < 16 * 1024 * 1024, `${written} bytes were taken`);
  assert.ok(process.memoryUsage().rss - before < 50 * 1024 * 1024);
  await endless.close();
});

test('W7: an answer is not unpacked, and its excerpt holds no NUL', async () => {
  const packed = gzipSync(Buffer.alloc(10 * 1024 * 1024));
  const bomb = await startReceiver((_, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed),
  );
  const { excerpt } = await post(egress({ privateUrls: true }), bomb.url);
  assert.ok(excerpt.length <= 2048);
  assert.ok(!excerpt.includes('\0'));
  await bomb.close();
});

test('W7: an answer with 64 KiB of headers is a failure', async () => {
  const wordy = await startReceiver((_, response) =>
    response.writeHead(200, { 'x-long': 'h'.repeat(64 * 1024) }).end(),
  );
  await assert.rejects(post(egress({ privateUrls: true }), wordy.url), { code: 'UND_ERR_HEADERS_OVERFLOW' });
  await wordy.close();
});

test('W8: a server that does not prove who it is gets nothing', async () => {
  let hits = 0;
  // no certificate at all: the handshake cannot succeed
  const server: Server = createTlsServer({}, () => (hits += 1));
  const tlsPort = await listen(server);
  await assert.rejects(post(egress({ privateUrls: true }), `https://127.0.0.1:${tlsPort}/`));
  assert.equal(hits, 0);
  server.close();
});

test('closing breaks off what is under way', async () => {
  const server = createServer(() => {});
  const silentPort = await listen(server);
  const closing = createEgress({ privateUrls: true });
  const pending = assert.rejects(post(closing, `http://127.0.0.1:${silentPort}/`, 10_000));
  await sleep(50);
  await closing.close();
  await pending;
  server.close();
});
