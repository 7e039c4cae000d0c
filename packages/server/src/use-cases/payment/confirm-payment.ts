/** A payer says that it took money for a shipping order. */
import type { Transaction } from 'kysely';
import { DomainError, invalid } from '../../domain/errors.ts';
import type { Money } from '../../domain/money.ts';
import { outcomeOf, type Payment } from '../../domain/payment/payment.ts';
import { oweRefund } from '../../domain/shipping-order/change.ts';
import { fingerprint } from '../../lib/hash.ts';
import { findPaymentByNumber, insertPayment } from '../../store/payment.ts';
import { findShippingOrder } from '../../store/receiver-lookup.ts';
import type { DB } from '../../store/schema.ts';
import { lockShippingOrder } from '../../store/shipping-order.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { changeOrder, orderNotFound } from '../shipping-order/change-order.ts';
import { settle } from '../shipping-order/hear.ts';
import { transact } from '../transact.ts';

export interface PaymentNotice extends Money {
  /** Who says so, for the timeline. */
  readonly payer: string;
  /** Of the shipping order. */
  readonly orderNumber: string;
  /** The payer's own number, 40 characters at most: the same one again changes nothing. */
  readonly paymentId: string;
  readonly invoiceId: string | null;
  readonly paidAt: Date;
  /** What the amount is made of. */
  readonly lines: readonly { readonly id: string; readonly amount: number }[];
  /** As it came, with its signature; null where nothing was signed. */
  readonly message: string | null;
}

/**
 * Safe to repeat. What an order does not need is kept as well and is to go back: `shipping_order.refund_due`.
 * @throws DomainError `shipping_order_not_found`; `invalid_input` for a number that stands for another payment already,
 * lines that make another sum, another currency than the order's, and another amount than it awaits
 */
export async function confirmPayment(deps: Deps, notice: PaymentNotice): Promise<Payment> {
  const found = await findShippingOrder(deps.db.anyone, notice.orderNumber);
  if (!found) throw orderNotFound();
  const caller = { accountId: found.accountId, actor: notice.payer, credentialId: null };
  return transact(deps, caller, (tx) => take(deps, tx, caller, found.shippingOrderId, notice));
}

async function take(
  deps: Deps,
  tx: Transaction<DB>,
  caller: Caller,
  orderId: string,
  notice: PaymentNotice,
): Promise<Payment> {
  const { accountId } = caller;
  const { paymentId, invoiceId, amount, currency, paidAt, message } = notice;
  // the payments of one order come in one after the other
  const order = await lockShippingOrder(tx, accountId, orderId);
  if (!order) throw orderNotFound();
  const print = printOf(notice);
  const known = await findPaymentByNumber(tx, accountId, paymentId);
  if (known?.fingerprint.equals(print)) return known.payment;
  if (known) throw anotherPayment();
  assertSum(notice);
  const outcome = outcomeOf(order, notice);
  const payment: Payment = {
    accountId,
    id: deps.newId(),
    shippingOrderId: order.id,
    paymentId,
    invoiceId,
    amount,
    currency,
    paidAt,
    outcome,
    refundedAt: null,
    createdAt: deps.now(),
  };
  // whoever comes at the same moment with the same number pays another order
  if (!(await insertPayment(tx, payment, { fingerprint: print, message }))) throw anotherPayment();
  if (outcome === 'applied') await settle(deps, tx, caller, order.id, { amount, paidAt, cause: 'payment' });
  else await changeOrder(deps, tx, caller, order.id, (paid) => oweRefund(paid, amount, outcome, deps.now()));
  return payment;
}

/** Without the time: whoever repeats it may have rounded it meanwhile. */
function printOf({ orderNumber, invoiceId, amount, currency, lines }: PaymentNotice): Buffer {
  return fingerprint({ orderNumber, invoiceId, amount, currency, lines });
}

function assertSum({ amount, lines }: PaymentNotice): void {
  const sum = lines.reduce((total, line) => total + line.amount, 0);
  if (sum !== amount) throw invalid('lines', 'They must make up the whole amount.');
}

function anotherPayment(): DomainError {
  return invalid('paymentId', 'It stands for another payment already.');
}
