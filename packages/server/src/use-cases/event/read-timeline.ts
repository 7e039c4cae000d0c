/** Reads what happened to one aggregate. */
import type { RecordedEvent } from '../../domain/event/event.ts';
import { listEvents, type EventPage } from '../../store/event.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';

/** Oldest first; an aggregate that the account does not have has no events. */
export async function readTimeline(
  deps: Deps,
  { accountId }: Caller,
  aggregateId: string,
  page: EventPage,
): Promise<RecordedEvent[]> {
  return listEvents(deps.db.of(accountId), accountId, aggregateId, page);
}
