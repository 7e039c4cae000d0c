/** Pure: payments in the native API's words. */
import type { StandingPayment } from '../../use-cases/payment/payments.ts';
import { iso, isoOrNull } from './iso.ts';
import type { Payment } from './schemas/payment.ts';

export function toPayment(one: StandingPayment): Payment {
  return {
    id: one.id,
    shippingOrderId: one.shippingOrderId,
    paymentId: one.paymentId,
    invoiceId: one.invoiceId,
    amount: { amount: one.amount, currency: one.currency },
    paidAt: iso(one.paidAt),
    outcome: one.outcome,
    refundDue: one.refundDue,
    refundedAt: isoOrNull(one.refundedAt),
    createdAt: iso(one.createdAt),
  };
}
