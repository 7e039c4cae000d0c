/** SQL of what a reconciliation looks at: orders, the calls about them, and money that has to go back. */
import { sql, type Kysely } from 'kysely';
import type { ShippingOrder } from '../domain/shipping-order/shipping-order.ts';
import type { DB } from './schema.ts';
import { toShippingOrder, type ShippingOrderRow } from './shipping-order-row.ts';

/** A payment whose money has not gone back, though none is kept of it. */
const owing = sql`p.refunded_at is null and (p.outcome <> 'applied' or o.status in ('cancelled', 'expired'))`;

/** Orders that are live, that have ended lately, or whose payer is owed something; in the order of their ids. */
export async function listToReconcile(
  db: Kysely<DB>,
  accountId: string,
  { after, endedSince, limit }: { readonly after: string; readonly endedSince: Date; readonly limit: number },
): Promise<ShippingOrder[]> {
  const { rows } = await sql<ShippingOrderRow>`
    select * from shipping_order o
    where account_id = ${accountId} and id > ${after}
      and (status not in ('confirmed', 'cancelled', 'expired', 'returned') or updated_at >= ${endedSince} or exists (
        select from payment p where p.account_id = o.account_id and p.shipping_order_id = o.id and ${owing}
      ))
    order by id limit ${limit}`.execute(db);
  return rows.map(toShippingOrder);
}

/** As they are now. */
export async function listOrdersById(
  db: Kysely<DB>,
  accountId: string,
  ids: readonly string[],
): Promise<ShippingOrder[]> {
  const { rows } = await sql<ShippingOrderRow>`
    select * from shipping_order where account_id = ${accountId} and id = any(${ids}::uuid[]) order by id`.execute(db);
  return rows.map(toShippingOrder);
}

export interface OpenCall {
  readonly aggregateId: string;
  readonly operation: string;
  readonly state: 'waiting' | 'refused';
  readonly error: string | null;
}

/** Calls about orders that wait, or were refused. */
export async function listOpenCalls(
  db: Kysely<DB>,
  accountId: string,
  { connectors, orderIds }: { readonly connectors: readonly string[]; readonly orderIds: readonly string[] },
): Promise<OpenCall[]> {
  const { rows } = await sql<OpenCall>`
    select aggregate_id as "aggregateId", operation, state, error from partner_call
    where account_id = ${accountId} and connector = any(${connectors}::text[])
      and aggregate_id = any(${orderIds}::uuid[]) and state in ('waiting', 'refused')
    order by sequence`.execute(db);
  return rows;
}

export interface OwedPayment {
  readonly shippingOrderId: string;
  readonly paymentId: string;
  readonly excess: boolean;
  readonly amount: number;
  readonly currency: string;
}

/** Payments whose money has to go back. */
export async function listOwed(db: Kysely<DB>, accountId: string, orderIds: readonly string[]): Promise<OwedPayment[]> {
  const { rows } = await sql<OwedPayment>`
    select p.shipping_order_id as "shippingOrderId", p.payment_id as "paymentId", p.outcome = 'excess' as excess, p.amount,
      p.currency
    from payment p
    join shipping_order o on o.account_id = p.account_id and o.id = p.shipping_order_id
    where p.account_id = ${accountId} and p.shipping_order_id = any(${orderIds}::uuid[]) and ${owing}
    order by p.id`.execute(db);
  return rows;
}
