/** SQL that keeps an order number to one delivery of its service, whatever the legs: a constraint cannot, ordinary orders may share one. */
import { sql, type Kysely } from 'kysely';
import type { Delivery } from '../domain/delivery/delivery.ts';
import type { DB } from './schema.ts';

/**
 * Makes whoever else wants the number in this service wait until the transaction ends; then looks.
 * @returns false when a delivery of the service with other legs has the number
 */
export async function claimOrderNumber(
  tx: Kysely<DB>,
  {
    accountId,
    service,
    orderNumber,
    direction,
    legs,
  }: Pick<Delivery, 'accountId' | 'service' | 'orderNumber' | 'direction' | 'legs'>,
): Promise<boolean> {
  const name = JSON.stringify(['order number', accountId, service, orderNumber]);
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx);
  // a statement of its own: it must see what was committed while this one waited
  const { rows } = await sql`
    select from delivery where account_id = ${accountId} and order_number = ${orderNumber}
      and direction = ${direction} and legs <> ${legs} and service = ${service} limit 1`.execute(tx);
  return rows.length === 0;
}
