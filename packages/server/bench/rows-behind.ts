/** T9, T11, T17 and T18: what happens behind the answers. */
import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client as DatabaseClient } from 'pg';
import { Pool } from 'undici';
import { percentile } from './percentile.ts';
import type { Bench, Server } from './processes.ts';
import { call, order, post, type Client } from './product.ts';
import { startReceiver, type Receiver } from './receiver.ts';
import type { Row } from './row.ts';

const endpoints = 16;
const perEndpoint = 100;

export async function backgroundRows(
  bench: Bench,
  product: Server,
  anchor: Server,
  client: Client,
): Promise<{ rows: readonly Row[]; close: () => void }> {
  const receiver = await startReceiver();
  const rows: readonly Row[] = [
    {
      id: 'T9',
      what: `webhooks to an instant receiver, ${endpoints} endpoints, against undici with 16 in flight`,
      unit: '/s',
      better: 'more',
      target: 0.35,
      product: () => deliver(client, receiver),
      limit: (seconds) => sendBare(receiver, seconds),
    },
    {
      id: 'T11',
      what: 'from the commit of an event to its webhook, p99 at a light load, against one second',
      unit: 'ms',
      better: 'less',
      target: 1,
      product: (seconds) => delay(client, receiver, seconds),
      limit: () => Promise.resolve(1000),
    },
    {
      id: 'T17',
      what: 'from a database that accepts again to the first order, against one second',
      unit: 'ms',
      better: 'less',
      target: 1,
      product: () => recover(bench, client),
      limit: () => Promise.resolve(1000),
    },
    {
      id: 'T18',
      what: 'memory of the process after all this, against the bare one',
      unit: 'MB',
      better: 'less',
      target: 2.5,
      product: () => Promise.resolve(product.memory()),
      limit: () => Promise.resolve(anchor.memory()),
    },
  ];
  return { rows, close: receiver.close };
}

let made = 0;

/** Messages a second when many wait: the endpoints are switched on when all is queued. */
async function deliver(client: Client, receiver: Receiver): Promise<number> {
  const ids: string[] = [];
  for (let n = 0; n < endpoints; n += 1) {
    const { id } = await post(client, '/v1/webhook-endpoints', { dialect: 'loginext', url: receiver.url, events: ['CREATE_ORDER'] }); // prettier-ignore
    ids.push(String(id));
    await call(client, 'PATCH', `/v1/webhook-endpoints/${String(id)}`, { state: 'disabled' });
  }
  receiver.reset();
  const orders = Array.from({ length: perEndpoint }, () => order(`W-${process.pid}-${(made += 1)}`));
  await post(client, '/loginext/ShipmentApp/mile/v1/create', orders);
  await sleep(1500);
  const begun = performance.now();
  await Promise.all(ids.map((id) => call(client, 'PATCH', `/v1/webhook-endpoints/${id}`, { state: 'enabled' })));
  const wanted = endpoints * perEndpoint;
  while (receiver.count() < wanted && performance.now() - begun < 30_000) await sleep(5);
  const rate = receiver.count() / ((performance.now() - begun) / 1000);
  for (const id of ids) await call(client, 'DELETE', `/v1/webhook-endpoints/${id}`);
  return rate;
}

async function sendBare(receiver: Receiver, seconds: number): Promise<number> {
  const { origin, pathname } = new URL(receiver.url);
  const pool = new Pool(origin, { connections: 16 });
  const body = JSON.stringify({ ...order('BARE'), notificationType: 'ORDERCREATIONNOTIFICATION' });
  const end = performance.now() + seconds * 1000;
  let sent = 0;
  const lane = async () => {
    while (performance.now() < end) {
      const signature = createHmac('sha256', 'secret').update(body).digest('base64');
      const answer = await pool.request({ path: pathname, method: 'POST', body, headers: { 'content-type': 'application/json', 'webhook-signature': signature } }); // prettier-ignore
      await answer.body.dump();
      sent += 1;
    }
  };
  await Promise.all(Array.from({ length: 16 }, lane));
  await pool.close();
  return sent / seconds;
}

async function delay(client: Client, receiver: Receiver, seconds: number): Promise<number> {
  const { id } = await post(client, '/v1/webhook-endpoints', { dialect: 'native', url: receiver.url, events: ['delivery.created'] }); // prettier-ignore
  receiver.reset();
  for (const end = performance.now() + seconds * 1000; performance.now() < end; await sleep(20)) {
    await post(client, '/loginext/ShipmentApp/mile/v1/create', [order(`D-${process.pid}-${(made += 1)}`)]);
  }
  await sleep(1000);
  await call(client, 'DELETE', `/v1/webhook-endpoints/${String(id)}`);
  return percentile(receiver.delays(), 0.99);
}

async function recover(bench: Bench, client: Client): Promise<number> {
  bench.killDatabase();
  await sleep(50);
  while (!(await accepts(bench.databaseUrl))) await sleep(5);
  const accepted = performance.now();
  for (;;) {
    try {
      await post(client, '/loginext/ShipmentApp/mile/v1/create', [order(`R-${process.pid}-${(made += 1)}`)]);
      return performance.now() - accepted;
    } catch {
      await sleep(5);
    }
  }
}

async function accepts(url: string): Promise<boolean> {
  const client = new DatabaseClient({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
