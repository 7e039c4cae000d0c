/** Pure: between GotSurge's objects and the core's. What belongs to whole tasks has a file of its own. */
import type { Window } from '../../domain/delivery/delivery.ts';
import type { Fault } from '../../domain/errors.ts';
import type { Snapshot } from '../../domain/event/event.ts';

/** `start_time_utc` and `end_time_utc` are all that the document says of it. */
export interface TimeWindow {
  readonly start_time_utc: string | null;
  readonly end_time_utc: string | null;
}

/** @param window of the core, or as an event froze it. */
export function toTimeWindow(window: Window | Snapshot<Window>): TimeWindow {
  return { start_time_utc: toUtc(window.from), end_time_utc: toUtc(window.until) };
}

/** An instant as GotSurge writes it: ISO 8601 in UTC, with milliseconds. */
export function toUtc<T extends Date | string | null>(instant: T): T extends null ? null : string;
export function toUtc(instant: Date | string | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}

const earliest = Date.UTC(2000, 0, 1);
const latest = Date.UTC(2200, 0, 1);

/** Null, and one more fault, for a text that names no instant, such as a leap second, or a far one. */
export function readInstant(faults: Fault[], path: string, text: string): Date | null {
  const time = Date.parse(text);
  if (time >= earliest && time <= latest) return new Date(time);
  const message = Number.isNaN(time) ? 'It is not a date.' : 'It must lie between the years 2000 and 2200.';
  faults.push({ path, message });
  return null;
}

/** The core's names of fields in GotSurge's words. */
const fieldOf: Readonly<Record<string, string>> = {
  waybillNumber: 'tracking_id',
  invoiceNumber: 'invoice_number',
  groupTag: 'group_tag',
  'pickup.window': 'from_time_window',
  'pickup.window.from': 'from_time_window.start_time_utc',
  'pickup.window.until': 'from_time_window.end_time_utc',
  'pickup.address': 'from_address',
  'pickup.position': 'from_address',
  'pickup.customerName': 'from_contact',
  'pickup.phone': 'from_contact',
  'pickup.email': 'from_contact',
  'pickup.notes': 'pickup_note_to_driver',
  'dropoff.window': 'to_time_window',
  'dropoff.window.from': 'to_time_window.start_time_utc',
  'dropoff.window.until': 'to_time_window.end_time_utc',
  'dropoff.address': 'to_address',
  'dropoff.position': 'to_address',
  'dropoff.customerName': 'to_contact',
  'dropoff.phone': 'to_contact',
  'dropoff.email': 'to_contact',
  'dropoff.notes': 'delivery_note_to_driver',
  broadcastPreference: 'broadcast_preference',
  vehiclePreference: 'vehicle_preference',
  serviceType: 'service_type',
  isUrgent: 'is_urgent',
  organisationId: 'org_id',
  businessName: 'business_name',
  expected: 'version_rev',
  units: 'cargo_net_quantity',
  packages: 'items',
  weightGrams: 'total_item_weight',
};

/** A path of the core's, inside a list too: `tasks.3.pickup.window.until`. One without a word of its own stays. */
export function toField(path: string): string {
  const [, list = '', rest = path] = /^(\w+\.\d+\.)(.+)$/.exec(path) ?? [];
  return `${list}${fieldOf[rest] ?? rest.replace(/^attributes\./, '')}`;
}
