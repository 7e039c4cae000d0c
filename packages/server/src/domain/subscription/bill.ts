/** What a subscriber has to pay for a cycle. Amounts are minor units. Pure. */
import { DomainError, invalid } from '../errors.ts';
import type { Cycle } from './cycle.ts';
import type { SubscriptionOrder } from './order.ts';

export const billStates = ['unpaid', 'overdue', 'paid', 'void'] as const;
export type BillState = (typeof billStates)[number];

export interface Bill {
  readonly accountId: string;
  readonly id: string;
  readonly orderId: string;
  /** What people call it by: `SBL-16865`. */
  readonly number: string;
  readonly cycle: number;
  /** The day that stands on it, `yyyy-MM-dd`; null: it was due with the order. */
  readonly date: string | null;
  /** From then on it is overdue. */
  readonly dueAt: Date;
  readonly state: BillState;
  /** Of all pieces, before anything is taken off. */
  readonly amount: number;
  readonly discount: number;
  /** What the store takes off. */
  readonly merchantDiscount: number;
  readonly tax: number;
  /** amount - discount - merchantDiscount + tax */
  readonly final: number;
  readonly collected: number;
  readonly currency: string;
  readonly paidAt: Date | null;
  readonly createdAt: Date;
}

export interface BillBirth {
  readonly id: string;
  readonly number: string;
  readonly now: Date;
}

/** What changes the sum of a bill. */
export type Adjustments = Pick<Bill, 'discount' | 'merchantDiscount' | 'tax'>;

const none: Adjustments = { discount: 0, merchantDiscount: 0, tax: 0 };

/** A bill of nothing is paid. @throws DomainError `invalid_input` for a sum below nothing, or beyond what can be kept */
export function issueBill(
  order: SubscriptionOrder,
  cycle: Pick<Cycle, 'number' | 'day' | 'dueAt'>,
  { id, number, now }: BillBirth,
  adjustments: Adjustments = none,
): Bill {
  const amount = order.price * order.quantity;
  const { discount, merchantDiscount, tax } = adjustments;
  const final = amount - discount - merchantDiscount + tax;
  if (![amount, final].every(Number.isSafeInteger)) throw invalid('quantity', 'The sum of the bill is too large.');
  if (final < 0) throw invalid('discount', 'More is taken off than the bill comes to.');
  const paid = final === 0;
  return {
    accountId: order.accountId,
    id,
    orderId: order.id,
    number,
    cycle: cycle.number,
    date: order.terms.cycle === 'upfront' ? null : cycle.day,
    dueAt: cycle.dueAt,
    state: paid ? 'paid' : 'unpaid',
    amount,
    discount,
    merchantDiscount,
    tax,
    final,
    collected: 0,
    currency: order.currency,
    paidAt: paid ? now : null,
    createdAt: now,
  };
}

/** What is still to be paid of it; nothing of one that is void. */
export function balanceOf({ state, final, collected }: Pick<Bill, 'state' | 'final' | 'collected'>): number {
  return state === 'void' ? 0 : final - collected;
}

/**
 * Money has come in, perhaps only a part.
 * @throws DomainError `not_payable` when nothing is due, `invalid_input` for more than is due
 */
export function collect(bill: Bill, amount: number, now: Date): Bill {
  const due = balanceOf(bill);
  if (due === 0) throw new DomainError('not_payable', 'Nothing is due on the bill.');
  if (!Number.isSafeInteger(amount) || amount < 1 || amount > due)
    throw invalid('amount', `It must lie between 1 and ${due} minor units, which are due.`);
  const collected = bill.collected + amount;
  return collected < bill.final ? { ...bill, collected } : { ...bill, collected, state: 'paid', paidAt: now };
}

/** Its last day is over. The same bill, when it is not, or when nothing is due. */
export function passDueDay(bill: Bill, now: Date): Bill {
  return bill.state === 'unpaid' && now >= bill.dueAt ? { ...bill, state: 'overdue' } : bill;
}

/** Its order has ended without it. What was paid stays paid, and what came in stays noted. */
export function voidBill(bill: Bill): Bill {
  return bill.state === 'paid' ? bill : { ...bill, state: 'void' };
}
