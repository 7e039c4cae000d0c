/** Reads what happened to a delivery. */
import { DomainError } from '../../domain/errors.ts';
import type { RecordedEvent } from '../../domain/event/event.ts';
import { findDeliveries } from '../../store/delivery.ts';
import { listEvents, type EventPage } from '../../store/event.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';

/** Oldest first. @throws DomainError `delivery_not_found` */
export async function readTimeline(
  deps: Pick<Deps, 'db'>,
  { accountId }: Caller,
  deliveryId: string,
  page: EventPage,
): Promise<RecordedEvent[]> {
  const [delivery] = await findDeliveries(deps.db, accountId, [deliveryId]);
  if (!delivery) throw new DomainError('delivery_not_found', 'There is no such delivery.');
  return listEvents(deps.db, accountId, deliveryId, page);
}
