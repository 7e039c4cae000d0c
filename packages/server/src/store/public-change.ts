/** SQL of the changes of a service's orders, and of how far each caller has read them. */
import { sql, type Kysely } from 'kysely';
import type { DeliveryState } from '../domain/delivery/delivery-state.ts';
import type { PublicStatus } from '../domain/public-order/public-status.ts';
import type { DB } from './schema.ts';

/** Where an order stands, and the word for it that was written last. */
export interface Standing {
  readonly serviceId: string;
  readonly orderId: string;
  readonly state: DeliveryState;
  readonly remoteStatus: PublicStatus | null;
  readonly written: PublicStatus | null;
}

/** Null for a delivery that is no public order. */
export async function findStanding(db: Kysely<DB>, accountId: string, deliveryId: string): Promise<Standing | null> {
  const { rows } = await sql<Standing>`
    select o.service_id as "serviceId", o.order_id as "orderId", d.state, o.remote_status as "remoteStatus", (
      select c.status from public_change c
      where c.account_id = o.account_id and c.delivery_id = o.delivery_id order by c.number desc limit 1) as written
    from public_order o
    join delivery d on d.account_id = o.account_id and d.id = o.delivery_id
    where o.account_id = ${accountId} and o.delivery_id = ${deliveryId}`.execute(db);
  return rows[0] ?? null;
}

export interface NewChange {
  readonly accountId: string;
  readonly serviceId: string;
  readonly deliveryId: string;
  readonly orderId: string;
  readonly status: PublicStatus;
  /** The credential that reported it itself. */
  readonly causedBy: string | null;
  readonly at: Date;
}

/**
 * Writes it behind all others of the service, and behind what anybody has read: old ones are thrown away.
 * @param tx has locked the service.
 */
export async function insertChange(tx: Kysely<DB>, change: NewChange): Promise<void> {
  const { accountId, serviceId } = change;
  await sql`
    insert into public_change (account_id, service_id, number, delivery_id, order_id, status, caused_by, changed_at)
    select ${accountId}::uuid, ${serviceId}::uuid, 1 + greatest(0,
        (select max(number) from public_change where account_id = ${accountId} and service_id = ${serviceId}),
        (select max(greatest(acknowledged, sent)) from changes_cursor
         where account_id = ${accountId} and service_id = ${serviceId})),
      ${change.deliveryId}::uuid, ${change.orderId}, ${change.status}, ${change.causedBy}::uuid,
      ${change.at}::timestamptz`.execute(tx);
}

export interface Change {
  readonly number: number;
  readonly deliveryId: string;
  readonly orderId: string;
  readonly status: PublicStatus;
  readonly causedBy: string | null;
}

/** Oldest first. */
export async function listChanges(
  db: Kysely<DB>,
  { accountId, serviceId }: { readonly accountId: string; readonly serviceId: string },
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<Change[]> {
  const { rows } = await sql<Change>`
    select number, delivery_id as "deliveryId", order_id as "orderId", status, caused_by as "causedBy"
    from public_change where account_id = ${accountId} and service_id = ${serviceId} and number > ${after}
    order by number limit ${limit}`.execute(db);
  return rows;
}

/** Whose place in the changes of which service. */
export interface Reader {
  readonly accountId: string;
  readonly credentialId: string;
  readonly serviceId: string;
}

export interface Cursor {
  /** All up to this number have been read. */
  readonly acknowledged: number;
  /** The last number of the answer that is not yet acknowledged. */
  readonly sent: number | null;
  readonly sentAt: Date | null;
  readonly handedOver: boolean;
}

/** Made where there is none; of two callers one waits. */
export async function lockCursor(tx: Kysely<DB>, reader: Reader): Promise<Cursor> {
  const { accountId, credentialId, serviceId } = reader;
  await sql`
    insert into changes_cursor (account_id, credential_id, service_id)
    values (${accountId}, ${credentialId}, ${serviceId}) on conflict do nothing`.execute(tx);
  const { rows } = await sql<Cursor>`
    select acknowledged, sent, sent_at as "sentAt", handed_over as "handedOver" from changes_cursor
    where account_id = ${accountId} and credential_id = ${credentialId} and service_id = ${serviceId}
    for update`.execute(tx);
  const [cursor] = rows;
  if (!cursor) throw new Error('A cursor is gone that was there a moment ago.');
  return cursor;
}

export async function saveCursor(tx: Kysely<DB>, reader: Reader, cursor: Omit<Cursor, 'handedOver'>): Promise<void> {
  await sql`
    update changes_cursor set acknowledged = ${cursor.acknowledged}, sent = ${cursor.sent}, sent_at = ${cursor.sentAt},
      handed_over = false
    where account_id = ${reader.accountId} and credential_id = ${reader.credentialId}
      and service_id = ${reader.serviceId}`.execute(tx);
}

/** The answer that was sent then has left whole; one that was sent since is another. */
export async function markHandedOver(db: Kysely<DB>, reader: Reader, sent: number, sentAt: Date): Promise<void> {
  await sql`
    update changes_cursor set handed_over = true
    where account_id = ${reader.accountId} and credential_id = ${reader.credentialId}
      and service_id = ${reader.serviceId} and sent = ${sent} and sent_at = ${sentAt}`.execute(db);
}
