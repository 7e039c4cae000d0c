/** API #2: insert tracking detail. */
import { Type, type Static } from 'typebox';
import type { InsuranceStatus } from '../../../domain/policy/insurance-status.ts';
import { statusWords } from '../status.ts';
import { Maybe, Signature, Timestamp, TrackingNumber } from './field.ts';

/** `tracking_desctiption` is the document's own; what it was meant to be is taken, too. */
const details = {
  tracking_status: Maybe(255),
  contact_phone_number: Maybe(255),
  contact_email: Maybe(255),
  handler_name: Maybe(255),
  end_address: Maybe(1000),
  start_address: Maybe(1000),
  tracking_desctiption: Maybe(2000),
  tracking_description: Maybe(2000),
  order_id: Maybe(255),
  vehicle_type: Maybe(255),
  vehicle_number: Maybe(255),
  image_url: Maybe(2000),
};

const Row = Type.Object({ tracking_time: Timestamp, ...details });
export type Row = Static<typeof Row>;

export const Tracking = Type.Object({
  tracking_number: TrackingNumber,
  delivery_status: Type.Unsafe<InsuranceStatus>({
    type: 'string',
    enum: [...statusWords],
    description: 'How far the goods are: the newest `tracking_time` counts.',
  }),
  tracking_detail: Type.Optional(
    Type.Unsafe<Row[] | null>({
      type: ['array', 'null'],
      items: Row,
      minItems: 1,
      maxItems: 100,
      description: 'Without it the fields of one row stand beside the others.',
    }),
  ),
  tracking_time: Type.Optional(Timestamp),
  ...details,
  signature: Signature,
});
export type Tracking = Static<typeof Tracking>;

export const Tracked = Type.Object({ status: Type.Literal('success'), message: Type.String() });
