/** The database goes away and comes back, or has no place left: what clients, the process and its watchers see of it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sandboxCredentials } from '../src/use-cases/account/seed-sandbox.ts';
import { fixture } from './fixture.ts';
import { openGate, type Gate } from './database-gate.ts';
import { testDatabase, type TestDatabase } from './database.ts';
import { startReceiver, type Receiver } from './receiver.ts';
import { onDatabase } from './throwaway-postgres.ts';
import { cannotStart, makeDataDirectory, startWaybill, type Scope, type WaybillProcess } from './waybill-process.ts';

const skip = await cannotStart();
const options = { skip, timeout: 60_000 };
const poolSize = 3;
/** What no client may see: words of the driver, of PostgreSQL, of our files. */
const insides = /ECONN|postgres|SQL|relation|terminat|timeout exceeded|\bat \/|node_modules/i;

let database: TestDatabase;
let gate: Gate;
let receiver: Receiver;
let waybill: WaybillProcess;
let base: string;
let loginext: Record<string, string>;
const native = { authorization: `Bearer ${sandboxCredentials.native.key}` };
const closers: (() => unknown)[] = [];
// before() has no end of its own to hang things on
const scope = { after: (close: () => unknown) => void closers.unshift(close) } as Scope;

before(async () => {
  if (skip) return;
  database = await testDatabase();
  gate = await openGate(database.url);
  receiver = await startReceiver();
  waybill = startWaybill(scope, {
    DATABASE_URL: gate.url,
    WAYBILL_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
    WAYBILL_DATA: makeDataDirectory(scope),
    WAYBILL_SANDBOX: 'on',
    WAYBILL_PRIVATE_URLS: 'allow',
    WAYBILL_POOL_SIZE: String(poolSize),
    WAYBILL_LOG_LEVEL: 'fatal',
  });
  base = await waybill.ready;
  const signedIn = await send('/loginext/LoginApp/login/authenticate', {}, sandboxCredentials.loginext);
  loginext = {
    'www-authenticate': signedIn.headers.get('www-authenticate') ?? '',
    client_secret_key: signedIn.headers.get('client_secret_key') ?? '',
  };
  const endpoint = await send('/v1/webhook-endpoints', native, { dialect: 'loginext', url: receiver.url });
  assert.equal(endpoint.status, 201);
});
after(async () => {
  for (const close of closers) await close();
  if (skip) return;
  await gate.close();
  await receiver.close();
  await database.close();
});

const [sample] = fixture('loginext', 'create-delivery-order.request') as Record<string, unknown>[];
let orders = 0;
const newOrder = () => [{ ...sample, orderNo: `AWAY-${(orders += 1)}` }];

async function send(path: string, headers: Record<string, string>, body?: unknown) {
  const begun = performance.now();
  const response = await fetch(`${base}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(20_000),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, ms: performance.now() - begun };
}
const create = () => send('/loginext/ShipmentApp/mile/v1/create', loginext, newOrder());
const list = () => send('/v1/hubs', native);
const ready = async () => (await send('/readyz', {})).status;

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(20);
}

function isSaidInLogiNext({ status, headers, text }: Awaited<ReturnType<typeof send>>): void {
  assert.deepEqual([status, headers.get('retry-after')], [503, '2']);
  assert.deepEqual(JSON.parse(text), { status: 503, message: 'Service Unavailable', data: null, hasError: true });
}

function isSaidNatively({ status, headers, text }: Awaited<ReturnType<typeof send>>): void {
  assert.equal(status, 503, text);
  assert.ok(Number(headers.get('retry-after')) >= 1);
  assert.equal(headers.get('content-type'), 'application/problem+json');
  assert.doesNotMatch(text, insides);
}

test(
  'R5: while the database is away each dialect says 503 in its own words, at once; then all goes on',
  options,
  async () => {
    await gate.shut();
    for (let round = 0; round < 5; round += 1) {
      const [order, hubs, key] = await Promise.all([
        create(),
        list(),
        send('/v1/hubs', { ...native, 'idempotency-key': `away-${round}` }, { code: `AWAY${round}`, name: 'x' }),
      ]);
      isSaidInLogiNext(order);
      isSaidNatively(hubs);
      isSaidNatively(key);
      assert.ok(Math.max(order.ms, hubs.ms, key.ms) < 5000);
      isSaidInLogiNext(await send('/loginext/LoginApp/login/authenticate', {}, sandboxCredentials.loginext));
    }
    await gate.open();
    const back = performance.now();
    await until(async () => (await create()).status === 200);
    assert.ok(performance.now() - back < 2000, `${performance.now() - back} ms`);
  },
);

test('R6: every connection is ended while idle, and the process does not notice', options, async () => {
  for (let round = 0; round < 3; round += 1) {
    await Promise.all(Array.from({ length: poolSize }, list));
    await onDatabase(database.superuserUrl, (client) =>
      client.query(`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`),
    );
    await sleep(50);
    assert.equal((await create()).status, 200);
    assert.equal((await list()).status, 200);
  }
  assert.equal(waybill.child.exitCode, null);
});

test('R7: liveness stays, readiness goes and comes back, and webhooks that waited arrive', options, async (t) => {
  const first = receiver.received.length;
  assert.equal((await create()).status, 200);
  await gate.shut();
  await until(async () => (await ready()) === 503);
  const end = performance.now() + 6000;
  while (performance.now() < end) {
    assert.equal((await send('/healthz', {})).status, 200);
    assert.equal(await ready(), 503);
    await sleep(200);
  }
  assert.doesNotMatch((await send('/readyz', {})).text, insides);
  await gate.open();
  const back = performance.now();
  await until(async () => (await ready()) === 200);
  await until(() => receiver.received.length > first);
  // the loops pause up to 5 s with jitter, so that they do not all come back at once
  t.diagnostic(`ready and heard after ${Math.round(performance.now() - back)} ms`);
  assert.ok(performance.now() - back < 12_000);
});

test(
  'R8: when every connection is taken callers are told so within 3 s, those in a long line at once',
  options,
  async (t) => {
    await onDatabase(database.superuserUrl, async (client) => {
      await client.query('begin');
      await client.query('lock table hub in access exclusive mode');
      const begun = performance.now();
      const stuck = Array.from({ length: poolSize }, list);
      await sleep(200);
      const answers = await Promise.all(Array.from({ length: poolSize * 32 + 60 }, list));
      t.diagnostic(`the last answer came after ${Math.round(performance.now() - begun)} ms`);
      for (const answer of answers) isSaidNatively(answer);
      assert.ok(Math.max(...answers.map(({ ms }) => ms)) < 3500);
      assert.equal((await send('/healthz', {})).status, 200);
      await client.query('commit');
      for (const answer of await Promise.all(stuck)) assert.equal(answer.status, 200);
    });
    assert.equal((await create()).status, 200, 'it recovers alone');
  },
);

test(
  'R9: a statement that runs too long is cancelled by the database, and its caller told to come back',
  options,
  async () => {
    const { rows } = await database.pool.query<{ statement_timeout: string }>('show statement_timeout');
    assert.equal(rows[0]?.statement_timeout, '30s');
    await onDatabase(database.superuserUrl, async (client) => {
      await client.query('begin');
      await client.query('lock table hub in access exclusive mode');
      const waiting = list();
      await sleep(300);
      // what the time-out does after 30 s: the same signal, the same SQLSTATE 57014
      const cancelled = await client.query(`select pg_cancel_backend(pid) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`);
      assert.ok((cancelled.rowCount ?? 0) > 0);
      isSaidNatively(await waiting);
      await client.query('commit');
    });
    assert.equal((await list()).status, 200);
  },
);
