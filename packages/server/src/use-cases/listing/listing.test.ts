/** Lists of partners: rows keep their places, numbers have no gaps, and filters find what a plain look would. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import fc from 'fast-check';
import { testDatabase, type TestDatabase } from '../../../test/database.ts';
import { testDeps, type TestDeps } from '../../../test/deps.ts';
import { makeTenant } from '../../../test/tenant.ts';
import { newId } from '../../lib/new-id.ts';
import { countListing, writeListing, type ListingRow } from '../../store/listing.ts';
import { nextSerial } from '../../store/serial-counter.ts';
import { list, type Wanted } from './listing.ts';
import { searchable } from './searchable.ts';

let database: TestDatabase;
let deps: TestDeps;
before(async () => {
  database = await testDatabase();
  deps = testDeps(database.tenants);
});
after(() => database.close());

const account = async () => (await makeTenant(deps)).account.id;
const row = (change: Partial<ListingRow> = {}): ListingRow => ({
  list: 'orders',
  rowId: newId(),
  kind: 0,
  status: 0,
  at: new Date('2026-01-01T00:00:00Z'),
  text: searchable('SO-1', 'Leong'),
  ...change,
});
const all: Wanted = { list: 'orders', search: null, kinds: null, statuses: null, from: null, until: null, page: 1, size: 20 }; // prettier-ignore
const write = (accountId: string, rows: readonly ListingRow[]) =>
  database.tenants.of(accountId).transaction().execute((tx) => writeListing(tx, accountId, rows)); // prettier-ignore
const places = async (accountId: string) =>
  database.db
    .selectFrom('listing')
    .select(['row_id as id', 'position', 'revision', 'status'])
    .where('account_id', '=', accountId)
    .orderBy('position')
    .execute();

it('keeps the place of a row that changes, and tells that it has', async () => {
  const mine = await account();
  const [first, second, third] = [row(), row(), row()];
  await write(mine, [first, second]);
  await write(mine, [{ ...first, status: 4 }, third]);
  assert.deepEqual(await places(mine), [
    { id: first.rowId, position: 1, revision: 3, status: 4 },
    { id: second.rowId, position: 2, revision: 2, status: 0 },
    { id: third.rowId, position: 3, revision: 4, status: 0 },
  ]);
  const db = database.tenants.of(mine);
  assert.deepEqual(await countListing(db, mine, 'orders'), { rows: 3, revision: 4 });
  assert.deepEqual(await countListing(db, mine, 'bills'), { rows: 0, revision: 0 });
  assert.deepEqual((await list(deps, mine, all)).ids, [third.rowId, second.rowId, first.rowId]);
});

it('numbers without a gap what is written at once, also when some of it fails', async () => {
  const mine = await account();
  const failing = database.tenants
    .of(mine)
    .transaction()
    .execute(async (tx) => {
      await writeListing(tx, mine, [row(), row()]);
      throw new Error('later');
    });
  const writers = Array.from({ length: 12 }, () => write(mine, [row(), row({ list: 'fulfilments' }), row()]));
  await Promise.allSettled([failing, ...writers]);
  const written = (await places(mine)).map(({ position }) => position);
  const expected = [...Array.from({ length: 24 }, (_, index) => index + 1), ...Array.from({ length: 12 }, (_, index) => index + 1)]; // prettier-ignore
  assert.deepEqual(written.toSorted((a, b) => a - b), expected.toSorted((a, b) => a - b)); // prettier-ignore
});

it('shows an account its own rows only', async () => {
  const [mine, other] = [await account(), await account()];
  await write(other, [row()]);
  assert.deepEqual(await list(deps, mine, all), { total: 0, ids: [] });
});

it('finds what a plain look at every row would, page by page', async () => {
  const mine = await account();
  const words = ['SO-7486', 'Leong Kok', 'ĐƠN', '100%_\\', 'é'];
  const day = (number: number) => new Date(Date.UTC(2026, 0, 1 + number));
  const rows = Array.from({ length: 60 }, (_, index) =>
    row({ kind: index % 2, status: index % 3, at: day(index % 10), text: searchable(words[index % 5] ?? '', `N${index}`) }),
  ); // prettier-ignore
  await write(mine, rows);
  const some = <T>(values: readonly T[]) => fc.option(fc.subarray([...values]));
  const wanted = fc.record({
    list: fc.constant('orders' as const),
    search: fc.option(
      fc.constantFrom('so-7', 'LEONG', 'đơn', '%', '_', '\\', 'n1', 'k', 'é', 'E\u0301', '', 'no such'),
    ),
    kinds: some([0, 1]),
    statuses: some([0, 1, 2]),
    from: fc.option(fc.nat(10).map(day)),
    until: fc.option(fc.nat(10).map(day)),
    page: fc.integer({ min: 1, max: 6 }),
    size: fc.integer({ min: 1, max: 30 }),
  });
  const plainly = ({ search, kinds, statuses, from, until, page, size }: Wanted) => {
    const found = rows
      .filter(({ text }) => search === null || text.includes(search.normalize('NFC').toLowerCase()))
      .filter(({ kind, status }) => (kinds?.includes(kind) ?? true) && (statuses?.includes(status) ?? true))
      .filter(({ at }) => (from === null || at >= from) && (until === null || at < until))
      .toReversed();
    const ids = found.slice((page - 1) * size, page * size).map(({ rowId }) => rowId);
    return { total: found.length, ids };
  };
  await fc.assert(
    fc.asyncProperty(wanted, async (one) => assert.deepEqual(await list(deps, mine, one), plainly(one))),
    { numRuns: 150 },
  );
});

it('counts by name, without a gap, for each account by itself', async () => {
  const [mine, other] = [await account(), await account()];
  const next = (accountId: string, name: string) =>
    database.tenants.of(accountId).transaction().execute((tx) => nextSerial(tx, accountId, name)); // prettier-ignore
  const taken = await Promise.all(Array.from({ length: 8 }, () => next(mine, 'SO')));
  assert.deepEqual(taken.toSorted((a, b) => a - b), [1, 2, 3, 4, 5, 6, 7, 8]); // prettier-ignore
  assert.deepEqual([await next(mine, 'SBL'), await next(other, 'SO'), await next(mine, 'SO')], [1, 1, 9]);
});
