/** A process that plans is killed, or ended before it is done: another does the plan anew. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { sandboxCredentials } from '../src/use-cases/account/seed-sandbox.ts';
import { testDatabase } from './database.ts';
import { startReceiver } from './receiver.ts';
import { cannotStart, makeDataDirectory, startWaybill, stopWaybill } from './waybill-process.ts';
import { until } from './webhook-house.ts';

const skip = await cannotStart();

/** Enough for a search of ten seconds. */
const shipments = Array.from({ length: 120 }, (_, index) => ({
  name: `s${index}`,
  location: { latitude: 19 + (index % 11) / 100, longitude: 72.8 + Math.floor(index / 11) / 100 },
  start: '2026-11-23T04:00:00Z',
  end: '2026-11-23T16:00:00Z',
  serviceTime: 5,
  type: ['parcel'],
}));
const problem = {
  startLocation: { latitude: 19.05, longitude: 72.85 },
  vehicles: ['a', 'b', 'c'].map((name) => ({ name, capacity: { units: 60 } })),
  shipments,
};

for (const how of ['SIGTERM', 'SIGKILL'] as const) {
  test(
    `R14: a plan whose process ends by ${how} in the middle is done by another, and told once`,
    { skip, timeout: 150_000 },
    async (t) => {
      const database = await testDatabase();
      t.after(() => database.close());
      const receiver = await startReceiver();
      t.after(() => receiver.close());
      const start = (role: string) =>
        startWaybill(t, {
          DATABASE_URL: database.url,
          WAYBILL_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
          WAYBILL_DATA: makeDataDirectory(t),
          WAYBILL_SANDBOX: 'on',
          WAYBILL_PRIVATE_URLS: 'allow',
          WAYBILL_LOG_LEVEL: 'fatal',
          WAYBILL_ROLE: role,
        });
      // the web process takes orders and plans nothing
      const web = start('web');
      const base = await web.ready;
      const native = { authorization: `Bearer ${sandboxCredentials.native.key}`, 'content-type': 'application/json' };
      const hook = { dialect: 'loginext', url: receiver.url, events: ['ROUTE_PLANNING_API'] };
      const made = await fetch(`${base}/v1/webhook-endpoints`, { method: 'POST', headers: native, body: JSON.stringify(hook) }); // prettier-ignore
      assert.equal(made.status, 201, await made.text());
      const signedIn = await fetch(`${base}/loginext/LoginApp/login/authenticate`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(sandboxCredentials.loginext),
      });
      const pair = Object.fromEntries(
        ['www-authenticate', 'client_secret_key'].map((name) => [name, signedIn.headers.get(name) ?? '']),
      );
      const asked = await fetch(`${base}/loginext/TripApp/deliveryplanner/v1/plan`, {
        method: 'POST',
        headers: { ...pair, 'content-type': 'application/json' },
        body: JSON.stringify({ routeName: how, ...problem }),
      });
      assert.equal(asked.status, 200, await asked.text());
      const read = async () => {
        const listed = (await (await fetch(`${base}/v1/plans`, { headers: native })).json()) as {
          data: { id: string; state: string; attempts: number; progress: { step: string } | null }[];
        };
        return listed.data[0] ?? assert.fail('the plan is gone');
      };
      await sleep(1000);
      assert.equal((await read()).state, 'waiting');

      const first = start('worker');
      await first.ready;
      await until(async () => (await read()).progress?.step === 'searching', 30_000);
      const begun = performance.now();
      if (how === 'SIGKILL') {
        first.child.kill('SIGKILL');
        await first.exited;
      } else {
        assert.equal((await stopWaybill(first)).code, 0);
        const { state, attempts } = await read();
        assert.deepEqual([state, attempts], ['waiting', 0], 'handed back at once');
      }
      assert.equal(receiver.received.length, 0);

      const second = start('worker');
      await second.ready;
      await until(async () => (await read()).state === 'finished', 90_000);
      t.diagnostic(`done ${Math.round(performance.now() - begun)} ms after the ${how}`);
      assert.equal((await read()).attempts, how === 'SIGKILL' ? 2 : 1);
      await until(() => receiver.received.length > 0, 10_000);
      await sleep(1000);
      const [told, ...more] = receiver.received.map(({ body }): unknown => JSON.parse(body));
      assert.deepEqual(more, [], 'told once');
      const { data } = told as {
        data: { routeName: string; routes: { shipments: unknown[] }[]; unassigned: string[] };
      };
      assert.equal(data.routeName, how);
      assert.deepEqual(data.unassigned, []);
      assert.equal(data.routes.flatMap((route) => route.shipments).length, shipments.length);
      const { rows } = await sql<{ n: number }>`
        select count(*)::int as n from event where type like 'plan.%'`.execute(database.db);
      assert.deepEqual(rows, [{ n: 1 }]);
    },
  );
}
