/** Pages of what the cycles of one order have brought: the newest first, going on by cycle. */
import { readCursor, toPageBy, type PageJson } from './page.ts';
import type { PageQuery } from './schemas/page.ts';

const defaultLimit = 50;
/** Beyond every cycle. */
const afterAll = 1_000_000_000;

/** @throws DomainError `invalid_input` for a cursor that we did not make */
export function toCyclePage(orderId: string, { limit = defaultLimit, cursor }: PageQuery) {
  const before = cursor === undefined ? afterAll : Number(readCursor(cursor, (text) => /^[1-9]\d{0,8}$/.test(text)));
  return { orderId, before, limit };
}

export function showCyclePage<T extends { readonly cycle: number }, J>(
  rows: readonly T[],
  { limit = defaultLimit }: PageQuery,
  show: (row: T) => J,
): PageJson<J> {
  return toPageBy(rows, limit, show, ({ cycle }) => String(cycle));
}
