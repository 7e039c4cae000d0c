/** What one try of a message comes to. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { after, test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { listen, startReceiver, type Receiver } from '../../test/receiver.ts';
import { createEgress } from '../lib/egress/egress.ts';
import { failureWords } from './failure-words.ts';
import { send } from './send.ts';

const secret = `whsec_${randomBytes(32).toString('base64')}`;
const egress = createEgress({ privateUrls: true });
const guarded = createEgress({ privateUrls: false });
const now = () => new Date();
after(() => Promise.all([egress.close(), guarded.close()]));

function message(url: string) {
  return { id: 'msg-1', url, secrets: [secret], contentType: 'application/json', body: '{"a":1}' };
}

async function answering(status: number, headers: Record<string, string> = {}): Promise<Receiver> {
  return startReceiver((_, response) => response.writeHead(status, headers).end('thanks'));
}

test('W11: what arrives passes the official library and has the bytes that were frozen', async () => {
  const receiver = await answering(200);
  const sent = await send(egress, message(receiver.url), { timeoutMs: 1000, now });
  assert.deepEqual([sent.outcome, sent.status, sent.error, sent.excerpt], ['delivered', 200, null, 'thanks']);
  const [got] = receiver.received;
  assert.ok(got);
  assert.equal(got.body, '{"a":1}');
  assert.equal(got.headers['content-type'], 'application/json');
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = got.headers;
  new Webhook(secret).verify(got.body, {
    'webhook-id': String(id),
    'webhook-timestamp': String(at),
    'webhook-signature': String(signature),
  });
  await receiver.close();
});

test('every answer outside 2xx is a failure, and 410 the last one', async () => {
  for (const [status, outcome] of [
    [200, 'delivered'],
    [202, 'delivered'],
    [204, 'delivered'],
    [301, 'retry'],
    [304, 'retry'],
    [308, 'retry'],
    [400, 'retry'],
    [404, 'retry'],
    [410, 'gone'],
    [429, 'retry'],
    [500, 'retry'],
    [503, 'retry'],
  ] as const) {
    const receiver = await answering(status, { location: 'http://127.0.0.1:1/' });
    const sent = await send(egress, message(receiver.url), { timeoutMs: 1000, now });
    assert.equal(sent.outcome, outcome, String(status));
    assert.equal(sent.error === null, outcome === 'delivered');
    await receiver.close();
  }
});

test('W9: the wish to wait is passed on', async () => {
  const receiver = await answering(429, { 'retry-after': '120' });
  assert.equal((await send(egress, message(receiver.url), { timeoutMs: 1000, now })).retryAfter, 120);
  await receiver.close();
});

test('faults of the network become sentences that name no address', async (t) => {
  const closing = createServer((socket) => socket.destroy());
  const babbling = createServer((socket) => socket.end('SSH-2.0-OpenSSH\r\n'));
  const [closingPort, babblingPort] = [await listen(closing), await listen(babbling)];
  const silent = await startReceiver(() => {});
  t.after(() => silent.close());
  const say = async (url: string, from = egress) =>
    (await send(from, message(url), { timeoutMs: 150, now })).error ?? 'delivered';

  assert.equal(await say(silent.url), 'The receiver did not answer completely within 0.15 s.');
  assert.equal(await say(`http://127.0.0.1:${closingPort}/`), 'The receiver closed the connection before it answered.');
  assert.equal(await say(`http://127.0.0.1:${babblingPort}/`), 'The answer was not HTTP.');
  closing.close();
  babbling.close();
  assert.equal(await say(`http://127.0.0.1:${closingPort}/`), 'The receiver refused the connection.');
  assert.equal(await say(silent.url, guarded), 'The URL must lead to a host on the public internet.');
});

test('an error that nobody knows has a sentence too', () => {
  assert.equal(failureWords(new Error('connect 10.0.0.1:80'), 1000), 'The message could not be sent.');
  assert.equal(failureWords('odd', 1000), 'The message could not be sent.');
});
