/** Backup under load, restore elsewhere: all is there, and the copy keeps silent until it is told to speak. */
import assert from 'node:assert/strict';
import { chownSync, copyFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { pausedReason } from '../src/store/backup/load-backup.ts';
import { findRunningPostgres } from '../src/lib/embedded-postgres/running-postgres.ts';
import { readFound } from './crash/audit.ts';
import { openStage, type Stage } from './crash/run-crash.ts';
import { newWeather } from './crash/persistent-client.ts';
import { sendLogiNextOrders } from './crash/send-orders.ts';
import { sendBatch } from './crash/send-positions.ts';
import { startReceiver } from './receiver.ts';
import { runScript } from './run-script.ts';
import { onDatabase } from './throwaway-postgres.ts';
import { tinyPng } from './tiny-png.ts';
import { cannotStart, isRoot, makeDataDirectory, nobody, startWaybill } from './waybill-process.ts';

const skip = await cannotStart();
const ofNobody = (path: string) => isRoot && chownSync(path, nobody.uid, nobody.gid);

async function call(stage: Pick<Stage, 'partner'>, base: string, method: string, path: string, body?: unknown) {
  const answer = await fetch(`${base}/v1${path}`, {
    method,
    headers: { ...stage.partner.native, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${await answer.clone().text()}`);
  return answer;
}

async function addProof({ partner }: Stage, deliveryId: string, picture: Buffer): Promise<string> {
  const form = new FormData();
  form.set('leg', 'dropoff');
  form.set('photo', new Blob([Uint8Array.from(picture)], { type: 'image/png' }), 'door.png');
  const url = `${partner.base}/v1/deliveries/${deliveryId}/proofs`;
  const answer = await fetch(url, { method: 'POST', headers: partner.native, body: form });
  const { files } = (await answer.json()) as { files: { id: string }[] };
  return files[0]?.id ?? assert.fail('the proof was not taken');
}

/** Everything in the database that tells one schema from another. */
const shapeOf = async (data: string) => {
  const url = new URL((await findRunningPostgres(data))?.adminUrl ?? assert.fail('no database'));
  url.pathname = '/waybill';
  const { rows } = await onDatabase(url.href, (client) =>
    client.query<
      Record<string, unknown>
    >(`select conname, pg_get_constraintdef(oid) as definition, convalidated from pg_constraint
      where connamespace = 'public'::regnamespace order by conname, conrelid::regclass::text`),
  );
  return rows;
};

test(
  'R20: a backup under load, restored elsewhere, has all that was acknowledged before it, and sends nothing',
  { skip, timeout: 240_000 },
  async (t) => {
    const stage = await openStage(t, 20);
    const { house, partner, sent, receiver } = stage;
    const failing = await startReceiver((_, response) => response.writeHead(500).end());
    t.after(() => failing.close());
    await call(stage, house.base, 'POST', '/webhook-endpoints', { dialect: 'loginext', url: failing.url });
    const weather = newWeather();
    const numbers = (from: number, many: number) => Array.from({ length: many }, (_, index) => `B-${from + index}`);
    for (let from = 0; from < 60; from += 3) await sendLogiNextOrders(partner, weather, sent, numbers(from, 3));
    await sendBatch(partner, weather, sent, { tracker: 0, firstMs: Date.now() - 1000, size: 500, key: 'first' });
    await sendBatch(partner, weather, sent, { tracker: 1, firstMs: Date.UTC(2020, 1, 1), size: 5, key: null });
    const [first] = sent.orders.get('B-0') ?? [];
    const picture = await tinyPng();
    const fileId = await addProof(stage, first ?? assert.fail('B-0 has no id'), picture);
    const before = new Map(sent.orders);
    const fixesBefore = [...sent.acknowledgedFixes];

    const ending = new AbortController();
    const load = (async () => {
      for (let from = 100; !ending.signal.aborted; from += 3)
        await sendLogiNextOrders(partner, weather, sent, numbers(from, 3));
    })();
    const file = join(makeDataDirectory(t), 'waybill.backup');
    const backedUp = await runScript('backup.ts', [file], { WAYBILL_DATA: house.data });
    ending.abort();
    await load;
    assert.equal(backedUp.code, 0, backedUp.output);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.ok(sent.orders.size > before.size, 'there was load');
    const again = await runScript('backup.ts', [file], { WAYBILL_DATA: house.data });
    assert.match(again.output, /EEXIST.*\nWhat to do: /, 'a backup takes no other’s place');

    const original = await readFound(house);
    const shape = await shapeOf(house.data);
    await house.stopServer();
    const heard = [receiver.received.length, failing.received.length];

    const data = makeDataDirectory(t);
    const restored = await runScript('restore.ts', [file], { WAYBILL_DATA: data });
    assert.equal(restored.code, 0, restored.output);
    assert.match(restored.output, /2 webhook endpoints are switched off/);
    copyFileSync(join(house.data, 'secret-key'), join(data, 'secret-key'));
    ofNobody(join(data, 'secret-key'));
    const base = await startWaybill(t, {
      WAYBILL_DATA: data,
      WAYBILL_PRIVATE_URLS: 'allow',
      WAYBILL_LOG_LEVEL: 'fatal',
    }).ready;
    const databaseUrl = async () => (await findRunningPostgres(data))?.adminUrl ?? assert.fail('no database');

    // all that was acknowledged before, nothing that was never sent, and every rule of the tables holds
    const copy = await readFound({ ...house, databaseUrl });
    const ids = new Map(copy.orders.map(({ number, id }) => [number, id]));
    for (const [number, known] of before) assert.deepEqual([ids.get(number)], [...known], number);
    assert.deepEqual(copy.orders.filter(({ number }) => !sent.orders.has(number)), []); // prettier-ignore
    const fixes = new Set(copy.fixes.map(({ name }) => name));
    assert.deepEqual(fixesBefore.filter((name) => !fixes.has(name)), []); // prettier-ignore
    for (const [name, count] of Object.entries(copy.broken)) {
      if (!/outbox|message/.test(name)) assert.equal(count, 0, name);
    }
    assert.deepEqual(await shapeOf(data), shape);
    const bytes = await (await call(stage, base, 'GET', `/proof-files/${fileId}`)).arrayBuffer();
    assert.ok(picture.equals(Buffer.from(bytes)));

    // silence: longer than several rounds of the relay, the senders and their retries
    await sleep(3000);
    assert.deepEqual([receiver.received.length, failing.received.length], heard);
    const endpoints = await (await call(stage, base, 'GET', '/webhook-endpoints')).json() as { data: Record<string, unknown>[] }; // prettier-ignore
    assert.deepEqual(endpoints.data.map(({ disabledReason }) => disabledReason), [pausedReason, pausedReason]); // prettier-ignore

    // switched on, it goes on where the original was: the same messages under the same ids
    const failingId = endpoints.data.find(({ url }) => url === failing.url)?.['id'];
    await call(stage, base, 'PATCH', `/webhook-endpoints/${String(failingId)}`, { state: 'enabled' });
    while (failing.received.length === heard[1]) await sleep(50);
    const known = new Set(original.messages.map(({ id }) => id));
    assert.ok(known.has(String(failing.received.at(-1)?.headers['webhook-id'])));
  },
);

test(
  'R20: what is no whole backup, and a database that is not empty, are refused and left alone',
  { skip, timeout: 120_000 },
  async (t) => {
    const data = makeDataDirectory(t);
    const folder = makeDataDirectory(t);
    const file = join(folder, 'waybill.backup');
    const env = { WAYBILL_DATA: data };
    const none = await runScript('backup.ts', [file], env);
    assert.match(none.output, /no database in .*\nWhat to do: /);
    assert.equal(none.code, 1);

    const server = startWaybill(t, { ...env, WAYBILL_LOG_LEVEL: 'fatal' });
    await server.ready;
    server.child.kill('SIGTERM');
    await server.exited;
    // nobody runs it now
    assert.equal((await runScript('backup.ts', [file], env)).code, 0);
    const taken = await runScript('restore.ts', [file], env);
    assert.match(taken.output, /holds data already.*\nWhat to do: /);

    const whole = readFileSync(file);
    const cut = join(folder, 'cut.backup');
    writeFileSync(cut, whole.subarray(0, whole.length - 100));
    const bad = join(folder, 'bad.backup');
    writeFileSync(bad, 'no gzip');
    for (const path of [cut, bad]) ofNobody(path);
    const fresh = { WAYBILL_DATA: makeDataDirectory(t) };
    for (const [path, words] of [
      [cut, /damaged/],
      [bad, /damaged/],
      [join(folder, 'missing'), /There is no file/],
    ] as const) {
      // prettier-ignore
      const refused = await runScript('restore.ts', [path], fresh);
      assert.equal(refused.code, 1);
      assert.match(refused.output, words);
    }
    assert.equal((await runScript('restore.ts', [file], fresh)).code, 0, 'what failed left nothing behind');
    assert.ok(!existsSync(`${file}.part`));
  },
);
