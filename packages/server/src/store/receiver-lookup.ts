/** SQL that finds out whose a receiver's link, number or cookie is. Whoever asks has no account: it looks across all. */
import { sql, type Kysely } from 'kysely';
import type { DB } from './schema.ts';

export interface FoundService {
  readonly accountId: string;
  readonly providerId: string;
  readonly serviceId: string;
}

/** Of an active provider. @param db of anyone. */
export async function findHubService(db: Kysely<DB>, code: string): Promise<FoundService | null> {
  const { rows } = await sql<FoundService>`
    select account_id as "accountId", provider_id as "providerId", service_id as "serviceId"
    from find_hub_service(${code})`.execute(db);
  return rows[0] ?? null;
}

export interface FoundOrder {
  readonly accountId: string;
  readonly serviceId: string;
  readonly shippingOrderId: string;
}

/** @param db of anyone. */
export async function findShippingOrder(db: Kysely<DB>, number: string): Promise<FoundOrder | null> {
  const { rows } = await sql<FoundOrder>`
    select account_id as "accountId", service_id as "serviceId", shipping_order_id as "shippingOrderId"
    from find_shipping_order(${number})`.execute(db);
  return rows[0] ?? null;
}

export interface FoundSession {
  readonly accountId: string;
  readonly serviceId: string;
  readonly orderId: string;
}

/** One that has not expired. @param db of anyone. */
export async function findReceiverSession(db: Kysely<DB>, tokenHash: Buffer, now: Date): Promise<FoundSession | null> {
  const { rows } = await sql<FoundSession>`
    select account_id as "accountId", service_id as "serviceId", order_id as "orderId"
    from find_receiver_session(${tokenHash}, ${now})`.execute(db);
  return rows[0] ?? null;
}
