/** The moves of a task that its document knows: narrower than the common table, which other partners widened. */
import { DomainError } from '../errors.ts';
import type { DeliveryState } from '../delivery/delivery-state.ts';

/** What a courier may do with a task, step by step. */
export const courierMoves = {
  assigned: ['to_pickup'],
  to_pickup: ['at_pickup'],
  at_pickup: ['in_transit', 'pickup_failed'],
  in_transit: ['at_dropoff'],
  at_dropoff: ['delivered', 'partially_delivered', 'delivery_failed'],
} as const satisfies Partial<Record<DeliveryState, readonly DeliveryState[]>>;

/** While nobody has taken it, a partner may call it off. */
export const cancellable = [
  'draft',
  'awaiting_payment',
  'paid',
  'processing',
  'ready',
  'offered',
] as const satisfies readonly DeliveryState[];

const exits: Readonly<Partial<Record<DeliveryState, readonly DeliveryState[]>>> = courierMoves;
const open: readonly DeliveryState[] = cancellable;

export function courierCanMove(from: DeliveryState, to: DeliveryState): boolean {
  return exits[from]?.includes(to) ?? false;
}

/** @throws DomainError `illegal_transition` for a step out of order */
export function assertCourierMove(from: DeliveryState, to: DeliveryState): void {
  if (courierCanMove(from, to)) return;
  throw new DomainError('illegal_transition', `A task that is ${words(from)} cannot become ${words(to)} next.`);
}

/** @throws DomainError `not_cancellable` once a courier has it, and when it is over */
export function assertCancellable(state: DeliveryState): void {
  if (open.includes(state)) return;
  throw new DomainError('not_cancellable', `A task that is ${words(state)} cannot be cancelled.`);
}

function words(state: DeliveryState): string {
  return state.replaceAll('_', ' ');
}
