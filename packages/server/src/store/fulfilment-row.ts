/** Fulfilments between the domain and their row. */
import type { Selectable } from 'kysely';
import type { Fulfilment, FulfilmentStatus } from '../domain/subscription/fulfilment.ts';
import type { FulfilmentKind } from '../domain/subscription/plan.ts';
import type { DB } from './schema.ts';

export type FulfilmentRow = Selectable<DB['fulfilment']>;

export function toFulfilment(row: FulfilmentRow): Fulfilment {
  return {
    accountId: row.account_id,
    id: row.id,
    orderId: row.order_id,
    cycle: row.cycle,
    sequence: row.sequence,
    total: row.total,
    // both are checked by the database
    kind: row.kind as FulfilmentKind,
    status: row.status as FulfilmentStatus,
    reference: row.reference,
    deliveryId: row.delivery_id,
    code: row.code,
    expiresAt: row.expires_at,
    deliveredAt: row.delivered_at,
    confirmedAt: row.confirmed_at,
    createdAt: row.created_at,
  };
}

/** Every column, for `jsonb_populate_record`. */
export function toFulfilmentJson(fulfilment: Fulfilment): Record<string, unknown> {
  return {
    account_id: fulfilment.accountId,
    id: fulfilment.id,
    order_id: fulfilment.orderId,
    cycle: fulfilment.cycle,
    sequence: fulfilment.sequence,
    total: fulfilment.total,
    kind: fulfilment.kind,
    status: fulfilment.status,
    reference: fulfilment.reference,
    delivery_id: fulfilment.deliveryId,
    code: fulfilment.code,
    expires_at: fulfilment.expiresAt,
    delivered_at: fulfilment.deliveredAt,
    confirmed_at: fulfilment.confirmedAt,
    created_at: fulfilment.createdAt,
  };
}
