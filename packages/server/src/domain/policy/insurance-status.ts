/** How far insured goods are, in the insurer's seven words, and where a delivery of ours stands in them. */
import type { DeliveryState } from '../delivery/delivery-state.ts';

/** In the order in which goods come to them. */
export const insuranceStatuses = [
  'created',
  'in_process',
  'in_delivery',
  'fail',
  'in_return',
  'returned',
  'success',
] as const;
export type InsuranceStatus = (typeof insuranceStatuses)[number];

/** Total: a new state does not compile until insurers have a word for it. */
export const insuranceStatusOf = {
  draft: 'created',
  awaiting_payment: 'created',
  paid: 'created',
  processing: 'in_process',
  ready: 'in_process',
  offered: 'in_process',
  assigned: 'in_process',
  to_pickup: 'in_process',
  at_pickup: 'in_process',
  pickup_failed: 'fail',
  in_transit: 'in_delivery',
  at_dropoff: 'in_delivery',
  delivery_failed: 'fail',
  delivered: 'success',
  partially_delivered: 'success',
  confirmed: 'success',
  returning: 'in_return',
  returned: 'returned',
  cancelled: 'created',
  expired: 'created',
} as const satisfies Record<DeliveryState, InsuranceStatus>;

/** The goods are where they will stay: nothing more is insured. */
export const endsCover: readonly InsuranceStatus[] = ['success', 'returned'];

/** Nobody has set out with the goods. */
export const beforeDelivery: readonly InsuranceStatus[] = ['created', 'in_process'];
