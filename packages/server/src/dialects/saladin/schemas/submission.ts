/** API #1: submit SME delivery. */
import { Type, type Static } from 'typebox';
import { Maybe, MaybeWhole, Signature, Text, Timestamp, TrackingNumber, Whole } from './field.ts';

const units = 'Whole units of the product’s currency.';

/** `drop_up_address` and `good_quantity` are the document's own; what they were meant to be is taken, too. */
export const Submission = Type.Object({
  tracking_number: TrackingNumber,
  product_code: Text(40, { description: '`ahasme`, or another product.' }),
  customer_name: Text(255),
  customer_phone: Text(255),
  pickup_address: Text(1000),
  drop_up_address: Maybe(1000, { description: 'Required, under this name or the next.' }),
  drop_off_address: Maybe(1000),
  type_of_goods: Text(255),
  cod_amount: Whole(units),
  item_value: Whole(units),
  premium_amount: Whole(`${units} It is signed as it stands here, or in its digits.`),
  customer_email: Maybe(255),
  sender_name: Maybe(255),
  sender_phone: Maybe(255),
  sender_email: Maybe(255),
  recipient_name: Maybe(255),
  recipient_phone: Maybe(255),
  signature: Signature,
  order_created_time: Timestamp,
  goods_description: Text(2000),
  good_quantity: MaybeWhole('Pieces. Required, under this name or the next.'),
  goods_quantity: MaybeWhole('Pieces.'),
});
export type Submission = Static<typeof Submission>;

export const Submitted = Type.Object({
  status: Type.Literal('success'),
  message: Type.String(),
  policy_id: Type.String({ description: 'The number of the policy.' }),
  url_certificate: Type.String({ description: 'Opens its certificate as PDF, for whoever has the link.' }),
});
