/** Long lists in memory: they answer as the database does, see what others commit, and leave room for one another. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { pino } from 'pino';
import { testDatabase, type TestDatabase } from '../../../test/database.ts';
import { testDeps, type TestDeps } from '../../../test/deps.ts';
import { makeTenant } from '../../../test/tenant.ts';
import { newId } from '../../lib/new-id.ts';
import { searchListing, writeListing, type ListingFilter, type ListingRow } from '../../store/listing.ts';
import { createListMemory, type ListMemory, type ListMemoryOptions } from './list-memory.ts';
import { searchable } from './searchable.ts';
import { warmLists } from './warm-lists.ts';

let database: TestDatabase;
let deps: TestDeps;
before(async () => {
  database = await testDatabase();
  deps = testDeps(database.tenants);
});
after(() => database.close());

const account = async () => (await makeTenant(deps)).account.id;
const memory = (options: Partial<ListMemoryOptions> = {}) =>
  createListMemory({ log: deps.log, now: deps.now, leastRows: 1, ...options });
const all: ListingFilter = { list: 'orders', search: null, kinds: null, statuses: null, from: null, until: null };
const first = { skip: 0, size: 20 };
const day = (number: number) => new Date(Date.UTC(2026, 0, 1 + number));
const row = (change: Partial<ListingRow> = {}): ListingRow => ({ list: 'orders', rowId: newId(), kind: 0, status: 0, at: day(0), text: 'so-1', ...change }); // prettier-ignore
const rowsOf = (count: number) => Array.from({ length: count }, () => row());
const write = (accountId: string, rows: readonly ListingRow[]) =>
  database.tenants.of(accountId).transaction().execute((tx) => writeListing(tx, accountId, rows)); // prettier-ignore
const take = (lists: ListMemory, accountId: string, rows: number) =>
  lists.take(database.tenants.of(accountId), accountId, 'orders', rows);
const ask = (lists: ListMemory, accountId: string, filter = all, page = first) =>
  lists.search(database.tenants.of(accountId), accountId, filter, page);
const isKept = async (lists: ListMemory, accountId: string) => (await ask(lists, accountId)) !== null;

describe('a list in memory', () => {
  const words = ['SO-7486', 'Leong Kok', 'ĐƠN', '100%_\\', 'é', '\u{1F4E6}'];
  const anyRow = fc.record({
    kind: fc.nat(1),
    status: fc.nat(3),
    at: fc.nat(10).map(day),
    text: fc.subarray(words).map((some) => searchable(...some)),
  });
  const some = (values: readonly number[]) => fc.option(fc.subarray([...values]));
  const search = fc.oneof(
    fc.constantFrom('so-7', 'LEONG', 'đơn', '%', '_', '\\', 'é', 'E\u0301', '\n', '', '\u{1F4E6}', '\uD83D'),
    fc.string({ unit: 'binary', maxLength: 3 }),
  );
  const question = fc.record({
    search: fc.option(search.map((text) => searchable(text))),
    kinds: some([0, 1]),
    statuses: some([0, 1, 2, 3]),
    from: fc.option(fc.nat(10).map(day)),
    until: fc.option(fc.nat(10).map(day)),
    page: fc.record({ skip: fc.nat(70), size: fc.integer({ min: 1, max: 30 }) }),
  });

  it('answers every question as the database does, while rows are written and written anew', async () => {
    const mine = await account();
    const lists = memory();
    const db = database.tenants.of(mine);
    const ids = Array.from({ length: 60 }, newId);
    await write(mine, ids.slice(0, 30).map((rowId) => row({ rowId }))); // prettier-ignore
    await take(lists, mine, 30);
    const changes = fc.uniqueArray(fc.tuple(fc.constantFrom(...ids), anyRow), { selector: ([id]) => id, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(changes, question, async (changed, { page, ...asked }) => {
        await write(mine, changed.map(([rowId, change]) => row({ rowId, ...change }))); // prettier-ignore
        const filter = { ...all, ...asked };
        const { total, ids: found } = await searchListing(db, mine, filter, page);
        assert.deepEqual(await lists.search(db, mine, filter, page), { total, ids: found });
      }),
      { numRuns: 300 },
    );
  });

  it('shows at once what any process has committed', async () => {
    const mine = await account();
    const processes = [memory(), memory()];
    await write(mine, rowsOf(3));
    for (const lists of processes) await take(lists, mine, 3);
    const writers = Array.from({ length: 20 }, async () => {
      const one = row();
      await write(mine, [one]);
      for (const lists of processes) assert.ok((await ask(lists, mine, all, { skip: 0, size: 50 }))?.ids.includes(one.rowId)); // prettier-ignore
      await write(mine, [{ ...one, status: 3 }]);
      for (const lists of processes) assert.ok((await ask(lists, mine, { ...all, statuses: [3] }, { skip: 0, size: 50 }))?.ids.includes(one.rowId)); // prettier-ignore
    });
    await Promise.all(writers);
    for (const lists of processes) assert.equal((await ask(lists, mine, { ...all, statuses: [3] }))?.total, 20);
  });

  it('holds nothing of another account', async () => {
    const [mine, other] = [await account(), await account()];
    const lists = memory();
    await write(other, rowsOf(2));
    await write(mine, rowsOf(1));
    await take(lists, other, 2);
    assert.equal(await ask(lists, mine), null);
    await take(lists, mine, 1);
    assert.equal((await ask(lists, mine))?.total, 1);
  });

  it('is given up when the database has gone back, and taken up anew', async () => {
    const mine = await account();
    const lines: string[] = [];
    const lists = memory({ log: pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) }) });
    await write(mine, rowsOf(5));
    await take(lists, mine, 5);
    await sql`delete from listing where account_id = ${mine} and position > 2`.execute(database.db);
    await sql`update listing_counter set position = 2, revision = 2 where account_id = ${mine}`.execute(database.db);
    assert.equal(await isKept(lists, mine), false);
    assert.match(lines.join(''), /no longer kept in memory/);
    await take(lists, mine, 2);
    assert.equal((await ask(lists, mine))?.total, 2);
  });
});

describe('the memory', () => {
  const accounts = (count: number, rows: number) =>
    Promise.all(
      Array.from({ length: count }, async () => {
        const mine = await account();
        await write(mine, rowsOf(rows));
        return mine;
      }),
    );
  const kept = async (lists: ListMemory, among: readonly string[]) => {
    const answers = await Promise.all(among.map((mine) => isKept(lists, mine)));
    return among.filter((_, index) => answers[index]);
  };

  it('takes up long lists only, each once', async () => {
    const [short = '', long = ''] = await accounts(2, 3);
    const lists = memory({ leastRows: 4 });
    await take(lists, short, 3);
    await write(long, rowsOf(1));
    await Promise.all([take(lists, long, 4), take(lists, long, 4)]);
    assert.deepEqual(await kept(lists, [short, long]), [long]);
    assert.equal((await ask(lists, long))?.total, 4);
  });

  it('gives room to who asks now from who asked long ago, and takes none from who asks often', async () => {
    const [first = '', second = '', third = '', huge = ''] = await accounts(4, 4);
    const lists = memory({ mostRows: 10 });
    await take(lists, first, 4);
    await take(lists, second, 4);
    await take(lists, third, 4);
    assert.deepEqual(await kept(lists, [first, second, third]), [first, second]);
    deps.clock.move(61_000);
    await ask(lists, first);
    await take(lists, huge, 11);
    await take(lists, third, 4);
    assert.deepEqual(await kept(lists, [first, second, third, huge]), [first, third]);
  });

  it('counts what lists have grown by', async () => {
    const [growing = '', next = ''] = await accounts(2, 4);
    const lists = memory({ mostRows: 10 });
    await take(lists, growing, 4);
    await write(growing, rowsOf(3));
    assert.equal((await ask(lists, growing))?.total, 7);
    await take(lists, next, 4);
    assert.deepEqual(await kept(lists, [growing, next]), [growing]);
  });

  it('begins with the longest lists at a start', async () => {
    const [mine = ''] = await accounts(1, 40);
    const lists = memory({ leastRows: 40 });
    await warmLists({ db: deps.db, lists });
    assert.equal((await ask(lists, mine))?.total, 40);
  });
});
