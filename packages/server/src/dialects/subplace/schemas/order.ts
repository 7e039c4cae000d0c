/** What comes in and goes out of the order list. */
import { Type } from 'typebox';
import { amount, list, Maybe, status, time, words } from './loose.ts';
import { Refusal } from './refusal.ts';
import { paged, signed } from './request.ts';

/** Other fields are signed, and not looked at. */
export const OrderListRequest = Type.Object({ ...signed, ...paged });

const variation = Type.Object({ name: words, option: words });
const contact = Maybe(
  Type.Object({ contact_name: words, contact_no: Maybe(words), email: Maybe(words), address: words }),
);
const Order = Type.Object({
  no: words,
  status: Type.String({ description: 'Pending, Approved or Rejected.' }),
  overall_status: Type.String({ description: 'New, Active, Completed, Closed or Terminated.' }),
  created_time: time,
  pay_time: Maybe(time),
  approval_time: Maybe(time),
  terminate_time: Maybe(time),
  store: Type.Object({ name: words }),
  subscriber: Type.Object({ name: words, email: Maybe(words), mobile_no: Maybe(words) }),
  plan: Type.Object({
    name: words,
    variation_name: words,
    sku: Maybe(words),
    quantity: Type.Integer(),
    model: words,
    subscription_period: Type.Integer({ description: 'Cycles, months where it is paid upfront; 0 without end.' }),
    effective_time: Maybe(Type.String({ description: 'Now or Next Month.' })),
    delivery_mode: words,
    ctos_score: Type.Null(),
    cycle: Type.String({ description: 'Of its bills: Upfront, Weekly, Monthly or Yearly.' }),
    status: Type.String({ description: 'Pending Approval, Approved, Rejected or Terminated.' }),
    product: Type.Array(Type.Object({ name: words, variation: Type.Array(variation) })),
    upfront: Type.Object({ grand_total: amount }),
  }),
  address: Type.Object({ billing: contact, shipping: contact }),
  delivery: Maybe(Type.Object({ reference_no: words, sequence: words, status: words })),
  ref1: Maybe(words),
  ref2: Maybe(words),
  ref3: Maybe(words),
});

export const OrderList = Type.Union([Type.Object({ status, list, order: Type.Array(Order) }), Refusal]);
