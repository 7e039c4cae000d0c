/** What a task must keep to before couriers are asked for it: in the words and the order of the partner's document. */
import type { Window } from '../delivery/delivery.ts';
import { DomainError, type Fault } from '../errors.ts';
import type { Task } from './task.ts';

/** Hundred-thousandths of the main unit, of whatever currency. */
export const lowestPrice = 200_000;

const endsBeforeItStarts = 'The pickup start time must be earlier than the end time';
const deliveryBeforePickup = 'The pickup time must be earlier than the delivery time';

/** The windows of both places; a place without one keeps every rule. */
export interface Windows {
  readonly pickup: { readonly window: Window } | null;
  readonly dropoff: { readonly window: Window } | null;
}

/**
 * Times that are equal are in order. The document has one text for two rules, twice.
 * @param now the pickup must not be over by then; null: it may be
 */
export function windowFaults({ pickup, dropoff }: Windows, now: Date | null): Fault[] {
  const [start, end] = [pickup?.window.from, pickup?.window.until];
  const [deliveryStart, deliveryEnd] = [dropoff?.window.from, dropoff?.window.until];
  return [
    ...broken(isAfter(start, end), 'pickup.window.from', endsBeforeItStarts),
    ...broken(isAfter(end, deliveryStart), 'pickup.window.until', deliveryBeforePickup),
    ...broken(isAfter(now, end), 'pickup.window.until', endsBeforeItStarts),
    ...broken(isAfter(deliveryStart, deliveryEnd), 'dropoff.window.from', deliveryBeforePickup),
  ];
}

/** @param state a draft may do without a currency, and then without a price */
export function priceFaults(
  { price, currency }: Pick<Task, 'price' | 'currency'>,
  state: 'draft' | 'offered',
): Fault[] {
  if (state === 'draft' && currency === '') return [];
  return [
    ...broken(price < lowestPrice, 'price', 'Enter a minimum price from SGD 2.00 (Format: 200000)'),
    ...broken(currency === '', 'currency', 'Enter the currency of the price'),
  ];
}

/** @throws DomainError `invalid_input` with all of them, if there is one */
export function refuseFaults(faults: readonly Fault[]): void {
  const [first] = faults;
  if (first) throw new DomainError('invalid_input', first.message, faults);
}

function isAfter(one: Date | null | undefined, other: Date | null | undefined): boolean {
  return !!one && !!other && one > other;
}

function broken(isBroken: boolean, path: string, message: string): Fault[] {
  return isBroken ? [{ path, message }] : [];
}
