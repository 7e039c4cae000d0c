/** The watch asks the database once for all who watch, not at all for nobody, and survives its faults. */
import assert from 'node:assert/strict';
import { after, before, it, type TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { KyselyPlugin } from 'kysely';
import { testDatabase, type TestDatabase } from '../../../test/database.ts';
import { testDeps, type TestDeps } from '../../../test/deps.ts';
import { makeTenant, type Tenant } from '../../../test/tenant.ts';
import { makeTrackedTrip, type TrackedTrip } from '../../../test/tracked-trip.ts';
import type { Target } from './read-sights.ts';
import type { Sight } from './tracked.ts';
import { createWatch } from './watch-sights.ts';

let database: TestDatabase;
let deps: TestDeps;
let tenants: readonly Tenant[];
let trips: readonly TrackedTrip[];
before(async () => {
  database = await testDatabase();
  deps = testDeps(database.tenants);
  const settings = { autoCreateReferences: true };
  tenants = [await makeTenant(deps, { settings }), await makeTenant(deps, { settings })];
  trips = await Promise.all(tenants.map((tenant) => makeTrackedTrip(deps, tenant, 'W')));
  for (const trip of trips) await trip.start();
});
after(() => database.close());

/** A watch that counts its rounds and statements, and whose database is away while `faulty` is set. */
function counted() {
  const told: unknown[] = [];
  const count = { rounds: 0, statements: 0, faulty: false };
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      count.statements += 1;
      if (count.faulty) throw new Error('away');
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const house = database.tenants.house.withPlugin(plugin);
  const db = {
    ...database.tenants,
    // each round takes it once
    get house() {
      count.rounds += 1;
      return house;
    },
  };
  // the one method that the watch calls
  const log = { error: (line: unknown) => void told.push(line) } as unknown as TestDeps['log'];
  return { watch: createWatch({ db, log }, 20), count, told };
}

/** What one watcher was told, the newest last. */
function watcher(t: TestContext, { add }: ReturnType<typeof createWatch>, target: Target) {
  const sights: Sight[] = [];
  const leave = add(target, { version: () => sights.at(-1)?.version ?? null, tell: (sight) => void sights.push(sight) });
  t.after(leave);
  return { sights, leave };
} // prettier-ignore

async function until(settled: () => boolean): Promise<void> {
  for (let left = 500; !settled() && left > 0; left -= 1) await pause(20);
  assert.ok(settled());
}

const order = (tenant: number, door: number): Target => ({
  kind: 'order',
  accountId: tenants[tenant]?.account.id ?? '',
  name: `ORDER-W-${door}`,
});

it('asks once for each kind, however many watch, and once more for what has changed', async (t) => {
  const { watch, count } = counted();
  const all = [0, 1].flatMap((tenant) => [1, 2, 3].flatMap((door) => [order(tenant, door), order(tenant, door)]));
  const watchers = all.map((target) => watcher(t, watch, target));
  watchers.push(watcher(t, watch, { ...order(0, 1), kind: 'trip', name: 'TRIP-W' }));
  await until(() => watchers.every(({ sights }) => sights.length === 1));
  const before = { ...count };
  await trips[0]?.seenAt({ lat: 19, lng: 72 });
  await until(() => watchers.filter(({ sights }) => sights.length === 2).length === 7);
  await pause(200);
  assert.ok(watchers.every(({ sights }, index) => sights.length === (index < 6 || index === 12 ? 2 : 1)));
  const [rounds, statements] = [count.rounds - before.rounds, count.statements - before.statements];
  assert.ok(rounds > 3, `${rounds} rounds`);
  // orders and trips in each round, and in one the history of both; a round may be under way at either end
  assert.ok(Math.abs(statements - (rounds * 2 + 2)) <= 2, `${statements} statements in ${rounds} rounds`);
});

it('asks nothing while nobody watches, and begins again', async (t) => {
  const { watch, count } = counted();
  await pause(100);
  assert.equal(count.statements, 0);
  const first = watcher(t, watch, order(0, 2));
  await until(() => first.sights.length === 1);
  assert.equal(watch.last(order(0, 2))?.version, first.sights[0]?.version);
  first.leave();
  assert.equal(watch.last(order(0, 2)), null);
  await pause(100);
  const asked = count.statements;
  await pause(200);
  assert.equal(count.statements, asked);
  const second = watcher(t, watch, order(0, 2));
  await until(() => second.sights.length === 1);
});

it('goes on after a fault of the database, and tells of it a few times only', async (t) => {
  const { watch, count, told } = counted();
  const one = watcher(t, watch, order(1, 3));
  await until(() => one.sights.length === 1);
  count.faulty = true;
  await until(() => told.length === 2);
  await trips[1]?.seenAt({ lat: 1, lng: 1 });
  count.faulty = false;
  await until(() => one.sights.length === 2);
  assert.equal(told.length, 2);
});
