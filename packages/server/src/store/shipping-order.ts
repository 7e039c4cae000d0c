/** SQL of shipping orders. */
import { sql, type Kysely } from 'kysely';
import type { ShippingOrder } from '../domain/shipping-order/shipping-order.ts';
import type { ShippingStatus } from '../domain/shipping-order/shipping-status.ts';
import type { Due } from './due.ts';
import { json } from './json.ts';
import { afterAll } from './keyset.ts';
import type { DB } from './schema.ts';
import { toShippingOrder, toShippingOrderJson, type ShippingOrderRow } from './shipping-order-row.ts';

/** @returns false when the number, the form or the provider's order has one already. */
export async function insertShippingOrder(tx: Kysely<DB>, order: ShippingOrder): Promise<boolean> {
  const { rows } = await sql`
    insert into shipping_order
    select * from jsonb_populate_record(null::shipping_order, ${json(toShippingOrderJson(order))})
    on conflict do nothing returning id`.execute(tx);
  return rows.length === 1;
}

export async function findShippingOrderById(
  db: Kysely<DB>,
  accountId: string,
  id: string,
): Promise<ShippingOrder | null> {
  const { rows } = await sql<ShippingOrderRow>`
    select * from shipping_order where account_id = ${accountId} and id = ${id}`.execute(db);
  return rows[0] ? toShippingOrder(rows[0]) : null;
}

/** As `findShippingOrderById`, locked until the transaction ends. */
export async function lockShippingOrder(tx: Kysely<DB>, accountId: string, id: string): Promise<ShippingOrder | null> {
  const { rows } = await sql<ShippingOrderRow>`
    select * from shipping_order where account_id = ${accountId} and id = ${id} for no key update`.execute(tx);
  return rows[0] ? toShippingOrder(rows[0]) : null;
}

/** The one that a form has placed. */
export async function findByForm(db: Kysely<DB>, accountId: string, formId: string): Promise<ShippingOrder | null> {
  const { rows } = await sql<ShippingOrderRow>`
    select * from shipping_order where account_id = ${accountId} and form_id = ${formId}`.execute(db);
  return rows[0] ? toShippingOrder(rows[0]) : null;
}

/** The one of the provider's order that has not come to nothing. */
export async function findOpenOrder(
  db: Kysely<DB>,
  accountId: string,
  of: { readonly serviceId: string; readonly orderId: string },
): Promise<ShippingOrder | null> {
  const { rows } = await sql<ShippingOrderRow>`
    select * from shipping_order
    where account_id = ${accountId} and service_id = ${of.serviceId} and order_id = ${of.orderId}
      and status not in ('cancelled', 'expired', 'returned')`.execute(db);
  return rows[0] ? toShippingOrder(rows[0]) : null;
}

/** The id of the order that a delivery of our fleet carries. */
export async function findOrderOfDelivery(
  db: Kysely<DB>,
  accountId: string,
  deliveryId: string,
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from shipping_order where account_id = ${accountId} and delivery_id = ${deliveryId}`.execute(db);
  return rows[0]?.id ?? null;
}

/** Which of the deliveries carry a shipping order. @param db of the house. */
export async function deliveriesWithOrders(
  db: Kysely<DB>,
  deliveries: readonly { readonly accountId: string; readonly deliveryId: string }[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ delivery_id: string }>`
    select s.delivery_id
    from jsonb_to_recordset(${json(deliveries)}) as d ("accountId" uuid, "deliveryId" uuid)
    join shipping_order s on s.account_id = d."accountId" and s.delivery_id = d."deliveryId"
    where s.delivery_id is not null`.execute(db);
  return new Set(rows.map((row) => row.delivery_id));
}

/** Those whose time to pay is over, the longest first. @param db of the house. */
export async function listUnpaid(db: Kysely<DB>, now: Date, limit: number): Promise<Due[]> {
  const { rows } = await sql<Due>`
    select account_id as "accountId", id from shipping_order
    where status = 'awaiting_payment' and pay_until <= ${now} order by pay_until limit ${limit}`.execute(db);
  return rows;
}

export interface OrderFilter {
  readonly before: string | null;
  readonly limit: number;
  readonly status: ShippingStatus | null;
  readonly number: string | null;
}

/** Orders before the cursor, newest first. */
export async function listShippingOrders(
  db: Kysely<DB>,
  accountId: string,
  { before, limit, status, number }: OrderFilter,
): Promise<ShippingOrder[]> {
  const ofStatus = status === null ? sql`` : sql`and status = ${status}`;
  const ofNumber = number === null ? sql`` : sql`and number = ${number}`;
  const { rows } = await sql<ShippingOrderRow>`
    select * from shipping_order
    where account_id = ${accountId} and id < ${before ?? afterAll}::uuid ${ofStatus} ${ofNumber}
    order by id desc limit ${limit}`.execute(db);
  return rows.map(toShippingOrder);
}

/** Writes what may change of one that this transaction has locked. */
export async function saveShippingOrder(tx: Kysely<DB>, order: ShippingOrder): Promise<void> {
  await sql`
    update shipping_order o set version = n.version, status = n.status, provider_status = n.provider_status,
      message = n.message, paid_amount = n.paid_amount, carrier_id = n.carrier_id, offer = n.offer,
      waybill = n.waybill, tracking_url = n.tracking_url, delivery_id = n.delivery_id,
      waybill_tries = n.waybill_tries, carrier_heard_at = n.carrier_heard_at, paid_at = n.paid_at,
      confirmed_at = n.confirmed_at, updated_at = n.updated_at
    from jsonb_populate_record(null::shipping_order, ${json(toShippingOrderJson(order))}) n
    where o.account_id = n.account_id and o.id = n.id`.execute(tx);
}
