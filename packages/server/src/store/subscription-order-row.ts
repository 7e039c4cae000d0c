/** Subscription orders between the domain and their row. */
import type { Selectable } from 'kysely';
import type { SubscriptionOrder, Terms } from '../domain/subscription/order.ts';
import type { OrderState } from '../domain/subscription/order-state.ts';
import type { Contact } from '../domain/subscription/plan.ts';
import type { DB } from './schema.ts';

export type SubscriptionOrderRow = Selectable<DB['subscription_order']>;

export function toSubscriptionOrder(row: SubscriptionOrderRow): SubscriptionOrder {
  return {
    accountId: row.account_id,
    id: row.id,
    version: row.version,
    number: row.number,
    serial: row.serial,
    // checked by the database; the JSON is written by toSubscriptionOrderJson alone
    state: row.state as OrderState,
    storeId: row.store_id,
    planId: row.plan_id,
    variationId: row.variation_id,
    subscriberId: row.subscriber_id,
    terms: row.terms as unknown as Terms,
    quantity: row.quantity,
    price: row.price,
    currency: row.currency,
    billing: row.billing as unknown as Contact | null,
    shipping: row.shipping as unknown as Contact | null,
    refs: [row.ref1, row.ref2, row.ref3],
    timeZone: row.time_zone,
    anchor: row.anchor,
    cyclesMade: row.cycles_made,
    nextCycleAt: row.next_cycle_at,
    placedAt: row.placed_at,
    paidAt: row.paid_at,
    approvedAt: row.approved_at,
    endedAt: row.ended_at,
    reason: row.reason,
    updatedAt: row.updated_at,
  };
}

/** Every column, for `jsonb_populate_record`. */
export function toSubscriptionOrderJson(order: SubscriptionOrder): Record<string, unknown> {
  const [ref1, ref2, ref3] = order.refs;
  return {
    account_id: order.accountId,
    id: order.id,
    version: order.version,
    number: order.number,
    serial: order.serial,
    state: order.state,
    store_id: order.storeId,
    plan_id: order.planId,
    variation_id: order.variationId,
    subscriber_id: order.subscriberId,
    terms: order.terms,
    quantity: order.quantity,
    price: order.price,
    currency: order.currency,
    billing: order.billing,
    shipping: order.shipping,
    ref1,
    ref2,
    ref3,
    time_zone: order.timeZone,
    anchor: order.anchor,
    cycles_made: order.cyclesMade,
    next_cycle_at: order.nextCycleAt,
    placed_at: order.placedAt,
    paid_at: order.paidAt,
    approved_at: order.approvedAt,
    ended_at: order.endedAt,
    reason: order.reason,
    updated_at: order.updatedAt,
  };
}
