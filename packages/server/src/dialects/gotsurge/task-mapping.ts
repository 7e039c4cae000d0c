/** Pure: a task as a partner sends it, for the core. */
import type { Place, Window } from '../../domain/delivery/delivery.ts';
import { DomainError, type Fault } from '../../domain/errors.ts';
import type { BroadcastPreference } from '../../domain/offer/offer.ts';
import { leftUnsaid, type TaskDraft } from '../../domain/task/task-draft.ts';
import { readInstant } from './mapping.ts';
import type { BroadcastWord, NewTask } from './schemas/new-task.ts';
import type { Address, TimeWindow } from './schemas/task-parts.ts';
import { toGrams, toPackage } from './task-goods.ts';
import { checkSize, toKept } from './task-kept.ts';
import { text, toPerson, toWhereabouts } from './task-places.ts';

/** GotSurge's `all` is what its rules of expiry call Standard. */
export const preferenceOf = { marine: 'marine', squad: 'squad', all: 'standard' } as const satisfies Record<
  BroadcastWord,
  BroadcastPreference
>;
export const broadcastWordOf = { marine: 'marine', squad: 'squad', standard: 'all' } as const satisfies Record<
  BroadcastPreference,
  BroadcastWord
>;

export interface Around {
  /** For a task that names none. */
  readonly organisationId: string;
  /** Of the account, for a task without a price. */
  readonly currency: string;
  readonly now: Date;
}

/** @throws DomainError `invalid_input` with every fault of every task: `tasks.3.from_address.longitude` */
export function toTaskDrafts(bodies: readonly NewTask[], around: Around): readonly TaskDraft[] {
  const faults: Fault[] = [];
  const drafts = bodies.map((body, index) => toTaskDraft(body, around, `tasks.${index}.`, faults));
  assertFaultless(faults);
  return drafts;
}

export function assertFaultless(faults: readonly Fault[]): void {
  const [first] = faults;
  if (first) throw new DomainError('invalid_input', first.message, faults);
}

function toTaskDraft(
  body: NewTask,
  { organisationId, currency, now }: Around,
  path: string,
  faults: Fault[],
): TaskDraft {
  const attributes = toKept(body);
  checkSize(faults, path.slice(0, -1), attributes);
  if (typeof body.client_time_utc === 'string') readInstant(faults, `${path}client_time_utc`, body.client_time_utc);
  const place = (end: 'from' | 'to', notes: string | null | undefined): Place => ({
    branch: null,
    customerCode: null,
    ...toPerson(body[`${end}_contact`]),
    ...readWhereabouts(faults, `${path}${end}_address`, body[`${end}_address`]),
    window: readWindow(faults, `${path}${end}_time_window`, body[`${end}_time_window`]),
    serviceMinutes: null,
    notes: text(notes),
  });
  return {
    organisationId: body.org_id ?? organisationId,
    delivery: {
      ...leftUnsaid,
      waybillNumber: text(body.tracking_id),
      orderedAt: now,
      weightGrams: toGrams(body.total_item_weight, body.total_weight_unit),
      currency: body.currency === '' ? currency : body.currency,
      pickup: place('from', body.pickup_note_to_driver),
      dropoff: place('to', body.delivery_note_to_driver),
      packages: [toPackage(body.items ?? [], body.cargo_net_quantity ?? null)],
    },
    terms: {
      invoiceNumber: text(body.invoice_number),
      groupTag: text(body.group_tag),
      isUrgent: body.is_urgent ?? false,
      price: body.price,
      currency: body.currency,
      broadcastPreference: preferenceOf[body.broadcast_preference],
      // whatever comes, as in the document's sample
      vehiclePreference: body.vehicle_preference ?? 'ltl',
      serviceType: body.service_type ?? null,
      attributes,
    },
  };
}

export function readWindow(faults: Fault[], path: string, window: TimeWindow): Window {
  return {
    from: readInstant(faults, `${path}.start_time_utc`, window.start_time_utc),
    until: readInstant(faults, `${path}.end_time_utc`, window.end_time_utc),
  };
}

/** Half a position is a fault. */
export function readWhereabouts(faults: Fault[], path: string, address: Address): ReturnType<typeof toWhereabouts> {
  const missing = (['latitude', 'longitude'] as const).filter((key) => (address[key] ?? null) === null);
  if (missing.length === 1) {
    faults.push({ path: `${path}.${missing[0]}`, message: 'Latitude and longitude belong together: give both.' });
  }
  return toWhereabouts(address);
}
