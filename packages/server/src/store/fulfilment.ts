/** SQL of fulfilments. They change under the lock of their order. */
import { sql, type Kysely } from 'kysely';
import type { Fulfilment } from '../domain/subscription/fulfilment.ts';
import { toFulfilment, toFulfilmentJson, type FulfilmentRow } from './fulfilment-row.ts';
import type { Due } from './due.ts';
import type { CyclePage } from './cycle-page.ts';
import { json } from './json.ts';
import type { DB } from './schema.ts';

export async function insertFulfilments(tx: Kysely<DB>, fulfilments: readonly Fulfilment[]): Promise<void> {
  await sql`
    insert into fulfilment
    select * from jsonb_populate_recordset(null::fulfilment, ${json(fulfilments.map(toFulfilmentJson))})`.execute(tx);
}

export async function findFulfilment(db: Kysely<DB>, accountId: string, id: string): Promise<Fulfilment | null> {
  const { rows } = await sql<FulfilmentRow>`
    select * from fulfilment where account_id = ${accountId} and id = ${id}`.execute(db);
  return rows[0] ? toFulfilment(rows[0]) : null;
}

/** The one that partners call by this number. */
export async function findByReference(
  db: Kysely<DB>,
  accountId: string,
  reference: string,
): Promise<Fulfilment | null> {
  const { rows } = await sql<FulfilmentRow>`
    select * from fulfilment where account_id = ${accountId} and reference = ${reference}`.execute(db);
  return rows[0] ? toFulfilment(rows[0]) : null;
}

/** The one that a delivery is for. */
export async function findByDelivery(
  db: Kysely<DB>,
  accountId: string,
  deliveryId: string,
): Promise<Fulfilment | null> {
  const { rows } = await sql<FulfilmentRow>`
    select * from fulfilment where account_id = ${accountId} and delivery_id = ${deliveryId}`.execute(db);
  return rows[0] ? toFulfilment(rows[0]) : null;
}

/** The redemption of this code. */
export async function findByCode(db: Kysely<DB>, accountId: string, code: string): Promise<Fulfilment | null> {
  const { rows } = await sql<FulfilmentRow>`
    select * from fulfilment where account_id = ${accountId} and code = ${code}`.execute(db);
  return rows[0] ? toFulfilment(rows[0]) : null;
}

/** Those of an order before the cycle, the newest first. */
export async function listFulfilmentsOf(
  db: Kysely<DB>,
  accountId: string,
  { orderId, before, limit }: CyclePage,
): Promise<Fulfilment[]> {
  const { rows } = await sql<FulfilmentRow>`
    select * from fulfilment where account_id = ${accountId} and order_id = ${orderId} and cycle < ${before}
    order by cycle desc limit ${limit}`.execute(db);
  return rows.map(toFulfilment);
}

/** Which of the deliveries are for a cycle. @param db of the house. */
export async function deliveriesOfCycles(
  db: Kysely<DB>,
  deliveries: readonly { readonly accountId: string; readonly deliveryId: string }[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ delivery_id: string }>`
    select f.delivery_id
    from jsonb_to_recordset(${json(deliveries)}) as d ("accountId" uuid, "deliveryId" uuid)
    join fulfilment f on f.account_id = d."accountId" and f.delivery_id = d."deliveryId"
    where f.delivery_id is not null`.execute(db);
  return new Set(rows.map((row) => row.delivery_id));
}

/** Codes whose time is over, the longest first. @param db of the house. */
export async function listExpiredCodes(db: Kysely<DB>, now: Date, limit: number): Promise<Due[]> {
  const { rows } = await sql<Due>`
    select account_id as "accountId", id from fulfilment
    where status = 'pending' and expires_at is not null and expires_at <= ${now}
    order by expires_at limit ${limit}`.execute(db);
  return rows;
}

/** Writes what may change. */
export async function saveFulfilment(tx: Kysely<DB>, fulfilment: Fulfilment): Promise<void> {
  const { accountId, id, status, deliveredAt, confirmedAt } = fulfilment;
  await tx
    .updateTable('fulfilment')
    .set({ status, delivered_at: deliveredAt, confirmed_at: confirmedAt })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .execute();
}
