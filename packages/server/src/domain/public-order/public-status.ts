/** The words in which public orders speak of their way, and the word for each state of a delivery. Total. */
import type { DeliveryState } from '../delivery/delivery-state.ts';

/** In the order of MDelivery's table "Statuses"; the last of it, without a delivery, comes first. */
export const publicStatuses = [
  'Unknown',
  'AwaitingPayment',
  'Paid',
  'Processing',
  'Cancelled',
  'Expired',
  'Ready',
  'AwaitingPickup',
  'Delivering',
  'Delivered',
  'Confirmed',
  'Problem',
  'Returning',
  'Returned',
] as const;
export type PublicStatus = (typeof publicStatuses)[number];

/** A new state fails to compile here until there is a word for it. */
export const toPublicStatus = {
  draft: 'Unknown',
  awaiting_payment: 'AwaitingPayment',
  paid: 'Paid',
  processing: 'Processing',
  ready: 'Ready',
  offered: 'Ready',
  assigned: 'AwaitingPickup',
  to_pickup: 'AwaitingPickup',
  at_pickup: 'AwaitingPickup',
  pickup_failed: 'Problem',
  in_transit: 'Delivering',
  at_dropoff: 'Delivering',
  delivery_failed: 'Problem',
  delivered: 'Delivered',
  partially_delivered: 'Delivered',
  confirmed: 'Confirmed',
  returning: 'Returning',
  returned: 'Returned',
  cancelled: 'Cancelled',
  expired: 'Expired',
} as const satisfies Record<DeliveryState, PublicStatus>;

/**
 * The word for a delivery that somebody else may carry.
 * @param remote the last word that came from outside: a foreign carrier that is awaited moves nothing here, but is known.
 */
export function publicStatusOf(state: DeliveryState, remote: PublicStatus | null): PublicStatus {
  return state === 'ready' && remote === 'AwaitingPickup' ? 'AwaitingPickup' : toPublicStatus[state];
}
