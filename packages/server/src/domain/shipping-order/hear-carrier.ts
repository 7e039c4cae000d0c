/** What a carrier says of its waybill. A word may be missed, come twice, or late. Pure. */
import type { CarrierNews, CarrierWord } from '../carrier/carrier.ts';
import { followed, move, unchanged, type ShippingOrderChanged } from './change.ts';
import type { ShippingOrder } from './shipping-order.ts';
import { canShip, type ShippingStatus } from './shipping-status.ts';

/** A carrier that will not come leaves the order to the operator. */
export const statusOfCarrier = {
  awaiting_pickup: 'awaiting_pickup',
  delivering: 'delivering',
  delivered: 'delivered',
  problem: 'problem',
  returning: 'returning',
  returned: 'returned',
  cancelled: 'problem',
} as const satisfies Record<CarrierWord, ShippingStatus>;

/** What lies between two words when the one in the middle was missed. */
const between = ['delivering', 'returning'] as const;

/**
 * Brings the order to where its carrier is. A word that is older than the last, that leads back or nowhere changes
 * nothing: reconciliation finds what stays apart.
 */
export function hearCarrier(
  before: ShippingOrder,
  { word, message, at }: CarrierNews,
  now: Date,
): ShippingOrderChanged {
  if (before.waybill === null || (before.carrierHeardAt && at < before.carrierHeardAt)) return unchanged(before);
  const heard = { ...before, carrierHeardAt: at };
  const why = message ?? (word === 'cancelled' ? 'The carrier has withdrawn.' : null);
  const steps = stepsTo(before.status, statusOfCarrier[word]);
  return steps.reduce<ShippingOrderChanged>(
    (changed, to) =>
      followed(changed, (order) =>
        move(order, to, { cause: 'carrier', message: to === steps.at(-1) ? why : null }, now),
      ),
    unchanged(heard),
  );
}

function stepsTo(from: ShippingStatus, goal: ShippingStatus): readonly ShippingStatus[] {
  if (from === goal) return [];
  if (canShip(from, goal)) return [goal];
  // `delivering`, then `returning`: no word is more than two missed ones away
  const [out, back] = between;
  const ways: readonly (readonly ShippingStatus[])[] = [[out, goal], [back, goal], [out, back, goal]]; // prettier-ignore
  return ways.find((way) => way.every((to, index) => canShip(way[index - 1] ?? from, to))) ?? [];
}
