/** What comes in and goes out of "Billing". */
import { Type } from 'typebox';
import { Maybe, status, words } from './loose.ts';
import { Refusal } from './refusal.ts';
import { paged, signed, Words } from './request.ts';

/** Other fields are signed, and not looked at. */
export const BillingRequest = Type.Object({ ...signed, ...paged, bill_type: Words, bill_status: Words });

const amount = Type.Number({ description: 'Units of the plan’s currency, which is not named: 475 or 475.5.' });
const Billed = Type.Object({
  BP_code: Type.String({ description: 'The account’s `partnerCode`.' }),
  BP_name: words,
  customer_name: words,
  mobile_no: Maybe(words),
  email: Maybe(words),
  invoice_no: words,
  Order_no: words,
  Bill_date: Type.String({ description: 'yyyy-MM-dd' }),
  Bill_type: Type.String({ description: 'Bill.' }),
  Bill_amount: amount,
  Disc_amount: amount,
  Merchant_disc_amount: amount,
  Tax_amount: amount,
  Final_bill_amount: amount,
  Collected_amount: amount,
  Balance_amount: amount,
  Bill_status: Type.String({ description: 'Unpaid, Overdue, Paid or Void.' }),
  Pay_complete_date: Type.String({ description: 'yyyy-MM-dd, or - while it is not paid.' }),
});

/** The request again, with null for what it does not say. */
const input = Type.Record(words, Type.Unknown());

export const Billing = Type.Union([Type.Object({ status, input, Billing: Type.Array(Billed) }), Refusal]);
