/** Pure: a task of the core as GotSurge shows it, read now or frozen in an event. */
import type { Delivery } from '../../domain/delivery/delivery.ts';
import type { Snapshot } from '../../domain/event/event.ts';
import { emissionOfTask } from '../../domain/task/emission.ts';
import type { TaskProof, TaskSnapshot } from '../../domain/task/task.ts';
import { toTimeWindow, toUtc } from './mapping.ts';
import { furtherKeys } from './schemas/new-task.ts';
import type { Status, TaskDetail } from './schemas/task-detail.ts';
import { statusAt, toGotSurgeStatus } from './status.ts';
import { toItems, toQuantity, toWeight } from './task-goods.ts';
import { furtherOf } from './task-kept.ts';
import { broadcastWordOf } from './task-mapping.ts';
import { toAddress, toContact, type Bag } from './task-places.ts';
import { toVersionRev } from './version-rev.ts';

type Frozen<T> = T | Snapshot<T>;

export interface SeenTask {
  readonly delivery: Frozen<Delivery>;
  readonly task: Frozen<TaskSnapshot>;
}

export interface Around {
  /** Statuses are those of this moment. */
  readonly now: Date;
  /** Without a slash at the end. */
  readonly publicUrl: string;
}

/** Every field of the document in its order, then ours, then what the partner sent besides. */
export function toTaskDetail({ delivery, task }: SeenTask, { now, publicUrl }: Around): TaskDetail {
  const kept: Bag = task.attributes;
  const { pickup, dropoff } = delivery;
  const bag = (key: string): Bag => Object(kept[key] ?? {}) as Bag;
  const status = statusAt(delivery.state, instant(task.offerExpiresAt), now);
  const serviceType = task.serviceType && { service_type: task.serviceType };
  const further = furtherOf({ ...kept, ...toWeight(kept, delivery), ...serviceType }, [...furtherKeys, 'service_type']);
  return {
    server_time: toUtc(now),
    id: delivery.id,
    tracking_id: delivery.waybillNumber ?? '',
    group_tag: task.groupTag ?? '',
    invoice_number: task.invoiceNumber ?? '',
    from_address: toAddress(bag('from_address'), pickup),
    from_time_window: toWindow(pickup, bag('from_time_window')),
    from_contact: toContact(bag('from_contact'), pickup),
    to_address: toAddress(bag('to_address'), dropoff),
    to_time_window: toWindow(dropoff, bag('to_time_window')),
    to_contact: toContact(bag('to_contact'), dropoff),
    distance_in_meters: task.distanceMetres,
    pickup_note_to_driver: pickup?.notes ?? '',
    delivery_note_to_driver: dropoff?.notes ?? '',
    is_urgent: task.isUrgent,
    price: task.price,
    currency: task.currency,
    items: [...toItems(kept['items'], delivery)],
    cargo_net_quantity: toQuantity(delivery),
    task_creation_group: task.creationGroup,
    broadcast_preference: broadcastWordOf[task.broadcastPreference],
    client_time_utc: typeof kept['client_time_utc'] === 'string' ? kept['client_time_utc'] : null,
    client_timezone: typeof kept['client_timezone'] === 'string' ? kept['client_timezone'] : '',
    attachments: toList(kept['attachments']),
    org_transporter: toTransporter(task),
    driver: toDriver(task),
    current_status: status,
    statuses: toStatuses(task, status),
    org_id: task.organisation.id,
    platform_id: task.platformId,
    vehicle_preference: task.vehiclePreference,
    vehicle_emissions_type: task.driver?.emissionsType ?? 'ice',
    vehicle_emissions: toEmissions(task),
    client: bag('client'),
    updated_at: toUtc(delivery.updatedAt),
    epod: toEpod(task.epod, publicUrl),
    version_rev: toVersionRev(delivery),
    broadcast_expires_at: toUtc(task.offerExpiresAt),
    ...further,
  };
}

function instant(time: Date | string | null): Date | null {
  return time === null ? null : new Date(time);
}

function toWindow(place: SeenTask['delivery']['pickup'], rest: Bag) {
  return { ...toTimeWindow(place?.window ?? { from: null, until: null }), ...rest };
}

function toList(value: unknown): TaskDetail['attachments'] {
  // what is kept went in through the schema of attachments
  return Array.isArray(value) ? (value as TaskDetail['attachments']) : [];
}

function toTransporter({ driver }: SeenTask['task']): TaskDetail['org_transporter'] {
  const transporter = driver?.transporter;
  return transporter ? { id: transporter.id, business_name: transporter.businessName } : {};
}

function toDriver({ driver }: SeenTask['task']): TaskDetail['driver'] {
  if (!driver) return {};
  const { id, name, phone, vehicleNumber, position } = driver;
  const [latitude, longitude] = [position?.lat ?? null, position?.lng ?? null];
  return { id, name, phone, vehicle_number: vehicleNumber ?? '', latitude, longitude };
}

/** States that share a word are one status; a round that is over has its end, whether it was written down yet or not. */
function toStatuses({ statuses, offerExpiresAt }: SeenTask['task'], now: TaskDetail['current_status']): Status[] {
  const shown: Status[] = [];
  for (const { state, at, note } of statuses) {
    const status = toGotSurgeStatus[state];
    if (shown.at(-1)?.status !== status) shown.push({ status, created_at: toUtc(at), note: note ?? '' });
  }
  if (now === 'expired' && shown.at(-1)?.status !== now && offerExpiresAt !== null) {
    shown.push({ status: now, created_at: toUtc(offerExpiresAt), note: '' });
  }
  return shown;
}

function toEmissions(task: SeenTask['task']): TaskDetail['vehicle_emissions'] {
  const emission = emissionOfTask(task);
  if (!emission) return {};
  return { co2e_grams: emission.co2eGrams, distance_in_meters: emission.metres, method: emission.method };
}

function toEpod(epod: Frozen<TaskProof> | null, publicUrl: string): TaskDetail['epod'] {
  if (!epod) return {};
  const urls = (kind: string) =>
    epod.files.filter((file) => file.kind === kind).map(({ id }) => `${publicUrl}/gotsurge/proof-files/${id}`);
  return {
    recipient_name: epod.recipientName ?? '',
    notes: epod.notes ?? '',
    signature_url: urls('signature').at(-1) ?? '',
    photo_urls: urls('photo'),
    completed_at: toUtc(epod.completedAt),
  };
}
