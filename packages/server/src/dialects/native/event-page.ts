/** Pages of what happened to one thing: the oldest event first, going on by sequence. */
import type { RecordedEvent } from '../../domain/event/event.ts';
import { toEvent } from './events.ts';
import { readCursor, toPageBy } from './page.ts';
import type { PageQuery } from './schemas/page.ts';

const defaultLimit = 50;

/** @throws DomainError `invalid_input` for a cursor that we did not make */
export function toEventPage({ limit = defaultLimit, cursor }: PageQuery) {
  const after = cursor === undefined ? 0 : Number(readCursor(cursor, (text) => /^[1-9]\d{0,8}$/.test(text)));
  return { after, limit };
}

export function showEventPage(events: readonly RecordedEvent[], { limit = defaultLimit }: PageQuery) {
  return toPageBy(events, limit, toEvent, ({ sequence }) => String(sequence));
}
