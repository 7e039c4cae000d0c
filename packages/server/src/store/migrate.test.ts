/** Migrations: once each, together or not at all, and never against a database that does not fit. */

import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { testDatabase } from '../../test/database.ts';
import type { TestDatabase } from '../../test/database.ts';
import { StartFault } from '../lib/start-fault.ts';
import { migrate } from './migrate.ts';

let database: TestDatabase;
let root: string;
let folder: string;
let count = 0;

before(async () => {
  database = await testDatabase();
  root = await mkdtemp(join(tmpdir(), 'waybill-migrate-'));
});
after(async () => {
  await database.close();
  await rm(root, { recursive: true });
});
beforeEach(async () => {
  folder = join(root, String((count += 1)));
  await mkdir(folder);
  await database.pool.query('drop table if exists waybill_migration, parcel, label');
});

const write = (name: string, sql: string) => writeFile(join(folder, name), sql);
const run = () => migrate(database.url, folder);

test('applies what is new, once, in order', async () => {
  await write('0001-parcel.sql', 'create table parcel (id int); insert into parcel values (1)');
  assert.deepEqual(await run(), [1]);
  assert.deepEqual(await run(), []);
  await write('0002-label.sql', 'create table label as select id from parcel');
  assert.deepEqual(await run(), [2]);
  const { rows } = await database.pool.query('select number, name from waybill_migration order by number');
  assert.deepEqual(rows, [
    { number: 1, name: 'parcel' },
    { number: 2, name: 'label' },
  ]);
});

test('R18: processes that start at once apply each migration once', async () => {
  await write('0001-parcel.sql', 'create table parcel (id int); select pg_sleep(0.2)');
  const applied = await Promise.all([run(), run(), run(), run()]);
  assert.deepEqual(applied.flat(), [1]);
});

test('R18: a migration that fails leaves nothing of itself and keeps those before it', async () => {
  await write('0001-parcel.sql', 'create table parcel (id int)');
  await write('0002-label.sql', 'create table label (id int); select 1 / 0');
  await assert.rejects(run(), (fault) => fault instanceof StartFault && fault.message.includes('0002-label.sql'));
  const { rows } = await database.pool.query(
    `select to_regclass('parcel') is not null as parcel, to_regclass('label') as label`,
  );
  assert.deepEqual(rows, [{ parcel: true, label: null }]);
  await write('0002-label.sql', 'create table label (id int)');
  assert.deepEqual(await run(), [2]);
});

test('a migration that was changed after it was applied is refused', async () => {
  await write('0001-parcel.sql', 'create table parcel (id int)');
  await run();
  await write('0001-parcel.sql', 'create table parcel (id bigint)');
  await assert.rejects(run(), (fault) => fault instanceof StartFault && fault.message.includes('another content'));
  await write('0001-parcel.sql', 'create table parcel (id int)');
  assert.deepEqual(await run(), []);
});

test('a database newer than the code is refused and left as it is', async () => {
  await write('0001-parcel.sql', 'create table parcel (id int)');
  await run();
  await database.pool.query(`insert into waybill_migration values (2, 'later', 'x')`);
  await assert.rejects(run(), (fault) => fault instanceof StartFault && fault.mend.includes('later'));
});

test('a gap in the numbers, or a file that is no migration, is refused', async () => {
  await write('0002-label.sql', 'select 1');
  await assert.rejects(run(), /should be migration 0001/);
});

test('R18: a migration waits for a table that is in use, and gives way in between', { timeout: 60_000 }, async () => {
  await write('0001-parcel.sql', 'create table parcel (id int)');
  await run();
  await write('0002-parcel-weight.sql', 'alter table parcel add weight int');
  const holder = await database.pool.connect();
  await holder.query('begin');
  await holder.query('lock table parcel in access exclusive mode');
  const running = run();
  // Longer than the lock's time-out of 5 s, so that the first try has to fail.
  setTimeout(() => void holder.query('commit').then(() => holder.release()), 6000);
  assert.deepEqual(await running, [2]);
});
