/** Connections: what they survive, how they are bounded, how values arrive. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from '../../test/database.ts';
import type { TestDatabase } from '../../test/database.ts';
import { connectFirst, createPool } from './pool.ts';
import { createNamer } from './prepared-statements.ts';

let database: TestDatabase;
before(async () => {
  database = await testDatabase({ poolSize: 2 });
});
after(() => database.close());

test('a bigint arrives as a number, a date as text, an instant as a Date', async () => {
  const { rows } = await sql<Record<string, unknown>>`
    select 9007199254740991::int8 as big, date '2026-03-01' as day, array[1, 2]::int8[] as bigs,
      array[date '2026-03-01'] as days, timestamptz '2026-03-01T00:00:00Z' as instant, 1.50::numeric as exact`.execute(
    database.db,
  );
  assert.deepEqual(rows[0], {
    big: 9007199254740991,
    day: '2026-03-01',
    bigs: [1, 2],
    days: ['2026-03-01'],
    instant: new Date('2026-03-01T00:00:00Z'),
    exact: '1.50',
  });
});

test('a bigint that a number cannot hold exactly is refused', async () => {
  await assert.rejects(sql`select 9007199254740993::int8 as big`.execute(database.db), RangeError);
});

test('a statement is prepared under a name from its second time on', async () => {
  const prepared = () =>
    database.db.connection().execute(async (connection) => {
      for (let turn = 0; turn < 3; turn += 1) await sql`select ${turn}::int as turn, 'named'`.execute(connection);
      const { rows } = await sql<{ name: string }>`
        select name from pg_prepared_statements where statement like '%named%' and not from_sql`.execute(connection);
      return rows;
    });
  assert.match((await prepared())[0]?.name ?? '', /^w[0-9a-f]{24}$/);
});

test('at most 400 statements get names, and very wide ones none', () => {
  const namer = createNamer();
  const twice = (text: string, parameters = 1) => [namer.nameOf(text, parameters), namer.nameOf(text, parameters)][1];
  assert.equal(twice('wide', 201), undefined);
  for (let index = 0; index < 400; index += 1) assert.ok(twice(`select ${index}`));
  assert.equal(twice('one more'), undefined);
  namer.forget('select 3');
  assert.equal(namer.nameOf('select 3', 1), undefined);
});

test('the statement still runs after its table changed under the prepared plan', async () => {
  await sql`create table changing (a int)`.execute(database.db);
  const read = () => sql`select * from changing where 1 = ${1}`.execute(database.db);
  for (let turn = 0; turn < 4; turn += 1) await read();
  await sql`alter table changing add b int`.execute(database.db);
  await read().catch(() => undefined);
  await read();
  await read();
});

test('R6: connections that the server ends are replaced without ending the process', async () => {
  await database.pool.query('select 1');
  const held = await database.pool.connect();
  await held.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
  );
  held.release();
  const { rows } = await database.pool.query<{ one: number }>('select 1 as one');
  assert.equal(rows[0]?.one, 1);
});

test('R8: whoever finds every connection taken is told so within the time limit', async () => {
  const { anyone } = database.tenants;
  const taken = [await database.pool.connect(), await database.pool.connect()];
  const startedAt = performance.now();
  try {
    await assert.rejects(sql`select 1`.execute(anyone), /timeout exceeded/);
  } finally {
    for (const connection of taken) connection.release();
  }
  assert.ok(performance.now() - startedAt < 10_000);
  await sql`select 1`.execute(anyone);
});

test('the first connection of a pool may take longer than any request would wait', async (t) => {
  const pool = createPool({ url: database.url, size: 1, log: { warn: () => undefined } });
  t.after(() => pool.end());
  const held = await pool.connect();
  // longer than the pool's own wait of two seconds
  setTimeout(() => held.release(), 2500);
  await assert.rejects(connectFirst(pool, 1), /timeout exceeded/);
  await connectFirst(pool);
});

test('a database that refuses the first connection is not asked again', async () => {
  const pool = createPool({ url: 'postgres://nobody@127.0.0.1:1/none', size: 1, log: { warn: () => undefined } });
  await assert.rejects(connectFirst(pool), { code: 'ECONNREFUSED' });
  await pool.end();
});
