/** Where rows of public orders and the domain meet. */
import type { Selectable } from 'kysely';
import type { DeliveryState } from '../domain/delivery/delivery-state.ts';
import type { Product, PublicOrder, Receiver, RemoteReport } from '../domain/public-order/public-order.ts';
import type { PublicStatus } from '../domain/public-order/public-status.ts';
import type { DB } from './schema.ts';

/** A public order with what is known of its delivery. */
export interface StandingOrder extends PublicOrder {
  readonly currency: string;
  readonly state: DeliveryState;
  /** Why the last attempt failed, or why it was called off. */
  readonly reason: string | null;
}

export type PublicOrderRow = Selectable<DB['public_order']> & {
  readonly service_code: string;
  readonly currency: string;
  readonly state: string;
  readonly reason: string | null;
};

export function toStandingOrder(row: PublicOrderRow): StandingOrder {
  return {
    accountId: row.account_id,
    deliveryId: row.delivery_id,
    serviceId: row.service_id,
    serviceCode: row.service_code,
    currency: row.currency,
    // the column's check and the type have one list
    state: row.state as DeliveryState,
    reason: row.reason,
    orderId: row.order_id,
    isPaid: row.is_paid,
    message: row.message,
    // both are written by `insertPublicOrder` alone, and hold nothing that JSON changes
    receiver: row.receiver as unknown as Receiver,
    products: row.products as unknown as readonly Product[],
    pickupPointCode: row.pickup_point_code,
    submittedAt: row.submitted_at,
    acceptedUntil: row.accepted_until,
    readyAt: row.ready_at,
    remote: toReport(row),
  };
}

function toReport(row: PublicOrderRow): RemoteReport | null {
  if (row.reported_at === null || row.remote_status === null) return null;
  return {
    // written by `saveReport` alone
    status: row.remote_status as PublicStatus,
    message: row.remote_message,
    carrierName: row.carrier_name ?? '',
    trackingId: row.tracking_id ?? '',
    estimated: { from: row.carrier_from, until: row.carrier_until },
    cost: row.carrier_cost,
    at: row.reported_at,
  };
}
