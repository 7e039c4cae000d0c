/** What a task went through, from its events: each status once, by the clock of whoever reported it. */
import type { DeliveryState } from '../delivery/delivery-state.ts';
import type { NewEvent } from '../event/event.ts';
import type { TaskSnapshot, TaskStatus } from './task.ts';

/** What an event says of the state that it led to. */
export interface Mark {
  readonly state: DeliveryState;
  /** Of the change. */
  readonly occurredAt: Date;
  /** By the courier's clock; null where it is nobody's report. */
  readonly reportedAt: Date | null;
  /** Why, in the event's own words. */
  readonly reason: string | null;
  /** Why, as the delivery keeps it: of the latest attempt. */
  readonly deliveryReason: string | null;
}

/** States of which the delivery says why. */
const reasoned: readonly DeliveryState[] = ['pickup_failed', 'delivery_failed', 'partially_delivered', 'cancelled'];

/**
 * One more status, unless it is the one that stands already.
 * @param offerExpiresAt it expired at that second, whenever we came to write it down.
 */
export function withStatus(
  statuses: readonly TaskStatus[],
  { state, occurredAt, reportedAt, reason, deliveryReason }: Mark,
  offerExpiresAt: Date | null,
): readonly TaskStatus[] {
  if (statuses.at(-1)?.state === state) return statuses;
  const at = (state === 'expired' ? offerExpiresAt : reportedAt) ?? occurredAt;
  const note = reason ?? (reasoned.includes(state) ? deliveryReason : null);
  return [...statuses, { state, at, note }];
}

/** An event about to be written, with the task as the same transaction finds it after the change. */
export function withTask(event: NewEvent, task: TaskSnapshot | undefined): NewEvent {
  if (!task || !('delivery' in event.data)) return event;
  const { delivery } = event.data;
  const mark: Mark = {
    state: delivery.state,
    occurredAt: delivery.updatedAt,
    reportedAt: ('report' in event.data && event.data.report?.at) || null,
    reason: 'reason' in event.data ? event.data.reason : null,
    deliveryReason: delivery.reason,
  };
  const statuses = withStatus(task.statuses, mark, task.offerExpiresAt);
  // the same member of the union, with one more field that each of these may have
  return { ...event, data: { ...event.data, task: { ...task, statuses } } } as NewEvent;
}
