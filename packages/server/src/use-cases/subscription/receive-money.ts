/** Money for an order: that of a bill, and the first bill pays for the order. */
import type { Transaction } from 'kysely';
import { collect, type Bill } from '../../domain/subscription/bill.ts';
import { billEvent, orderEvent, type SubscriptionView } from '../../domain/subscription/events.ts';
import { nextVersion, pay } from '../../domain/subscription/lifecycle.ts';
import { saveBill } from '../../store/bill.ts';
import type { DB } from '../../store/schema.ts';
import type { OrderChange } from './change-order.ts';

export interface Received {
  readonly bill: Bill;
  /** Minor units. */
  readonly amount: number;
  readonly now: Date;
}

/**
 * @param tx in which the order is locked.
 * @throws DomainError `not_payable` when nothing is due, `invalid_input` for more than is due
 */
export async function receiveMoney(
  tx: Transaction<DB>,
  before: SubscriptionView,
  { bill, amount, now }: Received,
): Promise<OrderChange & { readonly bill: Bill }> {
  const collected = collect(bill, amount, now);
  await saveBill(tx, collected);
  const order = nextVersion(before.order, now);
  const view = { ...before, order, bill: before.bill?.id === collected.id ? collected : before.bill };
  const events = [billEvent('bill.collected', order, { bill: collected, received: amount })];
  const change = { view, events, bills: [collected], bill: collected };
  // an order that waits for its money has no other bill
  if (order.state !== 'placed' || collected.state !== 'paid') return change;
  const paid = payFor(view, now);
  return { ...change, view: paid.view, events: [...events, ...paid.events] };
}

/** @throws DomainError `illegal_transition` */
export function payFor(before: SubscriptionView, now: Date): OrderChange {
  const view = { ...before, order: pay(before.order, now) };
  return { view, events: [orderEvent('subscription_order.paid', view)] };
}
