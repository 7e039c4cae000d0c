/**
 * What a provider says of an order. It has a clock of its own: it may be at work before the money is here, repeat itself,
 * or be read late. Pure.
 */
import type { PublicStatus } from '../public-order/public-status.ts';
import { change, followed, giveBack, move, unchanged, type ShippingOrderChanged } from './change.ts';
import type { ShippingOrder } from './shipping-order.ts';
import { beforePickup } from './shipping-status.ts';

/** How far along a provider's word is: a nearer one that comes after a farther one is an old one. */
const rankOf = {
  Unknown: 0,
  AwaitingPayment: 1,
  Paid: 2,
  Processing: 3,
  Ready: 4,
  AwaitingPickup: 5,
  Delivering: 6,
  Problem: 6,
  Delivered: 7,
  Returning: 7,
  Confirmed: 8,
  Returned: 8,
  Cancelled: 9,
  Expired: 9,
} as const satisfies Record<PublicStatus, number>;

export interface ProviderTerms {
  readonly now: Date;
  /** The provider takes the money itself: that it is at work says that it was paid. */
  readonly paidAtProvider: boolean;
}

/**
 * Processing and Ready move what is paid and wait for the payment otherwise; Cancelled and Expired end what no carrier
 * has yet. Words of the way are our own, come back: they are only noted, and so is everything that comes too late.
 */
export function hearProvider(
  before: ShippingOrder,
  word: PublicStatus,
  { now, paidAtProvider }: ProviderTerms,
): ShippingOrderChanged {
  if (rankOf[word] <= rankOf[before.providerStatus ?? 'Unknown']) return unchanged(before);
  const heard = { ...before, providerStatus: word };
  if (word === 'Cancelled') return endedByProvider(heard, 'cancelled', now);
  if (word === 'Expired') return endedByProvider(heard, 'expired', now);
  const saysPaid = paidAtProvider && rankOf[word] >= rankOf.Paid && rankOf[word] <= rankOf.Ready;
  const paid = saysPaid && heard.status === 'awaiting_payment' ? paidElsewhere(heard, now) : unchanged(heard);
  return followed(paid, (order) => catchUp(order, now));
}

/** Brings a paid order to where its provider is already. */
export function catchUp(order: ShippingOrder, now: Date): ShippingOrderChanged {
  const { status, providerStatus } = order;
  const terms = { cause: 'provider', message: null } as const;
  if (providerStatus === 'Processing' && status === 'paid') return move(order, 'processing', terms, now);
  if (providerStatus === 'Ready' && (status === 'paid' || status === 'processing')) {
    return move(order, 'ready', terms, now);
  }
  return unchanged(order);
}

function paidElsewhere(before: ShippingOrder, now: Date): ShippingOrderChanged {
  const facts = { amount: 0, currency: before.currency, paidAt: now, cause: 'provider' } as const;
  return change(before, { status: 'paid', paidAt: now }, 'shipping_order.paid', facts, now);
}

function endedByProvider(heard: ShippingOrder, end: 'cancelled' | 'expired', now: Date): ShippingOrderChanged {
  if (!beforePickup.includes(heard.status)) return unchanged(heard);
  const ended = move(heard, end, { cause: 'provider', message: null }, now);
  return followed(ended, (order) => giveBack(order, end, now));
}
