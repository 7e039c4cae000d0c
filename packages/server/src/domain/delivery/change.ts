/** The shape of a change: the delivery after it and the one event that reports it. Version and event sequence grow together. */
import type { EventData, EventType, NewEvent, TripSummary } from '../event/event.ts';
import type { LatLng } from '../geo.ts';
import type { Delivery } from './delivery.ts';
import { assertMove, type DeliveryState } from './delivery-state.ts';

export interface DeliveryChanged {
  readonly delivery: Delivery;
  readonly event: NewEvent;
}

/** Who carries the delivery at the moment of the change, and when the change is made. */
export interface Circumstances {
  readonly trip: TripSummary | null;
  readonly now: Date;
  /** Where a tracker of the trip was last seen, when somebody reports a handover without a place. */
  readonly seenAt?: LatLng | null;
}

type DeliveryEventType = Extract<EventType, `delivery.${string}`>;
type Facts<T extends DeliveryEventType> = Omit<EventData[T], 'delivery' | 'trip'>;

/** The next version of the delivery with its event. Fields that the patch does not name stay. */
export function change<T extends DeliveryEventType>(
  before: Delivery,
  patch: Partial<Delivery>,
  type: T,
  facts: Facts<T>,
  { trip, now }: Circumstances,
): DeliveryChanged {
  const delivery: Delivery = { ...before, ...patch, version: before.version + 1, updatedAt: now };
  // the pieces are those of EventData[T]; the compiler cannot see it through the generic Omit
  const data = { delivery, trip, ...facts } as unknown as EventData[T];
  return { delivery, event: deliveryEvent(delivery, type, data) };
}

/**
 * As `change`, to another state.
 * @throws DomainError `illegal_transition`
 */
export function move<T extends DeliveryEventType>(
  before: Delivery,
  to: DeliveryState,
  patch: Partial<Delivery>,
  type: T,
  facts: Facts<T>,
  circumstances: Circumstances,
): DeliveryChanged {
  assertMove(before.state, to);
  return change(before, { ...patch, state: to }, type, facts, circumstances);
}

export function deliveryEvent<T extends DeliveryEventType>(delivery: Delivery, type: T, data: EventData[T]): NewEvent {
  const event = { aggregate: 'delivery', aggregateId: delivery.id, sequence: delivery.version, type, data };
  // one member of the union by construction: type and data share T
  return event as unknown as NewEvent;
}
