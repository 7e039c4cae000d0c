/** What an operator sees of payments, and says of those that are to go back. */
import { DomainError } from '../../domain/errors.ts';
import { refunded } from '../../domain/shipping-order/change.ts';
import {
  listPayments as selectPayments,
  lockPayment,
  saveRefund,
  type PaymentFilter,
  type StandingPayment,
} from '../../store/payment.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { changeOrder } from '../shipping-order/change-order.ts';
import { transact } from '../transact.ts';

export type { StandingPayment };

/** Newest first. */
export async function listPayments(
  deps: Deps,
  { accountId }: Caller,
  filter: PaymentFilter,
): Promise<StandingPayment[]> {
  return selectPayments(deps.db.of(accountId), accountId, filter);
}

/** The money is back where it came from; saying so twice is once. @throws DomainError `payment_not_found`, `illegal_transition` */
export async function markRefunded(deps: Deps, caller: Caller, id: string): Promise<StandingPayment> {
  return transact(deps, caller, async (tx) => {
    const payment = await lockPayment(tx, caller.accountId, id);
    if (!payment) throw new DomainError('payment_not_found', 'There is no such payment.');
    if (payment.refundedAt !== null) return payment;
    if (!payment.refundDue) throw new DomainError('illegal_transition', 'Nothing of this payment is to go back.');
    const refundedAt = deps.now();
    await saveRefund(tx, payment, refundedAt);
    await changeOrder(deps, tx, caller, payment.shippingOrderId, (order) =>
      refunded(order, payment.amount, refundedAt),
    );
    return { ...payment, refundedAt, refundDue: false };
  });
}
