/** Pure: bills as "Billing" shows them. Its keys are written in three manners; amounts are bare numbers. */
import type { Account } from '../../domain/account/account.ts';
import { fromMinor } from '../../domain/money.ts';
import { balanceOf, type Bill } from '../../domain/subscription/bill.ts';
import type { SubscriptionView } from '../../domain/subscription/events.ts';
import { dayIn } from '../../domain/zoned-time.ts';
import { billTypes, billWords } from './status.ts';

/** @param account whose partner code and name stand on it. */
export function toBilled(account: Account, { order, subscriber }: SubscriptionView, bill: Bill) {
  const amount = (minor: number) => fromMinor(minor, bill.currency);
  return {
    BP_code: account.settings.partnerCode,
    BP_name: account.name,
    customer_name: subscriber.name,
    mobile_no: subscriber.phone,
    email: subscriber.email,
    invoice_no: bill.number,
    Order_no: order.number,
    Bill_date: bill.date ?? dayIn(bill.createdAt, order.timeZone),
    Bill_type: billTypes.bill,
    Bill_amount: amount(bill.amount),
    Disc_amount: amount(bill.discount),
    Merchant_disc_amount: amount(bill.merchantDiscount),
    Tax_amount: amount(bill.tax),
    Final_bill_amount: amount(bill.final),
    Collected_amount: amount(bill.collected),
    Balance_amount: amount(balanceOf(bill)),
    Bill_status: billWords[bill.state],
    Pay_complete_date: bill.paidAt === null ? '-' : dayIn(bill.paidAt, order.timeZone),
  };
}
