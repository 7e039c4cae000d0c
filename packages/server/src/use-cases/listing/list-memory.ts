/**
 * The long lists of the accounts that ask, in memory: under row-level security no index finds a part of a text, and all
 * rows are looked at sooner here than in the database. Every process has its own.
 */
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { List, ListingFilter, ListingPage } from '../../store/listing.ts';
import type { DB } from '../../store/schema.ts';
import { keepList, type KeptList } from './kept-list.ts';

export interface ListMemory {
  /** Null: the list is not in memory, or no longer. */
  readonly search: (
    db: Kysely<DB>,
    accountId: string,
    filter: ListingFilter,
    page: { readonly skip: number; readonly size: number },
  ) => Promise<ListingPage | null>;
  /** Takes up a list of so many rows, where it is long and there is room. Resolves when it is there, and never rejects. */
  readonly take: (db: Kysely<DB>, accountId: string, list: List, rows: number) => Promise<void>;
}

export interface ListMemoryOptions {
  readonly log: Pick<Logger, 'warn'>;
  readonly now: () => Date;
  /** The database looks through shorter lists as fast. */
  readonly leastRows?: number;
  /** Of all lists together; some 300 bytes each. */
  readonly mostRows?: number;
}

/** Whoever asks oftener keeps the list: with more lists than fit, some are read again and again otherwise. */
const keptMs = 60_000;

interface Entry {
  readonly kept: KeptList;
  /** Of `kept`, once it is whole. */
  readonly rows: number;
  whole: boolean;
  usedAt: number;
}

export function createListMemory({ log, now, leastRows = 2001, mostRows = 1_000_000 }: ListMemoryOptions): ListMemory {
  /** The one that was asked for longest ago is the first. */
  const entries = new Map<string, Entry>();
  const sizeOf = ({ kept, rows }: Entry) => Math.max(rows, kept.size());

  const makeRoom = (rows: number): boolean => {
    let free = mostRows - [...entries.values()].reduce((sum, entry) => sum + sizeOf(entry), 0);
    for (const [name, entry] of entries) {
      if (free >= rows || entry.usedAt + keptMs > now().getTime()) break;
      entries.delete(name);
      free += sizeOf(entry);
    }
    return free >= rows;
  };

  const drop = (name: string, entry: Entry, error: unknown): void => {
    log.warn({ err: error, list: name }, 'a list is no longer kept in memory');
    if (entries.get(name) === entry) entries.delete(name);
  };

  return {
    async search(db, accountId, filter, page) {
      const name = nameOf(accountId, filter.list);
      const entry = entries.get(name);
      if (!entry?.whole) return null;
      entry.usedAt = now().getTime();
      entries.delete(name);
      entries.set(name, entry);
      try {
        return await entry.kept.search(db, filter, page);
      } catch (error) {
        drop(name, entry, error);
        return null;
      }
    },
    async take(db, accountId, list, rows) {
      const name = nameOf(accountId, list);
      if (rows < leastRows || entries.has(name) || !makeRoom(rows)) return;
      const entry = { kept: keepList(accountId, list), rows, whole: false, usedAt: now().getTime() };
      entries.set(name, entry);
      try {
        await entry.kept.catchUp(db);
        entry.whole = true;
      } catch (error) {
        drop(name, entry, error);
      }
    },
  };
}

function nameOf(accountId: string, list: List): string {
  return `${accountId} ${list}`;
}
