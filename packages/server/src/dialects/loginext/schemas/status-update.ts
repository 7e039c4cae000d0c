/** Update Order Status: one new status for many orders. */
import { mandatory, optional, type Fields } from './fields.ts';

export const statusUpdate = {
  newStatus: mandatory('text', 20),
  orderDetails: mandatory('any'),
} as const satisfies Fields;

/** One order of `orderDetails`. The document types otherReason as a date; its sample is a text. */
export const orderOutcome = {
  orderReferenceId: mandatory('text', 100, 'Order reference id'),
  reasonCd: optional('text', 255),
  otherReason: optional('text', 255),
  latitude: optional('latitude'),
  longitude: optional('longitude'),
  updateTime: optional('date'),
} as const satisfies Fields;
