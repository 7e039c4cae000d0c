/** SQL of public orders: what the platform of a state reads of a delivery, and what it told of its way. */
import { sql, type Kysely } from 'kysely';
import type { PublicOrder, RemoteReport } from '../domain/public-order/public-order.ts';
import { json } from './json.ts';
import { afterAll } from './keyset.ts';
import { toStandingOrder, type PublicOrderRow, type StandingOrder } from './public-order-row.ts';
import type { DB } from './schema.ts';

export type { StandingOrder };

const columns = 'o.*, s.code as service_code, s.currency, d.state, d.reason';
const tables = `public_order o
    join public_service s on s.account_id = o.account_id and s.id = o.service_id
    join delivery d on d.account_id = o.account_id and d.id = o.delivery_id`;

/** @throws a refusal of `public_order_pkey` or `public_order_account_id_service_id_order_id_key` */
export async function insertPublicOrder(tx: Kysely<DB>, order: PublicOrder): Promise<void> {
  await sql`
    insert into public_order (account_id, delivery_id, service_id, order_id, is_paid, message, receiver,
      pickup_point_code, submitted_at, accepted_until, ready_at, products)
    values (${order.accountId}, ${order.deliveryId}, ${order.serviceId}, ${order.orderId}, ${order.isPaid},
      ${order.message}, ${json(order.receiver)}, ${order.pickupPointCode}, ${order.submittedAt},
      ${order.acceptedUntil}, ${order.readyAt}, ${json(order.products)})`.execute(tx);
}

export interface OrderKey {
  readonly accountId: string;
  readonly serviceId: string;
}

export async function findPublicOrder(
  db: Kysely<DB>,
  { accountId, serviceId }: OrderKey,
  orderId: string,
): Promise<StandingOrder | null> {
  const { rows } = await sql<PublicOrderRow>`
    select ${sql.raw(columns)} from ${sql.raw(tables)}
    where o.account_id = ${accountId} and o.service_id = ${serviceId} and o.order_id = ${orderId}`.execute(db);
  return rows[0] ? toStandingOrder(rows[0]) : null;
}

/** The delivery of the one order that is tracked by this id; null when none is, or several are. */
export async function findTrackedOrder(
  db: Kysely<DB>,
  { accountId, serviceId }: OrderKey,
  trackingId: string,
): Promise<string | null> {
  const { rows } = await sql<{ order_id: string }>`
    select order_id from public_order
    where account_id = ${accountId} and service_id = ${serviceId} and tracking_id = ${trackingId} limit 2`.execute(db);
  return rows.length === 1 ? (rows[0]?.order_id ?? null) : null;
}

/** Until the transaction ends nobody else reports of it. */
export async function lockPublicOrder(
  tx: Kysely<DB>,
  { accountId, serviceId }: OrderKey,
  orderId: string,
): Promise<StandingOrder | null> {
  await sql`
    select 1 from public_order where account_id = ${accountId} and service_id = ${serviceId} and order_id = ${orderId}
    for no key update`.execute(tx);
  return findPublicOrder(tx, { accountId, serviceId }, orderId);
}

export async function saveReport(
  tx: Kysely<DB>,
  { accountId, deliveryId, isPaid }: Pick<PublicOrder, 'accountId' | 'deliveryId' | 'isPaid'>,
  report: RemoteReport,
): Promise<void> {
  await sql`
    update public_order set is_paid = ${isPaid}, remote_status = ${report.status}, remote_message = ${report.message},
      carrier_name = ${report.carrierName}, tracking_id = ${report.trackingId}, carrier_from = ${report.estimated.from},
      carrier_until = ${report.estimated.until}, carrier_cost = ${report.cost}, reported_at = ${report.at}
    where account_id = ${accountId} and delivery_id = ${deliveryId}`.execute(tx);
}

export async function markPaid(
  tx: Kysely<DB>,
  { accountId, deliveryId }: Pick<PublicOrder, 'accountId' | 'deliveryId'>,
): Promise<void> {
  await sql`
    update public_order set is_paid = true where account_id = ${accountId} and delivery_id = ${deliveryId}`.execute(tx);
}

/** Those before the cursor, newest delivery first; one alone by its delivery. */
export async function listPublicOrders(
  db: Kysely<DB>,
  accountId: string,
  {
    deliveryId = null,
    before,
    limit,
  }: { readonly deliveryId?: string | null; readonly before: string | null; readonly limit: number },
): Promise<StandingOrder[]> {
  const alone = deliveryId === null ? sql`` : sql`and o.delivery_id = ${deliveryId}`;
  const { rows } = await sql<PublicOrderRow>`
    select ${sql.raw(columns)} from ${sql.raw(tables)}
    where o.account_id = ${accountId} and o.delivery_id < ${before ?? afterAll}::uuid ${alone}
    order by o.delivery_id desc limit ${limit}`.execute(db);
  return rows.map(toStandingOrder);
}

/**
 * Which of the deliveries are public orders. The order and the limit lead along the primary key: while the table is empty
 * all its indexes look alike.
 * @param tx of the house: they may be of several accounts.
 */
export async function findPublicDeliveries(
  tx: Kysely<DB>,
  deliveries: readonly { readonly accountId: string; readonly id: string }[],
): Promise<ReadonlySet<string>> {
  const asked = deliveries.map(({ accountId, id }) => ({ accountId, id }));
  const { rows } = await sql<{ id: string }>`
    select n.id
    from jsonb_to_recordset(${json(asked)}) as n ("accountId" uuid, id uuid)
    join lateral (
      select o.delivery_id from public_order o
      where o.account_id = n."accountId" and o.delivery_id >= n.id
      order by o.account_id, o.delivery_id limit 1) next on next.delivery_id = n.id`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}
