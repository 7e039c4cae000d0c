/** Pure: API #2, what a partner reports of the way, as the core has it. */
import { invalid } from '../../domain/errors.ts';
import type { TrackedItem } from '../../domain/policy/policy.ts';
import { either, readInstant } from './read-fields.ts';
import type { Row, Tracking } from './schemas/tracking.ts';

/** Rows of `tracking_detail`, or the one that stands beside the other fields. @throws DomainError `invalid_input` */
export function readTracking(body: Tracking, now: Date): TrackedItem[] {
  const { tracking_detail: rows, tracking_time: time } = body;
  if (rows) return rows.map((row, index) => toItem(body, row, `tracking_detail.${index}.`, now));
  if (time === undefined) throw invalid('tracking_detail', 'The field is missing.');
  return [toItem(body, { ...body, tracking_time: time }, '', now)];
}

function toItem(body: Tracking, row: Row, path: string, now: Date): TrackedItem {
  return {
    deliveryStatus: body.delivery_status,
    at: readInstant(row.tracking_time, `${path}tracking_time`, now),
    status: row.tracking_status || null,
    description: either(row, 'tracking_desctiption', 'tracking_description') || null,
    handler: row.handler_name || null,
    phone: row.contact_phone_number || null,
    email: row.contact_email || null,
    from: row.start_address || null,
    to: row.end_address || null,
    orderId: row.order_id || null,
    vehicleType: row.vehicle_type || null,
    vehicleNumber: row.vehicle_number || null,
    // the document's table has it behind the signature, where it may stand for all rows
    imageUrl: row.image_url || body.image_url || null,
  };
}
