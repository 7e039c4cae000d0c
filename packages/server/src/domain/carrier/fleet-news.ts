/** What a delivery of our own fleet says of its waybill. Pure. */
import type { DeliveryState } from '../delivery/delivery-state.ts';
import type { CarrierNews, CarrierWord } from './carrier.ts';

/** `waits`: for a courier; it says something only while the goods are not with us. */
const wordOf = {
  draft: 'waits',
  awaiting_payment: 'waits',
  paid: 'waits',
  processing: 'waits',
  ready: 'waits',
  offered: 'waits',
  assigned: 'waits',
  to_pickup: 'waits',
  at_pickup: 'waits',
  pickup_failed: 'problem',
  in_transit: 'delivering',
  at_dropoff: 'delivering',
  delivery_failed: 'problem',
  delivered: 'delivered',
  partially_delivered: 'delivered',
  confirmed: 'delivered',
  returning: 'returning',
  returned: 'returned',
  cancelled: 'cancelled',
  expired: 'cancelled',
} as const satisfies Record<DeliveryState, CarrierWord | 'waits'>;

export interface FleetDelivery {
  readonly state: DeliveryState;
  /** Of the last failure. */
  readonly reason: string | null;
  readonly pickedUpAt: Date | string | null;
  readonly updatedAt: Date;
}

/** Goods that were fetched and wait for another courier, on a shelf of ours, are being delivered all the same. */
export function newsOfDelivery({ state, reason, pickedUpAt, updatedAt }: FleetDelivery): CarrierNews {
  const said = wordOf[state];
  const word = said === 'waits' ? (pickedUpAt === null ? 'awaiting_pickup' : 'delivering') : said;
  const tells = word === 'problem' || word === 'returning' || word === 'returned' || word === 'cancelled';
  return { word, message: tells ? reason : null, at: updatedAt };
}
