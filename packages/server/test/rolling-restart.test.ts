/** Two servers on one database are restarted one after the other while clients with kept connections go on working. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { sandboxCredentials } from '../src/use-cases/account/seed-sandbox.ts';
import { testDatabase } from './database.ts';
import { findQuietPort } from './quiet-port.ts';
import { startReceiver } from './receiver.ts';
import { cannotStart, makeDataDirectory, startWaybill, stopWaybill } from './waybill-process.ts';

const skip = await cannotStart();
const clients = 16;

/**
 * Nobody listens at the moment, or the kernel had taken the connection and nobody took it from there before the port was
 * closed. In both cases nothing was read: had it been, the order that is sent again would be refused as a duplicate.
 */
const notThere = (cause: unknown) =>
  cause instanceof Error && 'code' in cause && (cause.code === 'ECONNREFUSED' || cause.code === 'ECONNRESET');

test(
  'R13: a rolling restart under load drops no answer, and every event is told once',
  { skip, timeout: 300_000 },
  async (t) => {
    const database = await testDatabase();
    t.after(() => database.close());
    const receiver = await startReceiver();
    t.after(() => receiver.close());
    const start = (port: number) =>
      startWaybill(t, {
        DATABASE_URL: database.url,
        WAYBILL_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
        WAYBILL_DATA: makeDataDirectory(t),
        WAYBILL_SANDBOX: 'on',
        WAYBILL_PRIVATE_URLS: 'allow',
        WAYBILL_LOG_LEVEL: 'fatal',
        PORT: String(port),
      });
    const ports = [await findQuietPort(), await findQuietPort()] as const;
    const servers = ports.map(start);
    await Promise.all(servers.map(({ ready }) => ready));
    const headers = { authorization: `Bearer ${sandboxCredentials.native.key}`, 'content-type': 'application/json' };
    const agent = new Agent({ connections: clients, pipelining: 1 });
    t.after(() => agent.close());
    const send = async (port: number, path: string, body: object) => {
      const answer = await request(`http://127.0.0.1:${port}/v1${path}`, {
        dispatcher: agent,
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      });
      const text = await answer.body.text();
      // half an answer would be no JSON
      return { status: answer.statusCode, json: JSON.parse(text) as unknown };
    };
    assert.equal((await send(ports[0], '/webhook-endpoints', { dialect: 'native', url: receiver.url })).status, 201);

    const ending = new AbortController();
    // a test that fails has to end, too
    t.after(() => ending.abort());
    let made = 0;
    let resets = 0;
    const dropped: string[] = [];
    const work = Array.from({ length: clients }, async (_, client) => {
      let at = client % 2;
      for (let number = 0; !ending.signal.aborted; number += 1) {
        const order = {
          orderNumber: `R13-${client}-${number}`,
          legs: 'dropoff',
          dropoff: { address: { street: 'x' } },
        };
        for (;;) {
          try {
            const { status, json } = await send(ports[at] ?? 0, '/deliveries', order);
            if (status >= 300) dropped.push(JSON.stringify(json));
            break;
          } catch (cause) {
            // as a balancer does: the other one; whatever else ends a request is what must not happen
            if (ending.signal.aborted) break;
            if (!notThere(cause)) dropped.push(String(cause));
            if (String(cause).includes('ECONNRESET')) resets += 1;
            at = 1 - at;
            await sleep(5);
          }
        }
        made += 1;
      }
    });
    for (const [index, port] of ports.entries()) {
      await sleep(500);
      const begun = performance.now();
      const ended = await stopWaybill(servers[index] ?? assert.fail());
      t.diagnostic(`server ${index} ended after ${Math.round(performance.now() - begun)} ms`);
      assert.equal(ended.code, 0, ended.output);
      servers[index] = start(port);
      await servers[index].ready;
    }
    await sleep(300);
    ending.abort();
    await Promise.all(work);
    t.diagnostic(`${made} orders`);
    assert.deepEqual(dropped, []);
    assert.ok(resets <= 2, `${resets} connections were reset by two restarts`);

    // two relays and two senders at work: each event became one message, and nothing was sent a second time
    // the sandbox's own deliveries may be told, too, when the endpoint was there before they were relayed
    const heard = () => receiver.received.filter(({ body }) => body.includes('"R13-'));
    while (heard().length < made && !t.signal.aborted) await sleep(50);
    await sleep(500);
    const ids = heard().map(({ headers: sent }) => String(sent['webhook-id']));
    assert.deepEqual([new Set(ids).size, ids.length], [made, made]);
  },
);
