/** Rows in memory, column by column, and a look through all of them that lets others have their turn. */
import { setImmediate as nextTurn } from 'node:timers/promises';

export interface ColumnRow {
  readonly id: string;
  readonly kind: number;
  readonly status: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly text: string;
}

export interface ColumnFilter {
  /** A part of a row's text. Null: all; and so below. */
  readonly search: string | null;
  readonly kinds: readonly number[] | null;
  readonly statuses: readonly number[] | null;
  /** At or after; milliseconds since 1970. */
  readonly from: number | null;
  /** Before. */
  readonly until: number | null;
}

export interface Columns {
  readonly size: () => number;
  /** Places count from 0; a new one is the next, or leaves room for those before it. */
  readonly put: (place: number, row: ColumnRow) => void;
  /** From the last place to the first. Nothing may be put until it ends. */
  readonly scan: (
    filter: ColumnFilter,
    page: { readonly skip: number; readonly size: number },
  ) => Promise<{ readonly total: number; readonly ids: readonly string[] }>;
}

/** Looked at in one go: a millisecond or two. */
const slice = 50_000;

export function createColumns(): Columns {
  const ids: string[] = [];
  const kinds: number[] = [];
  const statuses: number[] = [];
  const ats: number[] = [];
  const texts: string[] = [];

  const put: Columns['put'] = (place, { id, kind, status, at, text }) => {
    // filled up and never left open, so that the engine keeps them as plain arrays
    while (ids.length <= place) {
      ids.push('');
      kinds.push(0);
      statuses.push(0);
      ats.push(0);
      texts.push('');
    }
    ids[place] = id;
    kinds[place] = kind;
    statuses[place] = status;
    ats[place] = at;
    texts[place] = text;
  };

  const scan: Columns['scan'] = async (filter, { skip, size }) => {
    const { search, kinds: wantedKinds, statuses: wantedStatuses } = filter;
    const [from, until] = [filter.from ?? -Infinity, filter.until ?? Infinity];
    const fits = (place: number) => {
      const at = ats[place] ?? 0;
      return (
        at >= from &&
        at < until &&
        (wantedKinds === null || wantedKinds.includes(kinds[place] ?? 0)) &&
        (wantedStatuses === null || wantedStatuses.includes(statuses[place] ?? 0)) &&
        (search === null || (texts[place] ?? '').includes(search))
      );
    };
    const found: string[] = [];
    let total = 0;
    for (let end = ids.length; end > 0; end -= slice) {
      if (end < ids.length) await nextTurn();
      for (let place = end - 1; place >= Math.max(0, end - slice); place -= 1) {
        if (!fits(place)) continue;
        if (total >= skip && found.length < size) found.push(ids[place] ?? '');
        total += 1;
      }
    }
    return { total, ids: found };
  };

  return { size: () => ids.length, put, scan };
}
