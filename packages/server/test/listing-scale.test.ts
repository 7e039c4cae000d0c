/** 100,000 subscription orders: what a question costs does not grow with them. Counted, for a clock says something else each time. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { sql } from 'kysely';
import { writeListing } from '../src/store/listing.ts';
import { createListMemory, type ListMemory } from '../src/use-cases/listing/list-memory.ts';
import type { Wanted } from '../src/use-cases/listing/listing.ts';
import { warmLists } from '../src/use-cases/listing/warm-lists.ts';
import { listOrders } from '../src/use-cases/subscription/read-orders.ts';
import { testDatabase, type TestDatabase } from './database.ts';
import { testDeps, type TestDeps } from './deps.ts';
import { addManyOrders, rare } from './many-orders.ts';
import { statementsOf } from './task-house.ts';
import { makeTenant, type Tenant } from './tenant.ts';

const many = 100_000;
let database: TestDatabase;
let deps: TestDeps;
let tenant: Tenant;
/** Keeps no list: the database answers. */
let none: ListMemory;
before(async () => {
  database = await testDatabase();
  deps = testDeps(database.tenants);
  none = createListMemory({ ...deps, leastRows: Infinity });
  tenant = await makeTenant(deps);
  await addManyOrders(database.db, tenant.account.id, many);
});
after(() => database.close());

const all = { search: null, kinds: null, statuses: null, from: null, until: null, page: 1, size: 20 };
const ask = (wanted: Partial<Wanted>, from = deps) => listOrders(from, tenant.identity.caller, { ...all, ...wanted });
const numbers = (found: Awaited<ReturnType<typeof ask>>) => found.views.map(({ order }) => order.number);
const counting = async (wanted: Partial<Wanted>) =>
  statementsOf(deps, (counted) => ask(wanted, { ...deps, ...counted }));

/** Rows of the list that the database reads for a question. */
async function rowsRead(wanted: Partial<Wanted>, lists = deps.lists): Promise<number> {
  const tx = await database.tenants.of(tenant.account.id).startTransaction().execute();
  const soFar = async () => {
    const { rows } = await sql<{ read: number }>`
      select (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int as read
      from pg_stat_xact_user_tables where relname = 'listing'`.execute(tx);
    return rows[0]?.read ?? 0;
  };
  try {
    const earlier = await soFar();
    await ask(wanted, { ...deps, lists, db: { ...deps.db, of: () => tx } });
    return (await soFar()) - earlier;
  } finally {
    await tx.rollback().execute();
  }
}

it('answers as the database does', async () => {
  await warmLists(deps);
  const questions = [{}, { search: 'A' }, { search: rare.some, page: 3 }, { search: rare.one }, { page: many / 20 }];
  const totals = [];
  for (const question of questions) {
    const answer = await ask(question);
    assert.deepEqual(answer, await ask(question, { ...deps, lists: none }));
    totals.push(answer.total);
  }
  assert.deepEqual(totals, [many, many, many / 100, 1, many]);
});

it('costs as many statements on the last page as on the first, and reads no row of the list', async () => {
  await warmLists(deps);
  const questions = [{}, { search: 'a' }, { search: rare.some }, { search: rare.some, page: 50 }, { page: many / 20 }];
  for (const question of questions) {
    // the counter of the list, the fulfilments, the orders, the bills
    assert.equal(await counting(question), 4);
    assert.equal(await rowsRead(question), 0);
  }
  // all of them, some in processes that count for themselves
  assert.ok((await rowsRead({ search: 'a' }, none)) > many / 10);
});

it('reads what was written since, and no more', async () => {
  await warmLists(deps);
  const { views } = await ask({ search: rare.one });
  const { id = '', placedAt = new Date() } = views[0]?.order ?? {};
  const row = { list: 'orders', rowId: id, kind: 0, status: 4, at: placedAt, text: 'capybara' } as const;
  const accountId = tenant.account.id;
  const write = () => database.tenants.of(accountId).transaction().execute((tx) => writeListing(tx, accountId, [row])); // prettier-ignore
  await write();
  assert.equal(await rowsRead({ search: 'capybara' }), 1);
  assert.deepEqual(numbers(await ask({ search: 'capybara', statuses: [4] })), ['SO-7']);
  assert.equal((await ask({ search: rare.one })).total, 0);
  await write();
  assert.equal(await counting({ search: 'capybara' }), 5);
  assert.equal(await counting({ search: 'capybara' }), 4);
});
