/** Upgrades: the tables of an earlier release with data in them become today's, whatever happens on the way. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError, type Client } from 'pg';
import { migrate } from '../src/store/migrate.ts';
import { testDatabase } from './database.ts';
import { fillEarlierRelease } from './earlier-release.ts';
import { migrations, onDatabase } from './throwaway-postgres.ts';

/** The tables of an earlier release: those of its migrations. */
const earlier = 3;
const latest = readdirSync(migrations).length;
const later = Array.from({ length: latest - earlier }, (_, index) => earlier + 1 + index);

/** Count and checksum of what a table held then, in the columns that it had then. */
const sumsOf = async (client: Client, columns: ReadonlyMap<string, string>) => {
  const sums: Record<string, { readonly rows: number; readonly sum: string } | undefined> = {};
  await client.query(`select set_config('waybill.account_id', 'house', false)`);
  for (const [table, list] of columns) {
    const { rows } = await client.query<{ rows: number; sum: string }>(`
      select count(*)::int as rows, md5(string_agg(t::text, E'\\n' order by t::text)) as sum
      from (select ${list} from ${table}) t`);
    sums[table] = rows[0];
  }
  return sums;
};

const columnsOf = async (client: Client): Promise<ReadonlyMap<string, string>> => {
  const { rows } = await client.query<{ table: string; list: string }>(`
    select c.relname as table, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as list
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and c.relname <> 'waybill_migration'
    group by 1`);
  return new Map(rows.map(({ table, list }) => [table, list]));
};

/** A database as an earlier release left it, full. */
async function openEarlier(t: TestContext) {
  const database = await testDatabase();
  t.after(() => database.close());
  await onDatabase(database.superuserUrl, (client) =>
    client.query('drop schema public cascade; create schema public authorization waybill'),
  );
  assert.deepEqual(await migrate(database.url, migrations, undefined, earlier), [1, 2, 3]);
  return onDatabase(database.url, async (client) => {
    await fillEarlierRelease(client);
    const columns = await columnsOf(client);
    const sums = await sumsOf(client, columns);
    return { url: database.url, sums, sumsNow: () => onDatabase(database.url, (now) => sumsOf(now, columns)) };
  });
}

test('R18: the data of an earlier release is the same after the upgrade, and a second run does nothing', async (t) => {
  const { url, sums, sumsNow } = await openEarlier(t);
  assert.ok(Object.keys(sums).length > 10);
  assert.deepEqual(await migrate(url, migrations), later);
  assert.deepEqual(await sumsNow(), sums);
  assert.deepEqual(await migrate(url, migrations), []);
  assert.deepEqual(await sumsNow(), sums);
});

test('R18: an upgrade that is killed in the middle leaves whole migrations, and the next run ends it', async (t) => {
  const { url, sums, sumsNow } = await openEarlier(t);
  // today's migrations, and one more that has changed half of its rows when it is killed
  const folder = mkdtempSync(join(tmpdir(), 'waybill-upgrade-'));
  t.after(() => rmSync(folder, { recursive: true }));
  cpSync(migrations, folder, { recursive: true });
  const slow = `${String(latest + 1).padStart(4, '0')}-slow.sql`;
  writeFileSync(
    join(folder, slow),
    `select set_config('waybill.account_id', 'house', true);
    alter table delivery add column mark int; update delivery set mark = 1, reason = 'half'; select pg_sleep(60);`,
  );
  const child = spawn(process.execPath, [join(import.meta.dirname, 'migrate-process.ts'), url, folder]);
  const asleep = `select 1 from pg_stat_activity where query like '%pg_sleep(60)%' and wait_event = 'PgSleep'
    and datname = current_database()`;
  await onDatabase(url, async (client) => {
    while ((await client.query(asleep)).rowCount === 0) await sleep(20);
    child.kill('SIGKILL');
    await once(child, 'close');
    // nobody waits for its backend: it sleeps on, holding the lock of the migrations, until it is told to end
    await client.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'waybill migrate' and datname = current_database()`);
    const { rows } = await client.query('select count(*)::int as n from waybill_migration');
    assert.deepEqual(rows, [{ n: latest }]);
  });
  assert.deepEqual(await sumsNow(), sums);
  writeFileSync(join(folder, slow), 'alter table delivery add column mark int;');
  assert.deepEqual(await migrate(url, folder), [latest + 1]);
  assert.deepEqual(await sumsNow(), sums);
});

test('R18: an upgrade under light load waits for nobody longer than 5 s, and loses none of what is written', async (t) => {
  const { url, sums, sumsNow } = await openEarlier(t);
  const ending = new AbortController();
  let written = 0;
  let slowestMs = 0;
  const load = onDatabase(url, async (client) => {
    await client.query(`select set_config('waybill.account_id', 'house', false)`);
    while (!ending.signal.aborted) {
      const begun = performance.now();
      try {
        await client.query('begin');
        await client.query('select count(*) from delivery');
        await client.query(
          `insert into hub (account_id, id, code, name)
           select id, gen_random_uuid(), 'LOAD-' || $1, 'x' from account limit 1`,
          [written],
        );
        await sleep(5);
        await client.query('commit');
        written += 1;
      } catch (cause) {
        // of two in a circle the database picks one: transact tries such a transaction again too
        if (!(cause instanceof DatabaseError && cause.code === '40P01')) throw cause;
        await client.query('rollback');
      }
      slowestMs = Math.max(slowestMs, performance.now() - begun);
    }
  });
  await sleep(50);
  assert.deepEqual(await migrate(url, migrations), later);
  await sleep(50);
  ending.abort();
  await load;
  const now = await sumsNow();
  assert.equal(now['hub']?.rows, (sums['hub']?.rows ?? 0) + written);
  assert.deepEqual({ ...now, hub: null }, { ...sums, hub: null });
  assert.ok(slowestMs < 5000, `${slowestMs} ms`);
  assert.ok(written > 5);
});
