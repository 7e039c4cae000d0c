/** Shows a shipping order to whoever is to pay it, or to take the payment. */
import { paymentLinesOf, type PaymentLine } from '../../domain/payment/payment-lines.ts';
import { paymentStatusOf, type PaymentStatus } from '../../domain/payment/payment-status.ts';
import { amountDue } from '../../domain/shipping-order/amounts.ts';
import type { ShippingOrder } from '../../domain/shipping-order/shipping-order.ts';
import { countPayments } from '../../store/payment.ts';
import type { Deps } from '../deps.ts';
import { findByNumber } from '../shipping-order/read-orders.ts';

export interface PaymentOrder {
  readonly order: ShippingOrder;
  readonly status: PaymentStatus;
  readonly lines: readonly PaymentLine[];
  /** Of the lines, in minor units of the order's currency. */
  readonly total: number;
}

/** @returns null when no order has the number */
export async function readPaymentOrder(deps: Deps, number: string): Promise<PaymentOrder | null> {
  const order = await findByNumber(deps, number);
  if (!order) return null;
  const counts = await countPayments(deps.db.of(order.accountId), order.accountId, order.id);
  return {
    order,
    status: paymentStatusOf(order, counts, deps.now()),
    lines: paymentLinesOf(order),
    total: amountDue(order),
  };
}
