/** Pure: the one webhook, `Task`, made of an event and the task that it carries. */
import type { RecordedEvent } from '../../domain/event/event.ts';
import type { Around } from '../../use-cases/deps.ts';
import type { WebhookPayload } from '../dialect.ts';
import { isTold } from './events.ts';
import { toField, toUtc } from './mapping.ts';
import type { TaskDetail } from './schemas/task-detail.ts';
import type { Bag } from './task-places.ts';
import { toTaskDetail } from './task-view.ts';

type TaskEvent = Extract<RecordedEvent, { readonly data: { readonly task?: unknown } }>;

/** What a change of status brings with it, by the event. */
const alsoChanged: Readonly<Partial<Record<TaskEvent['type'], readonly string[]>>> = {
  'delivery.offered': ['broadcast_expires_at'],
  'delivery.assigned': ['org_transporter', 'driver', 'vehicle_emissions_type', 'vehicle_emissions'],
  'delivery.released': ['org_transporter', 'driver', 'vehicle_emissions_type', 'vehicle_emissions'],
  'delivery.rejected': ['org_transporter', 'driver', 'vehicle_emissions_type', 'vehicle_emissions'],
  'delivery.delivered': ['epod'],
  'delivery.partially_delivered': ['epod'],
};

/** Events after which the partner is told why. */
const reasoned: readonly TaskEvent['type'][] = [
  'delivery.cancelled',
  'delivery.pickup_failed',
  'delivery.delivery_failed',
  'delivery.released',
  'delivery.rejected',
];

/** Core words that several fields of a task are made of, or one of another name. */
const keysOf: Readonly<Record<string, readonly string[]>> = {
  packages: ['items', 'cargo_net_quantity'],
  weightGrams: ['total_item_weight', 'total_weight_unit'],
  distanceMetres: ['distance_in_meters', 'vehicle_emissions'],
  vehiclePreference: ['vehicle_preference', 'vehicle_emissions'],
  offerExpiresAt: ['broadcast_expires_at'],
  organisationId: ['org_id', 'platform_id'],
};

/** Tasks only: what came another way has no app that waits to hear of it. */
export function tell(event: RecordedEvent, { publicUrl }: Around): readonly WebhookPayload[] {
  if (!isTold[event.type] || !isOfTask(event)) return [];
  const { delivery, task } = event.data;
  if (!task) return [];
  const data = toTaskDetail({ delivery, task }, { now: new Date(event.occurredAt), publicUrl });
  const updates = updatesOf(event, data);
  const body = { type: 'update', model_name: 'Task', data, updates, timestamp: toUtc(event.occurredAt) };
  return [{ type: 'Task', body, audience: task.appId }];
}

function isOfTask(event: RecordedEvent): event is TaskEvent {
  return 'delivery' in event.data;
}

/** Always the status, and when that was; then what changed with it or, after an update, what was updated. */
function updatesOf(event: TaskEvent, data: TaskDetail): Bag {
  const shown: Bag = data;
  const keys = event.type === 'delivery.updated' ? updatedKeys(event.data.fields ?? []) : ['statuses', ...(alsoChanged[event.type] ?? [])]; // prettier-ignore
  const changed = keys.filter((key) => Object.hasOwn(shown, key)).map((key) => [key, shown[key]] as const);
  return {
    current_status: data.current_status,
    updated_at: data.updated_at,
    version_rev: data.version_rev,
    ...Object.fromEntries(changed),
    ...(reasoned.includes(event.type) && { reason: reasonOf(event) }),
  };
}

function reasonOf({ data }: TaskEvent): string {
  return ('reason' in data ? data.reason : null) ?? data.delivery.reason ?? '';
}

function updatedKeys(fields: readonly string[]): readonly string[] {
  return [...new Set(fields.flatMap((field) => keysOf[field] ?? [toField(field)]))];
}
