/** What happens to a shipping order here: placed, paid, handed to a carrier, received, called off. Pure. */
import { DomainError } from '../errors.ts';
import type { Offer, Waybill } from '../carrier/carrier.ts';
import type { PublicStatus } from '../public-order/public-status.ts';
import { amountDue } from './amounts.ts';
import { change, eventOf, followed, giveBack, move, unchanged, type ShippingOrderChanged } from './change.ts';
import type { Cause } from './events.ts';
import { catchUp } from './hear-provider.ts';
import type { ShippingOrder, ShippingOrderDraft } from './shipping-order.ts';

export interface ShippingBirth {
  readonly accountId: string;
  readonly id: string;
  readonly now: Date;
}

/** What a provider may be at before a delivery is added to its order. */
const atWork: readonly PublicStatus[] = ['Processing', 'Ready'];

/**
 * The receiver has confirmed. Where nothing is due it is paid at once.
 * @throws DomainError `offer_expired` for an offer that no longer holds
 */
export function place(draft: ShippingOrderDraft, { accountId, id, now }: ShippingBirth): ShippingOrderChanged {
  if (draft.offer.validUntil <= now) throw new DomainError('offer_expired', 'The offer of the carrier is over.');
  const order: ShippingOrder = {
    ...draft,
    accountId,
    id,
    version: 1,
    status: 'awaiting_payment',
    providerStatus: atWork.includes(draft.details.status) ? draft.details.status : null,
    message: null,
    paidAmount: 0,
    waybill: null,
    trackingUrl: null,
    deliveryId: null,
    waybillTries: 0,
    carrierHeardAt: null,
    paidAt: null,
    confirmedAt: null,
    reconciledAt: null,
    createdAt: now,
    updatedAt: now,
  };
  const placed = { order, events: [eventOf(order, 'shipping_order.created', {})] };
  if (amountDue(order) > 0) return placed;
  return followed(placed, (unpaid) => settle(unpaid, { amount: 0, paidAt: now, cause: 'receiver' }, now));
}

export interface Settlement {
  /** Minor units that came in through us. */
  readonly amount: number;
  readonly paidAt: Date;
  readonly cause: Cause;
}

/** Paid; what the provider said before now takes effect. @throws DomainError `not_payable` */
export function settle(before: ShippingOrder, settlement: Settlement, now: Date): ShippingOrderChanged {
  if (before.status !== 'awaiting_payment') throw new DomainError('not_payable', 'The order awaits no payment.');
  const { amount, paidAt } = settlement;
  const patch = { status: 'paid', paidAmount: amount, paidAt, message: null } as const;
  const facts = { ...settlement, currency: before.currency };
  return followed(change(before, patch, 'shipping_order.paid', facts, now), (paid) => catchUp(paid, now));
}

/**
 * A carrier has it on its list. The same waybill again changes nothing.
 * @throws DomainError `illegal_transition` when it was called off meanwhile: the waybill has to be, too
 */
export function waybillMade(before: ShippingOrder, made: Waybill, now: Date): ShippingOrderChanged {
  if (before.waybill === made.waybill) return unchanged(before);
  if (before.waybill !== null) throw new DomainError('illegal_transition', 'The order has a waybill already.');
  return move(before, 'awaiting_pickup', { cause: 'carrier', message: null, patch: { ...made } }, now);
}

/**
 * The goods can be fetched, by the word of an operator: "set manually in MDelivery register". Twice is once.
 * @throws DomainError `illegal_transition` before it is paid, and once a carrier has it
 */
export function setReady(before: ShippingOrder, now: Date): ShippingOrderChanged {
  if (before.status === 'ready') return unchanged(before);
  return move(before, 'ready', { cause: 'operator', message: null }, now);
}

/** The receiver says that it has come; twice is once. @throws DomainError `illegal_transition` */
export function receive(before: ShippingOrder, now: Date): ShippingOrderChanged {
  if (before.status === 'confirmed') return unchanged(before);
  return move(before, 'confirmed', { cause: 'receiver', message: null, patch: { confirmedAt: now } }, now);
}

/** Nobody has paid in time. Nothing happens before that, and to what was paid. */
export function expire(before: ShippingOrder, now: Date): ShippingOrderChanged {
  if (before.status !== 'awaiting_payment' || now < before.payUntil) return unchanged(before);
  return move(before, 'expired', { cause: 'clock', message: null }, now);
}

/**
 * A carrier that had it on its list must have let go of it before.
 * @throws DomainError `already_cancelled`, `illegal_transition` once a carrier has the goods
 */
export function cancel(
  before: ShippingOrder,
  { cause, message }: { readonly cause: 'operator' | 'receiver'; readonly message: string | null },
  now: Date,
): ShippingOrderChanged {
  if (before.status === 'cancelled') throw new DomainError('already_cancelled', 'The order is already cancelled.');
  const ended = move(before, 'cancelled', { cause, message }, now);
  return followed(ended, (order) => giveBack(order, 'cancelled', now));
}

/**
 * Another carrier, where the one before will not come. Its price is ours to bear: the receiver has paid.
 * @throws DomainError `illegal_transition` once goods are under way, and before anything is paid
 */
export function reassign(
  before: ShippingOrder,
  { carrierId, offer }: { readonly carrierId: string; readonly offer: Offer },
  now: Date,
): ShippingOrderChanged {
  if (!reassignable.includes(before.status)) {
    throw new DomainError('illegal_transition', 'Only an order that waits for a carrier can be given to another.');
  }
  const patch = { carrierId, offer, waybill: null, trackingUrl: null, deliveryId: null, waybillTries: 0, carrierHeardAt: null }; // prettier-ignore
  const facts = { fromCarrierId: before.carrierId, toCarrierId: carrierId };
  return change(before, patch, 'shipping_order.reassigned', facts, now);
}

const reassignable: readonly ShippingOrder['status'][] = ['paid', 'processing', 'ready', 'problem'];
