/** What partners' systems answer, whole or not at all, and who we are to them. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { test, type TestContext } from 'node:test';
import type { TLSSocket } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { listen } from '../../../test/receiver.ts';
import { classifyDatabaseFault } from '../database-faults.ts';
import { createExchange, NoAnswer, type Exchange, type OutgoingRequest, type Silence } from './exchange.ts';

const file = (name: string) => readFileSync(new URL(`../../../test/certificates/${name}`, import.meta.url), 'utf8');

async function serve(t: TestContext, answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${await listen(server)}`;
}

function exchange(t: TestContext, options: Partial<Parameters<typeof createExchange>[0]> = {}): Exchange {
  const made = createExchange({ privateUrls: true, ownOrigin: () => null, ...options });
  t.after(() => made.close());
  return made;
}

const get = (url: string, more: Partial<OutgoingRequest> = {}): OutgoingRequest => ({
  method: 'GET',
  url,
  headers: {},
  body: null,
  timeoutMs: 2000,
  ...more,
});

const silent = (silence: Silence) => (error: unknown) =>
  // a `code` would be taken for the database's
  error instanceof NoAnswer && error.silence === silence && classifyDatabaseFault(error) === null;

test('asks with the method, the headers and the body, and gives the whole answer', async (t) => {
  const asked: unknown[] = [];
  const long = 'ș'.repeat(100_000);
  const url = await serve(t, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      asked.push([request.method, request.url, request.headers['x-a'], Buffer.concat(chunks).toString()]);
      response.writeHead(201, { 'Content-Type': 'text/plain', 'X-Two': ['a', 'b'] }).end(long);
    });
  });
  const answer = await exchange(t).ask({ ...get(`${url}/x?y=z`), method: 'PUT', headers: { 'x-a': 'b' }, body: 'ț' });
  assert.deepEqual(asked, [['PUT', '/x?y=z', 'b', 'ț']]);
  const { status, headers, text } = answer;
  assert.deepEqual([status, headers['content-type'], headers['x-two']], [201, 'text/plain', 'a, b']);
  assert.equal(text, long);
});

test('gives an answer without a body, and any status, as it is', async (t) => {
  for (const status of [204, 302, 404, 500]) {
    const url = await serve(t, (_, response) => response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end());
    const answer = await exchange(t).ask(get(url));
    assert.deepEqual([answer.status, answer.text], [status, '']);
  }
});

test('takes no answer that is too long, and reads no further', async (t) => {
  const closed = Promise.withResolvers<void>();
  const url = await serve(t, (_, response) => {
    response.once('close', closed.resolve);
    const pour = () => {
      while (!response.destroyed && response.write(Buffer.alloc(16_384, 'x')));
      if (!response.destroyed) response.once('drain', pour);
    };
    pour();
  });
  await assert.rejects(exchange(t).ask(get(url)), silent('too_long'));
  await closed.promise;
  const exact = await serve(t, (_, response) => response.end('x'.repeat(1000)));
  assert.equal((await exchange(t).ask(get(exact, { mostRead: 1000 }))).text.length, 1000);
  await assert.rejects(exchange(t).ask(get(exact, { mostRead: 999 })), silent('too_long'));
});

test('takes no answer that is no UTF-8, packed or in another encoding', async (t) => {
  for (const body of [Buffer.from([0xff, 0xfe, 0x41, 0]), Buffer.from('caf\xe9', 'latin1'), gzipSync('hello')]) {
    const url = await serve(t, (_, response) => response.end(body));
    await assert.rejects(exchange(t).ask(get(url)), silent('unreadable'));
  }
});

test('waits no longer than its deadline, for the first byte and for the last', async (t) => {
  const mute = await serve(t, () => undefined);
  const dripping = await serve(t, (_, response) => {
    const drip = setInterval(() => response.write('.'), 20);
    response.once('close', () => clearInterval(drip));
  });
  for (const url of [mute, dripping]) {
    const begun = performance.now();
    await assert.rejects(exchange(t).ask(get(url, { timeoutMs: 200 })), silent('deadline'));
    assert.ok(performance.now() - begun < 1500);
  }
});

test('has one error for all that goes wrong, without a word of where', async (t) => {
  const cut = await serve(t, (request) => request.socket.destroy());
  for (const url of [cut, 'http://127.0.0.1:1024/secret']) {
    const failure = await exchange(t).ask(get(url)).catch((error: unknown) => error); // prettier-ignore
    assert.ok(failure instanceof NoAnswer && failure.silence === 'network');
    assert.doesNotMatch(failure.message, /127|secret|ECONN/);
    assert.equal(classifyDatabaseFault(failure), null);
    assert.ok(failure.cause instanceof Error);
  }
});

test('W5: asks nobody on this machine or in private networks, unless told so', async (t) => {
  let asked = 0;
  const url = await serve(t, (_, response) => response.end(String((asked += 1))));
  const guarded = exchange(t, { privateUrls: false });
  for (const one of [url, 'http://10.0.0.1/', 'http://localhost/', 'ftp://example.com/', 'nonsense'])
    await assert.rejects(guarded.ask(get(one)), silent('refused'), one);
  const lookup: Parameters<typeof createExchange>[0]['lookup'] = (_host, { all }, callback) =>
    all ? callback(null, [{ address: '127.0.0.1', family: 4 }]) : callback(null, '127.0.0.1', 4);
  const fooled = exchange(t, { privateUrls: false, lookup });
  await assert.rejects(fooled.ask(get(`http://partner.example:${new URL(url).port}/`)), NoAnswer);
  assert.equal(asked, 0);
});

test('asks ourselves where it is said to, and only at the address that we listen on', async (t) => {
  const url = await serve(t, (_, response) => response.end('it is us'));
  const other = await serve(t, (_, response) => response.end('not us'));
  const guarded = exchange(t, { privateUrls: false, ownOrigin: () => url });
  assert.equal((await guarded.ask(get(`${url}/x`, { own: true }))).text, 'it is us');
  await assert.rejects(guarded.ask(get(`${url}/x`)), silent('refused'));
  for (const one of [other, `${url.replace('127.0.0.1', 'localhost')}/`, `http://x@${new URL(other).host}/`, 'nonsense'])
    await assert.rejects(guarded.ask(get(one, { own: true })), silent('refused'), one);
  await assert.rejects(exchange(t).ask(get(url, { own: true })), silent('refused'));
}); // prettier-ignore

test('shows each partner the certificate that is kept for it, and the new one once it has changed', async (t) => {
  const server = createTlsServer(
    { key: file('leaf.key'), cert: file('good.pem'), ca: file('ca.pem'), requestCert: true, rejectUnauthorized: false },
    ({ socket }, response) => {
      response.end((socket as TLSSocket).getPeerX509Certificate()?.fingerprint256 ?? 'none');
    },
  );
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `https://127.0.0.1:${await listen(server)}/`;
  const asking = exchange(t);
  const trusted = { key: null, certificate: null, trustedCa: file('ca.pem') };
  const mine = (certificate: string) => ({ ...trusted, certificate: file(certificate), key: file('leaf.key') });
  const seen = async (tls: OutgoingRequest['tls']) => (await asking.ask(get(url, { tls: tls ?? null }))).text;

  await assert.rejects(seen(null), silent('network'));
  assert.equal(await seen({ partner: 'a', version: 1, ...trusted }), 'none');
  const good = await seen({ partner: 'b', version: 1, ...mine('good.pem') });
  const self = await seen({ partner: 'c', version: 1, ...mine('self.pem') });
  assert.match(good, /^([0-9A-F]{2}:){31}/);
  assert.notEqual(good, self);
  // the same partner and version: the connections that are there
  assert.equal(await seen({ partner: 'b', version: 1, ...mine('self.pem') }), good);
  assert.equal(await seen({ partner: 'b', version: 2, ...mine('self.pem') }), self);
  await assert.rejects(seen({ partner: 'd', version: 1, ...trusted, certificate: 'no PEM', key: 'none' }), silent('network')); // prettier-ignore
});

test('keeps connections for a hundred partners, and works for more', async (t) => {
  let connections = 0;
  const server = createServer((_, response) => response.end('x'));
  server.on('connection', () => (connections += 1));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${await listen(server)}/`;
  const asking = exchange(t);
  const ask = (partner: number) =>
    asking.ask(get(url, { tls: { partner: String(partner), version: 1, certificate: null, key: null, trustedCa: null } })); // prettier-ignore
  for (let partner = 0; partner < 101; partner += 1) await ask(partner);
  assert.equal(connections, 101);
  for (let partner = 1; partner < 101; partner += 1) await ask(partner);
  assert.equal(connections, 101, 'the last hundred were kept');
  await ask(0);
  assert.equal(connections, 102, 'the first had to go');
});

test('closing breaks off what is under way', async () => {
  const server = createServer(() => undefined);
  const closing = createExchange({ privateUrls: true, ownOrigin: () => null });
  const pending = assert.rejects(closing.ask(get(`http://127.0.0.1:${await listen(server)}/`)), NoAnswer);
  await new Promise((resolve) => server.once('request', resolve));
  await closing.close();
  await pending;
  server.close();
  server.closeAllConnections();
});
