/** GotSurge's words for the states of a task, both ways. Total: a new state fails to compile until there is a word. */
import type { DeliveryState } from '../../domain/delivery/delivery-state.ts';
import { stateAt } from '../../domain/task/task-view.ts';

/** In the order of the document; `draft` and `pending_broadcast` stand in its text and samples only. */
export const statusWords = [
  'draft',
  'pending_broadcast',
  'broadcasting',
  'cancelled',
  'expired',
  'accepted',
  'pending_pickup',
  'pickup_arriving',
  'unsuccessful_pickup',
  'pending_delivery',
  'delivery_arriving',
  'unsuccessful_delivery',
  'complete',
] as const;
export type GotSurgeStatus = (typeof statusWords)[number];

export const toGotSurgeStatus = {
  draft: 'draft',
  awaiting_payment: 'pending_broadcast',
  paid: 'pending_broadcast',
  processing: 'pending_broadcast',
  ready: 'pending_broadcast',
  offered: 'broadcasting',
  assigned: 'accepted',
  to_pickup: 'pending_pickup',
  at_pickup: 'pickup_arriving',
  pickup_failed: 'unsuccessful_pickup',
  in_transit: 'pending_delivery',
  at_dropoff: 'delivery_arriving',
  delivery_failed: 'unsuccessful_delivery',
  delivered: 'complete',
  partially_delivered: 'complete',
  confirmed: 'complete',
  returning: 'unsuccessful_delivery',
  returned: 'unsuccessful_delivery',
  cancelled: 'cancelled',
  expired: 'expired',
} as const satisfies Record<DeliveryState, GotSurgeStatus>;

/** The state in which a task first has each word. */
export const fromGotSurgeStatus = {
  draft: 'draft',
  pending_broadcast: 'ready',
  broadcasting: 'offered',
  cancelled: 'cancelled',
  expired: 'expired',
  accepted: 'assigned',
  pending_pickup: 'to_pickup',
  pickup_arriving: 'at_pickup',
  unsuccessful_pickup: 'pickup_failed',
  pending_delivery: 'in_transit',
  delivery_arriving: 'at_dropoff',
  unsuccessful_delivery: 'delivery_failed',
  complete: 'delivered',
} as const satisfies Record<GotSurgeStatus, DeliveryState>;

/**
 * The word at an instant: a round that is over is over at its very second, whenever that is written down.
 * @param offerExpiresAt null: the round does not end by itself, or there is none.
 */
export function statusAt(state: DeliveryState, offerExpiresAt: Date | null, now: Date): GotSurgeStatus {
  return toGotSurgeStatus[stateAt(state, { offerExpiresAt }, now)];
}
