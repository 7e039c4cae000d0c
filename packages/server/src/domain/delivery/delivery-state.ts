/** The states of a delivery and every legal move between them: the one table that all dialects share. */
import { DomainError } from '../errors.ts';

export const deliveryStates = [
  'draft',
  'awaiting_payment',
  'paid',
  'processing',
  'ready',
  'offered',
  'assigned',
  'to_pickup',
  'at_pickup',
  'pickup_failed',
  'in_transit',
  'at_dropoff',
  'delivery_failed',
  'delivered',
  'partially_delivered',
  'confirmed',
  'returning',
  'returned',
  'cancelled',
  'expired',
] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/**
 * Every legal move. A state with no exits is final.
 * Wider than the first design where LogiNext's documents need it: see docs/decisions/0005-delivery-moves.md.
 */
export const moves = {
  draft: ['awaiting_payment', 'paid', 'ready', 'offered', 'cancelled'],
  awaiting_payment: ['paid', 'cancelled', 'expired'],
  paid: ['processing', 'ready', 'offered', 'cancelled', 'expired'],
  processing: ['ready', 'cancelled', 'expired'],
  ready: ['offered', 'assigned', 'in_transit', 'delivered', 'delivery_failed', 'pickup_failed', 'cancelled', 'expired'],
  offered: ['assigned', 'cancelled', 'expired'],
  assigned: ['ready', 'to_pickup', 'in_transit', 'delivered', 'delivery_failed', 'pickup_failed', 'cancelled'],
  to_pickup: ['at_pickup', 'in_transit', 'pickup_failed', 'ready', 'delivered', 'cancelled'],
  at_pickup: ['in_transit', 'pickup_failed', 'ready', 'delivered', 'cancelled'],
  pickup_failed: ['ready', 'assigned', 'delivered', 'cancelled'],
  in_transit: ['at_dropoff', 'delivered', 'partially_delivered', 'delivery_failed', 'returning', 'ready'],
  at_dropoff: ['delivered', 'partially_delivered', 'delivery_failed', 'ready'],
  delivery_failed: ['ready', 'in_transit', 'delivered', 'returning', 'cancelled'],
  delivered: ['confirmed', 'ready'],
  partially_delivered: ['confirmed', 'returning'],
  confirmed: [],
  returning: ['returned'],
  returned: [],
  cancelled: [],
  expired: [],
} as const satisfies Record<DeliveryState, readonly DeliveryState[]>;

export function canMove(from: DeliveryState, to: DeliveryState): boolean {
  const exits: readonly DeliveryState[] = moves[from];
  return exits.includes(to);
}

/** @throws DomainError `illegal_transition` for a pair that the table does not list. */
export function assertMove(from: DeliveryState, to: DeliveryState): void {
  if (!canMove(from, to)) {
    throw new DomainError('illegal_transition', `A delivery that is ${words(from)} cannot become ${words(to)}.`);
  }
}

/** No courier has set out with it yet. LogiNext calls all of these NOTDISPATCHED. */
export const undispatchedStates = [
  'draft',
  'awaiting_payment',
  'paid',
  'processing',
  'ready',
  'offered',
  'assigned',
] as const satisfies readonly DeliveryState[];

export function isUndispatched(state: DeliveryState): boolean {
  const early: readonly DeliveryState[] = undispatchedStates;
  return early.includes(state);
}

function words(state: DeliveryState): string {
  return state.replaceAll('_', ' ');
}

/** A courier is on his way with it or to it. */
export const onTheRoad: readonly DeliveryState[] = ['to_pickup', 'at_pickup', 'in_transit', 'at_dropoff'];
