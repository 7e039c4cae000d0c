/** Whose rows a connection may touch: set when it changes hands, never mixed up, and free of charge in between. */
import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import { sql, type Kysely } from 'kysely';
import type { PoolClient } from 'pg';
import { testDatabase } from '../../test/database.ts';
import type { TestDatabase } from '../../test/database.ts';
import { newId } from '../lib/new-id.ts';
import { createDatabase, type Database } from './database.ts';
import { createPool } from './pool.ts';
import type { DB } from './schema.ts';

let database: TestDatabase;
const accounts = Array.from({ length: 5 }, newId);
before(async () => {
  database = await testDatabase({ poolSize: 2 });
  for (const id of accounts) {
    await sql`insert into account (id, name, currency, time_zone) values (${id}, 'A', 'INR', 'UTC')`.execute(
      database.db,
    );
  }
});
after(() => database.close());

/** A pool of one connection, and that connection: for what depends on who has it. */
async function single(t: TestContext): Promise<Database & { readonly client: PoolClient }> {
  const pool = createPool({ url: database.url, size: 1, log: { warn: () => undefined } });
  t.after(() => pool.end());
  const client = await pool.connect();
  client.release();
  return { ...createDatabase(pool), client };
}

const seen = async (db: Kysely<DB>) => (await db.selectFrom('account').select('id').execute()).map(({ id }) => id);

test('a connection is set once for all of an account’s requests that follow each other', async (t) => {
  const { of, client } = await single(t);
  const query = t.mock.method(client, 'query');
  const [first = '', second = ''] = accounts;
  for (let turn = 0; turn < 5; turn += 1) await seen(of(first));
  assert.equal(query.mock.callCount(), 6);
  await seen(of(second));
  await seen(of(second));
  assert.equal(query.mock.callCount(), 9);
});

test('requests of many accounts at once on two connections never see another’s rows', async () => {
  const turns = Array.from({ length: 60 }, (_, turn) => accounts[turn % accounts.length] ?? '');
  await Promise.all(
    turns.map(async (id, turn) => {
      const db = database.tenants.of(id);
      if (turn % 7 === 0) await database.db.selectFrom('account').select('id').execute();
      if (turn % 5 > 0) return assert.deepEqual(await seen(db), [id]);
      const broken = db.transaction().execute(async (tx) => {
        assert.deepEqual(await seen(tx), [id]);
        await sql`select 1 / 0`.execute(tx);
      });
      await assert.rejects(broken, { code: '22012' });
      return assert.deepEqual(await seen(db), [id]);
    }),
  );
  assert.equal((await seen(database.db)).length, accounts.length);
});

test('a connection that cannot be set is thrown away, and the caller hears why', async (t) => {
  const { of, client } = await single(t);
  t.mock.method(client, 'query', () => Promise.reject(new Error('cut')));
  const [id = ''] = accounts;
  await assert.rejects(seen(of(id)), /cut/);
  assert.deepEqual(await seen(of(id)), [id]);
});
