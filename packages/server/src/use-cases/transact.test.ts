/** Two transactions that stand in each other's way. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { testDatabase, type TestDatabase } from '../../test/database.ts';
import { testDeps, type TestDeps } from '../../test/deps.ts';
import { makeTenant, type Tenant } from '../../test/tenant.ts';
import { classifyDatabaseFault } from '../lib/database-faults.ts';
import { transact } from './transact.ts';

let database: TestDatabase;
let deps: TestDeps;
let tenant: Tenant;

before(async () => {
  database = await testDatabase();
  deps = testDeps(database.tenants);
  tenant = await makeTenant(deps);
  const { id } = tenant.account;
  await sql`insert into hub (account_id, id, code, name)
    select ${id}, gen_random_uuid(), 'HUB' || n, '' || 0 from generate_series(1, 2) n`.execute(deps.db.of(id));
});
after(() => database.close());

const names = async () => {
  const { rows } = await sql<{ name: string }>`select name from hub order by code`.execute(
    deps.db.of(tenant.account.id),
  );
  return rows.map(({ name }) => name);
};

test('R11: of two that deadlock one is tried again, and both take effect once', async () => {
  let runs = 0;
  const both = (first: string, second: string) =>
    transact(deps, tenant.identity.caller, async (tx) => {
      runs += 1;
      const count = (code: string) => sql`update hub set name = (name::int + 1)::text where code = ${code}`.execute(tx);
      await count(first);
      await sleep(100);
      await count(second);
    });
  await Promise.all([both('HUB1', 'HUB2'), both('HUB2', 'HUB1')]);
  assert.ok(runs > 2, 'the database had to pick one');
  assert.deepEqual(await names(), ['2', '2']);
});

test('R11: what fails each time is tried three times, and its caller is told to come back', async () => {
  let runs = 0;
  const work = transact(deps, tenant.identity.caller, async (tx) => {
    runs += 1;
    await sql`do $$ begin raise exception 'x' using errcode = '40001'; end $$`.execute(tx);
  });
  await assert.rejects(work, (error) => classifyDatabaseFault(error) === 'unavailable');
  assert.equal(runs, 3);
});
