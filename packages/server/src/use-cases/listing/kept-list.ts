/** A list of an account in memory: read as it was written, and brought up to date before each answer. */
import type { Kysely } from 'kysely';
import { createColumns, type ColumnFilter } from '../../lib/column-scan.ts';
import { createTurns } from '../../lib/in-turn.ts';
import { countListing, readListingChanges, type List, type ListingFilter, type ListingPage } from '../../store/listing.ts'; // prettier-ignore
import type { DB } from '../../store/schema.ts';

export interface KeptList {
  /** Rows that it has. */
  readonly size: () => number;
  /** Reads what has changed since; at first, all. @throws Error when the database has gone back behind what was read */
  readonly catchUp: (db: Kysely<DB>) => Promise<void>;
  /** By all that was committed before it was asked. @throws as `catchUp` */
  readonly search: (
    db: Kysely<DB>,
    filter: ListingFilter,
    page: { readonly skip: number; readonly size: number },
  ) => Promise<ListingPage>;
}

/** Rows read in one go. */
const batch = 2000;

export function keepList(accountId: string, list: List): KeptList {
  const columns = createColumns();
  // reading and looking would disturb each other
  const inTurn = createTurns();
  let revision = 0;

  const catchUp = async (db: Kysely<DB>): Promise<void> => {
    const { revision: newest } = await countListing(db, accountId, list);
    if (newest < revision) throw new Error(`The list ${list} is at ${newest} and was at ${revision}.`);
    while (revision < newest) {
      const rows = await readListingChanges(db, accountId, { list, after: revision, most: batch });
      for (const { position, at, ...row } of rows) columns.put(position - 1, { ...row, at: at.getTime() });
      revision = rows.at(-1)?.revision ?? newest;
    }
  };

  return {
    size: columns.size,
    catchUp: (db) => inTurn(() => catchUp(db)),
    search: (db, filter, page) =>
      inTurn(async () => {
        await catchUp(db);
        return columns.scan(toColumnFilter(filter), page);
      }),
  };
}

function toColumnFilter({ search, kinds, statuses, from, until }: ListingFilter): ColumnFilter {
  return { search, kinds, statuses, from: from && from.getTime(), until: until && until.getTime() };
}
