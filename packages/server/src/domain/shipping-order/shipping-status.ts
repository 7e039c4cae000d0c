/** The statuses of a shipping order and every legal move between them. */
import { DomainError } from '../errors.ts';
import type { PublicStatus } from '../public-order/public-status.ts';

export const shippingStatuses = [
  'awaiting_payment',
  'paid',
  'processing',
  'cancelled',
  'expired',
  'ready',
  'awaiting_pickup',
  'delivering',
  'delivered',
  'confirmed',
  'problem',
  'returning',
  'returned',
] as const;
export type ShippingStatus = (typeof shippingStatuses)[number];

/**
 * Every legal move; a status with no exits is final. From MDelivery's chapter "Statuses", which draws no arrow out of
 * Problem: what a carrier can still report then, and another carrier, or the end, for goods that were never fetched.
 */
export const shippingMoves = {
  awaiting_payment: ['paid', 'cancelled', 'expired'],
  paid: ['processing', 'ready', 'cancelled', 'expired'],
  processing: ['ready', 'cancelled', 'expired'],
  ready: ['awaiting_pickup', 'cancelled', 'expired'],
  awaiting_pickup: ['delivering', 'problem', 'cancelled'],
  delivering: ['delivered', 'problem', 'returning'],
  problem: ['awaiting_pickup', 'delivering', 'delivered', 'returning', 'cancelled'],
  delivered: ['confirmed'],
  returning: ['returned'],
  confirmed: [],
  returned: [],
  cancelled: [],
  expired: [],
} as const satisfies Record<ShippingStatus, readonly ShippingStatus[]>;

export function canShip(from: ShippingStatus, to: ShippingStatus): boolean {
  const exits: readonly ShippingStatus[] = shippingMoves[from];
  return exits.includes(to);
}

/** @throws DomainError `illegal_transition` for a pair that the table does not list. */
export function assertCanShip(from: ShippingStatus, to: ShippingStatus): void {
  if (!canShip(from, to)) {
    const words = (status: ShippingStatus) => status.replaceAll('_', ' ');
    throw new DomainError('illegal_transition', `An order that is ${words(from)} cannot become ${words(to)}.`);
  }
}

/** Nothing has been given to a carrier: the provider may still call it off. */
export const beforePickup: readonly ShippingStatus[] = ['awaiting_payment', 'paid', 'processing', 'ready'];

/** The word that the provider is told. */
export const wordOfShipping = {
  awaiting_payment: 'AwaitingPayment',
  paid: 'Paid',
  processing: 'Processing',
  cancelled: 'Cancelled',
  expired: 'Expired',
  ready: 'Ready',
  awaiting_pickup: 'AwaitingPickup',
  delivering: 'Delivering',
  delivered: 'Delivered',
  confirmed: 'Confirmed',
  problem: 'Problem',
  returning: 'Returning',
  returned: 'Returned',
} as const satisfies Record<ShippingStatus, PublicStatus>;

/** Nothing moves it any more. */
export function isFinal(status: ShippingStatus): boolean {
  return shippingMoves[status].length === 0;
}
