/** The native words for the states of a delivery are the core's own. Total: a new state fails to compile here. */
import type { DeliveryState } from '../../domain/delivery/delivery-state.ts';

export const toNativeStatus = {
  draft: 'draft',
  awaiting_payment: 'awaiting_payment',
  paid: 'paid',
  processing: 'processing',
  ready: 'ready',
  offered: 'offered',
  assigned: 'assigned',
  to_pickup: 'to_pickup',
  at_pickup: 'at_pickup',
  pickup_failed: 'pickup_failed',
  in_transit: 'in_transit',
  at_dropoff: 'at_dropoff',
  delivery_failed: 'delivery_failed',
  delivered: 'delivered',
  partially_delivered: 'partially_delivered',
  confirmed: 'confirmed',
  returning: 'returning',
  returned: 'returned',
  cancelled: 'cancelled',
  expired: 'expired',
} as const satisfies { readonly [State in DeliveryState]: State };
