/** API #3: cancel SME delivery order. */
import { Type, type Static } from 'typebox';
import { Signature, Text, TrackingNumber } from './field.ts';

export const Cancellation = Type.Object({
  tracking_number: TrackingNumber,
  policy_id: Text(40, { description: 'Of the answer to API #1.' }),
  canceled_by: Text(255),
  cancellation_reason: Text(1000),
  cancellation_time: Text(100, { description: 'Unix seconds or milliseconds, or ISO 8601 with its offset.' }),
  signature: Signature,
});
export type Cancellation = Static<typeof Cancellation>;

/** The request once more, as the document shows it, and how it went. Of a policy that was cancelled before, the first one. */
export const Cancelled = Type.Object({
  tracking_number: Type.String(),
  policy_id: Type.String(),
  canceled_by: Type.String(),
  cancellation_time: Type.String(),
  cancellation_reason: Type.String(),
  signature: Type.String(),
  status: Type.Literal('success'),
  message: Type.String(),
});
