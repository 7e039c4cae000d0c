/** Where a shipping order stands for whoever pays it. Pure. */
import type { ShippingOrder } from '../shipping-order/shipping-order.ts';
import type { ShippingStatus } from '../shipping-order/shipping-status.ts';

export type PaymentStatus = 'active' | 'paid' | 'completed' | 'expired' | 'cancelled' | 'refunding' | 'refunded';

const statusOf = {
  awaiting_payment: 'active',
  paid: 'paid',
  processing: 'paid',
  ready: 'paid',
  awaiting_pickup: 'paid',
  delivering: 'paid',
  problem: 'paid',
  returning: 'paid',
  returned: 'paid',
  delivered: 'completed',
  confirmed: 'completed',
  cancelled: 'cancelled',
  expired: 'expired',
} as const satisfies Record<ShippingStatus, PaymentStatus>;

/** How many payments there are of an order, and how many of them went back. */
export interface PaymentCounts {
  readonly all: number;
  readonly refunded: number;
}

/** An order that has ended without its goods owes all that came in for it. */
export function paymentStatusOf(
  { status, payUntil }: Pick<ShippingOrder, 'status' | 'payUntil'>,
  { all, refunded }: PaymentCounts,
  now: Date,
): PaymentStatus {
  // nobody may have ended it yet
  if (status === 'awaiting_payment' && now >= payUntil) return 'expired';
  const word = statusOf[status];
  if ((word !== 'cancelled' && word !== 'expired') || all === 0) return word;
  return refunded < all ? 'refunding' : 'refunded';
}
