/** What comes in and goes out of the fulfilment list and the fulfilment detail. */
import { Type, type TProperties } from 'typebox';
import { list, Maybe, status, time, words } from './loose.ts';
import { Refusal } from './refusal.ts';
import { paged, signed, Words } from './request.ts';

/** Other fields are signed, and not looked at. */
export const FulfilmentListRequest = Type.Object({
  ...signed,
  ...paged,
  fulfillment_type: Words,
  delivery_status: Words,
});
export const FulfilmentDetailRequest = Type.Object({ ...signed, reference_no: Type.String({ maxLength: 100 }) });

const plan = {
  id: Type.Integer(),
  name: words,
  variation_name: words,
  quantity: Type.Integer(),
  model: words,
  effective_time: Maybe(words),
  delivery_mode: words,
  status: words,
};
const numbers = { reference_no: words, sequence: words };
const delivery = { ...numbers, status: words };
const redemption = Maybe(
  Type.Object({
    ...numbers,
    code: Maybe(words),
    status: words,
    redeemed_time: Maybe(time),
    expiry_time: Maybe(time),
  }),
);
const order = (more: TProperties) => ({
  no: words,
  fulfillment_type: words,
  status: words,
  created_time: time,
  approval_time: Maybe(time),
  shipping_address: Maybe(words),
  store: Type.Object({ name: words }),
  subscriber: Type.Object({ name: words }),
  redemption,
  ...more,
});

const Listed = Type.Object(
  order({ plan: Type.Object({ ...plan, cycle: words }), delivery: Maybe(Type.Object(delivery)) }),
);
const times = { created_time: time, delivered_time: Maybe(time), confirm_delivered_time: Maybe(time) };
const Detail = Type.Object(
  order({
    pay_time: Maybe(time),
    billing_address: Maybe(words),
    plan: Type.Object(plan),
    bill: Maybe(Type.Object({ cycle: words, no: words, date: Maybe(words), amount: words })),
    delivery: Maybe(Type.Object({ ...delivery, ...times })),
  }),
);

export const FulfilmentList = Type.Union([Type.Object({ status, list, order: Type.Array(Listed) }), Refusal]);
export const FulfilmentDetail = Type.Union([Type.Object({ status, order: Detail }), Refusal]);
