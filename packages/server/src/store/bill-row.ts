/** Bills between the domain and their row. */
import type { Selectable } from 'kysely';
import type { Bill, BillState } from '../domain/subscription/bill.ts';
import type { DB } from './schema.ts';

export type BillRow = Selectable<DB['bill']>;

export function toBill(row: BillRow): Bill {
  return {
    accountId: row.account_id,
    id: row.id,
    orderId: row.order_id,
    number: row.number,
    cycle: row.cycle,
    date: row.date,
    dueAt: row.due_at,
    // checked by the database
    state: row.state as BillState,
    amount: row.amount,
    discount: row.discount,
    merchantDiscount: row.merchant_discount,
    tax: row.tax,
    final: row.final,
    collected: row.collected,
    currency: row.currency,
    paidAt: row.paid_at,
    createdAt: row.created_at,
  };
}

/** Every column, for `jsonb_populate_record`. */
export function toBillJson(bill: Bill): Record<string, unknown> {
  return {
    account_id: bill.accountId,
    id: bill.id,
    order_id: bill.orderId,
    number: bill.number,
    cycle: bill.cycle,
    date: bill.date,
    due_at: bill.dueAt,
    state: bill.state,
    amount: bill.amount,
    discount: bill.discount,
    merchant_discount: bill.merchantDiscount,
    tax: bill.tax,
    final: bill.final,
    collected: bill.collected,
    currency: bill.currency,
    paid_at: bill.paidAt,
    created_at: bill.createdAt,
  };
}
