/** SQL of shipping orders that are compared with what others say of them. */
import { sql, type Kysely } from 'kysely';
import type { DB } from './schema.ts';

export interface OrderToCompare {
  readonly id: string;
  readonly orderId: string;
}

/** Live orders of a service that nobody has compared since then, the longest unseen first. */
export async function listUncompared(
  db: Kysely<DB>,
  accountId: string,
  { serviceId, since, limit }: { readonly serviceId: string; readonly since: Date; readonly limit: number },
): Promise<OrderToCompare[]> {
  const { rows } = await sql<OrderToCompare>`
    select id, order_id as "orderId" from shipping_order
    where account_id = ${accountId} and service_id = ${serviceId}
      and status not in ('confirmed', 'cancelled', 'expired', 'returned')
      and (reconciled_at is null or reconciled_at < ${since})
    order by reconciled_at nulls first, id limit ${limit}`.execute(db);
  return rows;
}

export async function markCompared(db: Kysely<DB>, accountId: string, id: string, at: Date): Promise<void> {
  await sql`
    update shipping_order set reconciled_at = ${at} where account_id = ${accountId} and id = ${id}`.execute(db);
}
