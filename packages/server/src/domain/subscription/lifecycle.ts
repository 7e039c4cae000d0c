/** What happens to a subscription order: placed, paid, approved, rejected, terminated, completed. Pure. */
import { invalid } from '../errors.ts';
import { dayIn } from '../zoned-time.ts';
import { cycleOf, cyclesDue, firstOfNextMonth, type Counted, type Cycle } from './cycle.ts';
import type { SubscriptionOrder, SubscriptionOrderDraft } from './order.ts';
import { assertOrderMove, type OrderState } from './order-state.ts';

export interface OrderBirth {
  readonly accountId: string;
  readonly id: string;
  readonly now: Date;
}

/** Orders are for so many pieces at most. */
export const mostPieces = 100_000;

/** @throws DomainError `invalid_input` for a number of pieces that nobody could mean, or a sum that cannot be kept */
export function place(draft: SubscriptionOrderDraft, { accountId, id, now }: OrderBirth): SubscriptionOrder {
  const { quantity, price } = draft;
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > mostPieces)
    throw invalid('quantity', `It must lie between 1 and ${mostPieces}.`);
  if (!Number.isSafeInteger(price * quantity)) throw invalid('quantity', 'The sum of the order is too large.');
  return {
    ...draft,
    accountId,
    id,
    version: 1,
    state: 'placed',
    anchor: null,
    cyclesMade: 0,
    nextCycleAt: null,
    placedAt: now,
    paidAt: null,
    approvedAt: null,
    endedAt: null,
    reason: null,
    updatedAt: now,
  };
}

/** @throws DomainError `illegal_transition` */
export function pay(before: SubscriptionOrder, now: Date): SubscriptionOrder {
  return move(before, 'paid', { paidAt: now }, now);
}

/**
 * The partner has confirmed it: its days are counted from now on, and its first cycle is made with it, also where that
 * begins later.
 * @throws DomainError `illegal_transition`
 */
export function approve(
  before: SubscriptionOrder,
  now: Date,
): { readonly order: SubscriptionOrder; readonly first: Cycle } {
  const today = dayIn(now, before.timeZone);
  const anchor = before.terms.effective === 'next_month' ? firstOfNextMonth(today) : today;
  const counted: Counted = { ...before, anchor, cyclesMade: 1 };
  // none is made here but the first: this asks when the next is due
  const { nextAt } = cyclesDue(counted, now, 0);
  const patch = { anchor, approvedAt: now, cyclesMade: 1, nextCycleAt: nextAt };
  return { order: move(before, 'approved', patch, now), first: cycleOf(counted, 1) };
}

/** @throws DomainError `illegal_transition` */
export function reject(before: SubscriptionOrder, reason: string | null, now: Date): SubscriptionOrder {
  return end(before, 'rejected', reason, now);
}

/** Nothing more comes of it; deliveries that are under way are not called off. @throws DomainError `illegal_transition` */
export function terminate(before: SubscriptionOrder, reason: string | null, now: Date): SubscriptionOrder {
  return end(before, 'terminated', reason, now);
}

/** Its last cycle is over. @throws DomainError `illegal_transition` */
export function complete(before: SubscriptionOrder, now: Date): SubscriptionOrder {
  return end(before, 'completed', null, now);
}

/** One that is approved and has a first day: what `cyclesDue` counts by. */
export function countedOf(order: SubscriptionOrder): Counted | null {
  return order.state === 'approved' && order.anchor !== null ? { ...order, anchor: order.anchor } : null;
}

/** Cycles up to this one were made. The version grows only with events: see `nextVersion`. */
export function noteCycles(
  before: SubscriptionOrder,
  made: { readonly cyclesMade: number; readonly nextCycleAt: Date | null },
  now: Date,
): SubscriptionOrder {
  return { ...before, ...made, updatedAt: now };
}

/** The version that reports one event of its bills. */
export function nextVersion(before: SubscriptionOrder, now: Date): SubscriptionOrder {
  return { ...before, version: before.version + 1, updatedAt: now };
}

function end(before: SubscriptionOrder, to: OrderState, reason: string | null, now: Date): SubscriptionOrder {
  return move(before, to, { endedAt: now, nextCycleAt: null, reason }, now);
}

function move(
  before: SubscriptionOrder,
  to: OrderState,
  patch: Partial<SubscriptionOrder>,
  now: Date,
): SubscriptionOrder {
  assertOrderMove(before.state, to);
  return { ...before, ...patch, state: to, version: before.version + 1, updatedAt: now };
}
