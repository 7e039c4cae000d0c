/** What changes of a task when its partner says something new, and what still may. */
import type { Circumstances, DeliveryChanged } from '../delivery/change.ts';
import type { Delivery } from '../delivery/delivery.ts';
import type { DeliveryState } from '../delivery/delivery-state.ts';
import { update, type DeliveryUpdate } from '../delivery/lifecycle.ts';
import { DomainError } from '../errors.ts';
import { cancellable, courierMoves } from './courier-moves.ts';
import { isSameJson } from './same-json.ts';
import { taskService, type Task, type TaskSnapshot } from './task.ts';
import type { TaskUpdate } from './task-draft.ts';
import { refuseFaults, windowFaults } from './task-rules.ts';
import { stateAt, type TaskView } from './task-view.ts';

/** What of the task row an update can touch. */
export type TaskRow = Omit<
  TaskSnapshot,
  'organisation' | 'platformId' | 'driver' | 'offerExpiresAt' | 'statuses' | 'epod'
>;

/** What may change while a courier has it: nothing that he drives by. */
const lateFields: readonly string[] = [
  'waybillNumber',
  'pickup.notes',
  'dropoff.notes',
  'weightGrams',
  'volumeMm3',
  'packages',
  'invoiceNumber',
  'groupTag',
];

const untaken: readonly DeliveryState[] = cancellable;
const taken: readonly string[] = Object.keys(courierMoves);

/** How far it is driven. */
export type Distance = Pick<Task, 'distanceMetres' | 'distanceByRoad'>;

/** @throws DomainError `already_dispatched` for a task that is over */
export function assertChangeable({ delivery, task }: TaskView, now: Date): void {
  const state = stateAt(delivery.state, task, now);
  if (untaken.includes(state) || taken.includes(state)) return;
  throw new DomainError('already_dispatched', `A task that is ${state.replaceAll('_', ' ')} cannot be changed.`);
}

export interface Revision {
  /** Null for a delivery that came another way, and has none. */
  readonly row: TaskRow | null;
  /** What differs, in the core's words; attributes one by one: `attributes.min_price`. */
  readonly fields: readonly string[];
}

/**
 * The task's own row after an update.
 * @param distance where it changes with the update
 * @throws DomainError `invalid_input` for terms of a delivery that came another way
 */
export function reviseRow({ delivery, task }: TaskView, patch: TaskUpdate, distance: Partial<Distance>): Revision {
  const row = nextRow(task, patch, distance);
  const fields = changedTerms(task, row);
  if (delivery.service === taskService) return { row, fields };
  refuseFaults(
    fields.map((field) => ({ path: toPath(field), message: 'This delivery came another way and has no such field' })),
  );
  return { row: null, fields: [] };
}

/**
 * The task's delivery after an update.
 * @param view the task as it is, locked
 * @param revisedFields of its row
 * @param lateAttributes that may change while a courier has it
 * @throws DomainError `already_dispatched` for fields that no longer may, `invalid_input` for windows against the rules
 */
export function reviseDelivery(
  { delivery: before }: TaskView,
  patch: TaskUpdate,
  { revisedFields, lateAttributes }: Readonly<Record<'revisedFields' | 'lateAttributes', readonly string[]>>,
  circumstances: Circumstances,
): DeliveryChanged {
  assertWindows(before, patch.delivery ?? {}, circumstances.now);
  const packages = withUnits(before, patch.units);
  const terms = { allowed: [before.state], also: revisedFields, ...(packages && { packages }) };
  const changed = update(before, patch.delivery ?? {}, circumstances, terms);
  if (!untaken.includes(before.state)) assertLate(fieldsOf(changed), lateAttributes);
  return changed;
}

function nextRow(
  task: TaskSnapshot,
  { organisationId, terms, attributes }: TaskUpdate,
  distance: Partial<Distance>,
): TaskRow {
  const { organisation: _o, platformId: _p, driver: _d, offerExpiresAt: _e, statuses: _s, epod: _f, ...row } = task;
  const next = {
    ...row,
    ...terms,
    ...(organisationId !== undefined && { organisationId }),
    ...distance,
    attributes: { ...row.attributes, ...attributes },
  };
  return next.currency === '' ? { ...next, price: 0 } : next;
}

/** The core's names of what differs; attributes one by one. */
function changedTerms(before: TaskRow, { attributes, ...plain }: TaskRow): string[] {
  // what stands in a row of the domain is what its type names
  const names = Object.keys(plain) as (keyof typeof plain)[];
  return [
    ...names.filter((name) => !isSameJson(before[name], plain[name])),
    ...Object.keys(attributes)
      .filter((name) => !isSameJson(before.attributes[name], attributes[name]))
      .map((name) => `attributes.${name}`),
  ];
}

function toPath(field: string): string {
  return field.replace(/^attributes\./, '');
}

function assertWindows(before: Delivery, { pickup, dropoff }: DeliveryUpdate, now: Date): void {
  const windows = {
    pickup: pickup?.window && { window: { from: null, until: null, ...before.pickup?.window, ...pickup.window } },
    dropoff: dropoff?.window && { window: { from: null, until: null, ...before.dropoff?.window, ...dropoff.window } },
  };
  if (!windows.pickup && !windows.dropoff) return;
  const isMoved = windows.pickup?.window.until?.getTime() !== before.pickup?.window.until?.getTime();
  const after = { pickup: windows.pickup ?? before.pickup, dropoff: windows.dropoff ?? before.dropoff };
  refuseFaults(windowFaults(after, windows.pickup && isMoved ? now : null));
}

function withUnits({ packages }: Delivery, units: number | null | undefined): Delivery['packages'] | null {
  const [first, ...others] = packages;
  return first && units !== undefined && first.units !== units ? [{ ...first, units }, ...others] : null;
}

function fieldsOf({ event }: DeliveryChanged): readonly string[] {
  return event.type === 'delivery.updated' ? (event.data.fields ?? []) : [];
}

function assertLate(fields: readonly string[], lateAttributes: readonly string[]): void {
  const allowed = [...lateFields, ...lateAttributes.map((name) => `attributes.${name}`)];
  const faults = fields
    .filter((field) => !allowed.includes(field))
    .map((field) => ({ path: toPath(field), message: 'It cannot be changed once a courier has the task' }));
  if (faults.length === 0) return;
  throw new DomainError('already_dispatched', 'A courier has the task: that field can no longer be changed.', faults);
}
