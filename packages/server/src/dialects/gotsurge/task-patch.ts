/** Pure: a change of a task as a partner sends it, for the core. */
import { isDeepStrictEqual } from 'node:util';
import type { PlaceUpdate } from '../../domain/delivery/lifecycle.ts';
import { DomainError, type Fault } from '../../domain/errors.ts';
import type { TaskUpdate } from '../../domain/task/task-draft.ts';
import { readInstant } from './mapping.ts';
import type { TaskPatch } from './schemas/new-task.ts';
import type { TaskDetail } from './schemas/task-detail.ts';
import { toGrams } from './task-goods.ts';
import { checkSize, toKept } from './task-kept.ts';
import { assertFaultless, preferenceOf, readWhereabouts, readWindow } from './task-mapping.ts';
import { text, toPerson, type Bag } from './task-places.ts';

/** What Update Task takes and may not change. */
const fixed = {
  items: 'The items of a task cannot be added, deleted or updated.',
  attachments: 'The attachments of a task cannot be added, deleted or updated.',
  epod: 'A task is not completed by an update.',
} as const;

/**
 * What is null, and what is as it is shown, is no change: a partner may send a whole task back.
 * @throws DomainError `invalid_input` for items, attachments or a proof that differ, for half a position, for no instant
 */
export function toTaskUpdate(sent: TaskPatch, shown: TaskDetail): TaskUpdate {
  const body = changesOf(sent, shown);
  const faults: Fault[] = Object.entries(fixed).flatMap(([path, message]) => (path in body ? [{ path, message }] : []));
  const attributes = toKept(body);
  checkSize(faults, '', attributes);
  if (typeof body.client_time_utc === 'string') readInstant(faults, 'client_time_utc', body.client_time_utc);
  const [pickup, dropoff] = [toPlaceUpdate(faults, 'from', body), toPlaceUpdate(faults, 'to', body)];
  assertFaultless(faults);
  return {
    ...(typeof body.org_id === 'string' && { organisationId: body.org_id }),
    delivery: {
      ...(body.tracking_id !== undefined && { waybillNumber: text(body.tracking_id) }),
      ...weightOf(body, shown),
      ...(pickup && { pickup }),
      ...(dropoff && { dropoff }),
    },
    terms: {
      ...(body.invoice_number !== undefined && { invoiceNumber: text(body.invoice_number) }),
      ...(body.group_tag !== undefined && { groupTag: text(body.group_tag) }),
      ...(typeof body.is_urgent === 'boolean' && { isUrgent: body.is_urgent }),
      ...(typeof body.price === 'number' && { price: body.price }),
      ...(typeof body.currency === 'string' && { currency: body.currency }),
      ...(body.broadcast_preference && { broadcastPreference: preferenceOf[body.broadcast_preference] }),
      ...(body.vehicle_preference && { vehiclePreference: body.vehicle_preference }),
      ...(body.service_type && { serviceType: body.service_type }),
    },
    attributes,
    ...(typeof body.cargo_net_quantity === 'number' && { units: body.cargo_net_quantity }),
  };
}

function changesOf(sent: TaskPatch, shown: TaskDetail): Partial<TaskPatch> {
  const now: Bag = shown;
  const changed = Object.entries(sent).filter(([key, value]) => value !== null && !isDeepStrictEqual(value, now[key]));
  return Object.fromEntries(changed);
}

function toPlaceUpdate(faults: Fault[], end: 'from' | 'to', body: Partial<TaskPatch>): PlaceUpdate | null {
  const [address, contact, window] = [body[`${end}_address`], body[`${end}_contact`], body[`${end}_time_window`]];
  const notes = end === 'from' ? body.pickup_note_to_driver : body.delivery_note_to_driver;
  const update: PlaceUpdate = {
    ...(address && readWhereabouts(faults, `${end}_address`, address)),
    ...(contact && toPerson(contact)),
    ...(window && { window: readWindow(faults, `${end}_time_window`, window) }),
    ...(notes !== undefined && { notes: text(notes) }),
  };
  return Object.keys(update).length > 0 ? update : null;
}

/** Weight and unit may come one without the other. */
function weightOf(body: Partial<TaskPatch>, shown: Bag): { readonly weightGrams?: number | null } {
  if (body.total_item_weight === undefined && body.total_weight_unit === undefined) return {};
  const {
    total_item_weight: weight = shown['total_item_weight'],
    total_weight_unit: unit = shown['total_weight_unit'],
  } = body;
  return { weightGrams: toGrams(weight, unit) };
}

/** The version that a revision means, if it is the one that stands. @throws DomainError `version_conflict` for any other */
export function assertRevision(sent: string, { version_rev }: TaskDetail): void {
  if (sent === version_rev) return;
  const message = 'The task was changed since: read it again.';
  throw new DomainError('version_conflict', message, [{ path: 'expected', message }]);
}
