/** Cursors: where the next page of a list begins, opaque to the client. */
import { invalid } from '../../domain/errors.ts';
import { isUuid } from '../../lib/new-id.ts';
import type { PageOf } from '../../use-cases/page.ts';
import type { PageQuery } from './schemas/page.ts';

/** The page that a client gets; `next` leads to an empty one when the last page happened to be full. */
export interface PageJson<T> {
  readonly data: T[];
  readonly next: string | null;
}

const defaultLimit = 50;

/** @throws DomainError `invalid_input` for a cursor that we did not make */
export function toPageOf({ limit = defaultLimit, cursor }: PageQuery): PageOf {
  return { limit, before: cursor === undefined ? null : readCursor(cursor, isUuid) };
}

export function toPage<T extends { readonly id: string }, J>(
  rows: readonly T[],
  { limit = defaultLimit }: PageQuery,
  show: (row: T) => J,
): PageJson<J> {
  return toPageBy(rows, limit, show, ({ id }) => id);
}

/** As `toPage`, for a list that goes on by something else than the id. */
export function toPageBy<T, J>(
  rows: readonly T[],
  limit: number,
  show: (row: T) => J,
  place: (row: T) => string,
): PageJson<J> {
  const last = rows.length < limit ? undefined : rows.at(-1);
  return { data: rows.map(show), next: last === undefined ? null : writeCursor(place(last)) };
}

/** One page of a list that is short enough to be read whole, oldest first. */
export function cutPage<T extends { readonly id: string }>(rows: readonly T[], query: PageQuery): T[] {
  const { before: after, limit } = toPageOf(query);
  const rest = after === null ? rows : rows.slice(rows.findIndex(({ id }) => id === after) + 1);
  return rest.slice(0, limit);
}

export function writeCursor(place: string): string {
  return Buffer.from(place).toString('base64url');
}

/** @throws DomainError `invalid_input` for a cursor that we did not make */
export function readCursor(cursor: string, isPlace: (text: string) => boolean): string {
  const place = Buffer.from(cursor, 'base64url').toString();
  if (!isPlace(place) || writeCursor(place) !== cursor) throw invalid('cursor', 'The cursor is not one of ours.');
  return place;
}
