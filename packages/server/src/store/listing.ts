/**
 * SQL of listings: what lists of partners are searched and paged by. Rows are written with what they stand for, and
 * numbered without a gap by one writer at a time.
 */
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { json } from './json.ts';
import type { DB } from './schema.ts';

/** In the order in which their counters are locked. */
export const lists = ['bills', 'fulfilments', 'orders'] as const;
export type List = (typeof lists)[number];

export interface ListingRow {
  readonly list: List;
  /** Of the bill, fulfilment or order. */
  readonly rowId: string;
  /** Small numbers: places in the tables of words of the core. */
  readonly kind: number;
  readonly status: number;
  /** What a filter of dates looks at. */
  readonly at: Date;
  /** All that is searched: see `searchable`. */
  readonly text: string;
}

/**
 * Writes rows, or writes them anew. Locks the lists' counters until the transaction ends: do it last.
 * @param rows each row once.
 */
export async function writeListing(tx: Kysely<DB>, accountId: string, rows: readonly ListingRow[]): Promise<void> {
  const byList = Map.groupBy(rows, ({ list }) => list);
  for (const list of lists) await writeOne(tx, accountId, list, byList.get(list) ?? []);
}

async function writeOne(tx: Kysely<DB>, accountId: string, list: List, rows: readonly ListingRow[]): Promise<void> {
  if (rows.length === 0) return;
  const { rows: counters } = await sql<{ revision: number }>`
    insert into listing_counter as c (account_id, list, position, revision)
    values (${accountId}, ${list}, 0, ${rows.length})
    on conflict (account_id, list) do update set revision = c.revision + excluded.revision
    returning revision`.execute(tx);
  const before = (counters[0]?.revision ?? 0) - rows.length;
  // a statement of its own: it must see what was committed while this one waited for the counter
  await sql`
    with given as (
      select g.*, row_number() over () as nth
      from jsonb_to_recordset(${json(rows)})
        as g ("rowId" uuid, kind smallint, status smallint, at timestamptz, text text)
    ), known as (
      select l.row_id, l.position from listing l join given on given."rowId" = l.row_id
      where l.account_id = ${accountId} and l.list = ${list}
    ), fresh as (
      select "rowId", row_number() over (order by nth) as more from given
      where "rowId" not in (select row_id from known)
    ), counted as (
      update listing_counter set position = position + (select count(*) from fresh)
      where account_id = ${accountId} and list = ${list}
      returning position - (select count(*) from fresh) as before
    )
    insert into listing (account_id, list, position, revision, row_id, kind, status, at, text)
    select ${accountId}, ${list}, coalesce(known.position, counted.before + fresh.more), ${before} + nth, g."rowId", kind,
      status, at, text
    from given g cross join counted
    left join known on known.row_id = g."rowId"
    left join fresh on fresh."rowId" = g."rowId"
    on conflict (account_id, list, position) do update set
      revision = excluded.revision, kind = excluded.kind, status = excluded.status, at = excluded.at, text = excluded.text`.execute(
    tx,
  );
}

export interface ListingFilter {
  readonly list: List;
  /** As `searchable` makes it; a part of a row's text. Null: all. */
  readonly search: string | null;
  readonly kinds: readonly number[] | null;
  readonly statuses: readonly number[] | null;
  /** At or after. */
  readonly from: Date | null;
  /** Before. */
  readonly until: Date | null;
}

export interface ListingPage {
  /** All that the filter lets through. */
  readonly total: number;
  /** Of this page, newest first. */
  readonly ids: readonly string[];
}

/** Reads all rows of the list: for accounts that have few. @returns how many those are as well */
export async function searchListing(
  db: Kysely<DB>,
  accountId: string,
  filter: ListingFilter,
  page: { readonly skip: number; readonly size: number },
): Promise<ListingPage & { readonly rows: number }> {
  const whole = sql`account_id = ${accountId} and list = ${filter.list}`;
  const wanted = sql`${whole} ${conditionOf(filter)}`;
  const { rows } = await sql<{ total: number; ids: string[]; rows: number | null }>`
    select (select count(*)::int from listing where ${wanted}) as total,
      array(select row_id::text from listing where ${wanted}
        order by position desc limit ${page.size} offset ${page.skip}) as ids,
      (select position from listing_counter where ${whole}) as rows`.execute(db);
  const { total = 0, ids = [], rows: all = null } = rows[0] ?? {};
  return { total, ids, rows: all ?? 0 };
}

function conditionOf({ search, kinds, statuses, from, until }: ListingFilter): RawBuilder<unknown> {
  return sql.join(
    [
      search !== null && sql`and strpos(text, ${search}) > 0`,
      kinds !== null && sql`and kind = any(${kinds}::smallint[])`,
      statuses !== null && sql`and status = any(${statuses}::smallint[])`,
      from !== null && sql`and at >= ${from}`,
      until !== null && sql`and at < ${until}`,
    ].filter((one) => one !== false),
    sql` `,
  );
}

/** How many rows a list has, and its newest revision. */
export async function countListing(
  db: Kysely<DB>,
  accountId: string,
  list: List,
): Promise<{ readonly rows: number; readonly revision: number }> {
  const row = await db
    .selectFrom('listing_counter')
    .select(['position as rows', 'revision'])
    .where('account_id', '=', accountId)
    .where('list', '=', list)
    .executeTakeFirst();
  return row ?? { rows: 0, revision: 0 };
}

export interface ListingChange extends Omit<ListingRow, 'list' | 'rowId'> {
  /** Of the bill, fulfilment or order. */
  readonly id: string;
  /** 1 for the oldest. */
  readonly position: number;
  readonly revision: number;
}

/**
 * Rows as they are now, in the order in which they came to be so. Whoever has seen a revision has seen all before it: one
 * writer at a time hands them out.
 */
export async function readListingChanges(
  db: Kysely<DB>,
  accountId: string,
  { list, after, most }: { readonly list: List; readonly after: number; readonly most: number },
): Promise<ListingChange[]> {
  return db
    .selectFrom('listing')
    .select(['row_id as id', 'position', 'revision', 'kind', 'status', 'at', 'text'])
    .where('account_id', '=', accountId)
    .where('list', '=', list)
    .where('revision', '>', after)
    .orderBy('revision')
    .limit(most)
    .execute();
}

/** The lists with the most rows, of all accounts. */
export async function findLongestLists(
  db: Kysely<DB>,
  most: number,
): Promise<readonly { readonly accountId: string; readonly list: List; readonly rows: number }[]> {
  const { rows } = await sql<{ accountId: string; list: List; rows: number }>`
    select account_id as "accountId", list, position as rows from listing_counter
    order by position desc limit ${most}`.execute(db);
  return rows;
}
