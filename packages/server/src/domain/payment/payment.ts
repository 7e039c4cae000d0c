/** Money that a payer says it took for a shipping order, and what became of it here. */
import { invalid } from '../errors.ts';
import type { Money } from '../money.ts';
import { amountDue } from '../shipping-order/amounts.ts';
import type { ShippingOrder } from '../shipping-order/shipping-order.ts';

/** What is not applied is to go back. */
export const paymentOutcomes = ['applied', 'excess', 'after_end'] as const;
export type PaymentOutcome = (typeof paymentOutcomes)[number];

export interface Payment extends Money {
  readonly accountId: string;
  readonly id: string;
  readonly shippingOrderId: string;
  /** The payer's own number of it: one number counts once. */
  readonly paymentId: string;
  readonly invoiceId: string | null;
  readonly paidAt: Date;
  readonly outcome: PaymentOutcome;
  readonly refundedAt: Date | null;
  readonly createdAt: Date;
}

/**
 * The money has changed hands before we hear of it, so what an order does not need is taken too, to go back.
 * @throws DomainError `invalid_input` for another currency, and for another amount than an order awaits
 */
export function outcomeOf(order: ShippingOrder, { amount, currency }: Money): PaymentOutcome {
  if (currency !== order.currency) throw invalid('currency', `The order is paid in ${order.currency}.`);
  if (order.status === 'awaiting_payment') {
    if (amount !== amountDue(order)) throw invalid('amount', 'It must be the whole amount that is due.');
    return 'applied';
  }
  if (amount <= 0) throw invalid('amount', 'It must be more than nothing.');
  return order.status === 'cancelled' || order.status === 'expired' ? 'after_end' : 'excess';
}
