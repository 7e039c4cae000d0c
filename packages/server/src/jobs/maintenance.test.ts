/** Housekeeping, and the workers as a whole. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testDeps } from '../../test/deps.ts';
import { until, webhookHouse, type WebhookHouse } from '../../test/webhook-house.ts';
import type { FileStore } from '../lib/file-store/file-store.ts';
import { relayEvents } from '../use-cases/webhook/relay-events.ts';
import { writeBody } from '../webhooks/write-body.ts';
import { startJobQueue } from './job-queue.ts';
import type { Deps } from '../use-cases/deps.ts';
import { runMaintenance } from './maintenance.ts';
import { startWorkers } from './registry.ts';

let house: WebhookHouse;
let deps: Deps;

/** Only what the sweep asks; it meets no file. */
const files: FileStore = {
  put: () => Promise.reject(new Error('not here')),
  get: () => Promise.reject(new Error('not here')),
  remove: () => Promise.reject(new Error('not here')),
  async *olderThan() {
    yield [];
  },
};

before(async () => {
  house = await webhookHouse();
  deps = { ...testDeps(house.database.tenants), ...house.deps, files };
});
after(() => house.database.close());

const count = async (table: string) => Number((await house.row(`select count(*)::int as n from ${table}`))?.['n']);

test('kept answers go after a day, but never those of requests that still run', async () => {
  const { accountId } = house.caller;
  const answer = (key: string, age: string, done: boolean, claimedUntil: string) =>
    house.rows(
      `insert into idempotency_key (account_id, operation, key, fingerprint, claimed_until, status, body, created_at)
       values ('${accountId}', 'op', '${key}', sha256('x'), now() + interval '${claimedUntil}',
         ${done ? "200, 'ok'" : 'null, null'}, now() - interval '${age}')`,
    );
  await answer('fresh', '23 hours', true, '-22 hours');
  await answer('old', '25 hours', true, '-24 hours');
  await answer('running', '25 hours', false, '10 seconds');
  await answer('abandoned', '50 hours', false, '-49 hours');
  await runMaintenance(deps, 'purge');
  const keys = await house.rows('select key from idempotency_key order by key');
  assert.deepEqual(
    keys.map(({ key }) => key),
    ['fresh', 'running'],
  );
});

test('sessions go a week after their end', async () => {
  const { accountId } = house.caller;
  const credential = house.deps.newId();
  await house.rows(
    `insert into credential (account_id, id, dialect, label, lookup) values ('${accountId}', '${credential}', 'echo', 'x', 'x')`,
  );
  for (const [name, ended] of [
    ['a', '6 days'],
    ['b', '8 days'],
  ]) {
    await house.rows(
      `insert into session (account_id, id, credential_id, token_hash, secret_hash, expires_at)
       values ('${accountId}', gen_random_uuid(), '${credential}', sha256('${name}'), sha256('s'), now() - interval '${ended}')`,
    );
  }
  await runMaintenance(deps, 'purge');
  assert.equal(await count('session'), 1);
});

test('route plans go thirty days after their end', async () => {
  const { accountId } = house.caller;
  const plan = (name: string, state: string, ended: string) =>
    house.rows(
      `insert into route_plan (account_id, id, version, kind, name, state, request, attempts, created_at, ended_at)
       values ('${accountId}', gen_random_uuid(), 1, 'problem', '${name}', '${state}', '{}', 1, now() - interval '40 days', ${ended})`,
    );
  await plan('old', 'finished', "now() - interval '31 days'");
  await plan('fresh', 'failed', "now() - interval '29 days'");
  await plan('waiting', 'waiting', 'null');
  await runMaintenance(deps, 'purge');
  const left = await house.rows('select name from route_plan order by name');
  assert.deepEqual(left.map(({ name }) => name), ['fresh', 'waiting']); // prettier-ignore
});

test('settled messages go after thirty days with their attempts; waiting ones of a disabled endpoint are dropped then', async () => {
  const { endpoint } = await house.addEndpoint({ url: 'http://127.0.0.1:65000/' });
  for (let n = 0; n < 4; n++) await house.happen(house.deps.newId(), 1, n === 3 ? 'fail' : 'ping');
  await relayEvents(house.deps, writeBody);
  const [first, second, third, untold] = (
    await house.rows(`select id from webhook_message where endpoint_id = '${endpoint.id}' order by id`)
  ).map(({ id }) => String(id));
  await house.rows(`update webhook_message set settled_at = now() - interval '31 days' where id = '${untold}'`);
  await house.rows(
    `update webhook_message set state = 'delivered', settled_at = now() - interval '29 days' where id = '${first}'`,
  );
  await house.rows(`update webhook_message set created_at = now() - interval '31 days' where id = '${second}'`);
  await house.rows(`update webhook_endpoint set state = 'disabled', disabled_reason = 'x' where id = '${endpoint.id}'`);
  assert.equal(await count('webhook_attempt'), 1);
  await runMaintenance(deps, 'purge');
  assert.equal(await count('webhook_attempt'), 0);
  const left = await house.rows(
    `select id, state from webhook_message where endpoint_id = '${endpoint.id}' order by id`,
  );
  assert.deepEqual(left, [
    { id: first, state: 'delivered' },
    { id: second, state: 'dropped' },
    { id: third, state: 'pending' },
  ]);
});

test('positions of yesterday and the week ahead have their days, and preparing them again changes nothing', async () => {
  await runMaintenance(deps, 'prepare-position-days');
  const days = async () => count(`pg_inherits where inhparent = 'position'::regclass`);
  const prepared = await days();
  assert.ok(prepared >= 10);
  await runMaintenance(deps, 'prepare-position-days');
  assert.equal(await days(), prepared);
  await runMaintenance(deps, 'sweep-files');
});

test('a task that nobody knows fails', async () => {
  await assert.rejects(runMaintenance(deps, 'dust-the-shelves'), /no maintenance task dust-the-shelves/);
});

test('R16: the job queue does what it is sent, and lays aside what fails each time', async (t) => {
  const { boss, stop } = await startJobQueue(deps, house.database.url, 0.5);
  // also when something is wrong: its timers would keep the process
  t.after(stop);
  await house.rows('delete from session');
  await boss.send('maintenance', { task: 'purge' });
  await boss.send('maintenance', { task: 'dust-the-shelves' }, { retryLimit: 0 });
  await until(async () => (await count(`pgboss.job where name = 'dead-letter'`)) === 1, 15_000);
  const purged = `pgboss.job where name = 'maintenance' and data->>'task' = 'purge' and state = 'completed'`;
  await until(async () => (await count(purged)) === 1, 15_000);
  const schedules = await house.rows('select key from pgboss.schedule order by key');
  assert.deepEqual(
    schedules.map(({ key }) => key),
    ['end-policies', 'open-reconciliations', 'prepare-position-days', 'purge', 'reconcile', 'sweep-files'],
  );
});

test('the workers start, say that all moves, and stop, again and again', async () => {
  for (let turn = 0; turn < 2; turn++) {
    const workers = await startWorkers(deps, house.database.url);
    for (const [name, ask] of Object.entries(workers.readiness)) assert.equal(await ask(), null, name);
    const begun = performance.now();
    await workers.stop();
    assert.ok(performance.now() - begun < 3000);
  }
  const open = await count(`pg_stat_activity where application_name = 'waybill jobs' and datname = current_database()`);
  assert.equal(open, 0);
});
