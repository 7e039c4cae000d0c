/** How a subscriber gets what a cycle brings: a delivery, or a code that is redeemed. Pure. */
import type { DeliveryState } from '../delivery/delivery-state.ts';
import { DomainError } from '../errors.ts';
import { fulfilmentCount } from './cycle.ts';
import type { SubscriptionOrder } from './order.ts';
import type { FulfilmentKind } from './plan.ts';

export const fulfilmentStatuses = ['pending', 'completed', 'cancelled'] as const;
export type FulfilmentStatus = (typeof fulfilmentStatuses)[number];

export interface Fulfilment {
  readonly accountId: string;
  readonly id: string;
  readonly orderId: string;
  readonly cycle: number;
  /** Which of how many; an order without end has no total. */
  readonly sequence: number;
  readonly total: number | null;
  readonly kind: FulfilmentKind;
  readonly status: FulfilmentStatus;
  /** What partners call it by: `DO-MR1907-6487-1`. */
  readonly reference: string;
  /** Of a delivery. */
  readonly deliveryId: string | null;
  /** Of a redemption: what it is redeemed with, and until when; null: for ever. */
  readonly code: string | null;
  readonly expiresAt: Date | null;
  /** Handed over, or redeemed. */
  readonly deliveredAt: Date | null;
  /** The subscriber says that it has come. */
  readonly confirmedAt: Date | null;
  readonly createdAt: Date;
}

/** What it is made of beside its order: a delivery, or a code. */
export type Means =
  | { readonly kind: 'delivery'; readonly deliveryId: string }
  | { readonly kind: 'redemption'; readonly code: string; readonly expiresAt: Date | null };

export interface FulfilmentBirth {
  readonly id: string;
  readonly now: Date;
  /** The account's, in reference numbers. */
  readonly partnerCode: string;
}

/** That of a cycle. */
export function newFulfilment(
  order: SubscriptionOrder,
  cycle: number,
  means: Means,
  { id, now, partnerCode }: FulfilmentBirth,
): Fulfilment {
  const sequence = sequenceOf(order, cycle);
  return {
    accountId: order.accountId,
    id,
    orderId: order.id,
    cycle,
    sequence,
    total: fulfilmentCount(order.terms),
    kind: means.kind,
    status: 'pending',
    reference: referenceOf(partnerCode, order, cycle),
    deliveryId: means.kind === 'delivery' ? means.deliveryId : null,
    code: means.kind === 'redemption' ? means.code : null,
    expiresAt: means.kind === 'redemption' ? means.expiresAt : null,
    deliveredAt: null,
    confirmedAt: null,
    createdAt: now,
  };
}

/** The number of a cycle's, under which the delivery is ordered too. */
export function referenceOf(partnerCode: string, order: Numbered, cycle: number): string {
  return `DO-${partnerCode}-${order.serial}-${sequenceOf(order, cycle)}`;
}

type Numbered = Pick<SubscriptionOrder, 'serial' | 'terms'>;

function sequenceOf({ terms }: Pick<Numbered, 'terms'>, cycle: number): number {
  return fulfilmentCount(terms) === 1 ? 1 : cycle;
}

/** Total: a new state does not compile until it says how far a fulfilment is. */
export const statusOfDelivery = {
  draft: 'pending',
  awaiting_payment: 'pending',
  paid: 'pending',
  processing: 'pending',
  ready: 'pending',
  offered: 'pending',
  assigned: 'pending',
  to_pickup: 'pending',
  at_pickup: 'pending',
  pickup_failed: 'pending',
  in_transit: 'pending',
  at_dropoff: 'pending',
  delivery_failed: 'pending',
  delivered: 'completed',
  partially_delivered: 'completed',
  confirmed: 'completed',
  returning: 'pending',
  returned: 'cancelled',
  cancelled: 'cancelled',
  expired: 'cancelled',
} as const satisfies Record<DeliveryState, FulfilmentStatus>;

/** Its delivery has come to a state. A delivery that is opened again opens it again. */
export function followDelivery(before: Fulfilment, state: DeliveryState, at: Date): Fulfilment {
  const status = statusOfDelivery[state];
  return {
    ...before,
    status,
    deliveredAt: status === 'completed' ? (before.deliveredAt ?? at) : null,
    confirmedAt: state === 'confirmed' ? (before.confirmedAt ?? at) : null,
  };
}

/** @throws DomainError `illegal_transition` for a delivery, and for a code that was redeemed, called off or has expired */
export function redeem(before: Fulfilment, now: Date): Fulfilment {
  const refuse = (why: string) => new DomainError('illegal_transition', why);
  if (before.kind !== 'redemption') throw refuse('A delivery is not redeemed.');
  if (before.status === 'completed') throw refuse('It was redeemed already.');
  if (before.status === 'cancelled' || isOver(before, now)) throw refuse('It can no longer be redeemed.');
  return { ...before, status: 'completed', deliveredAt: now };
}

/** The time of a code is over. The same fulfilment, when it is not, or when it was redeemed. */
export function expireRedemption(before: Fulfilment, now: Date): Fulfilment {
  return before.status === 'pending' && isOver(before, now) ? { ...before, status: 'cancelled' } : before;
}

function isOver({ expiresAt }: Fulfilment, now: Date): boolean {
  return expiresAt !== null && now >= expiresAt;
}
