/** SQL of subscribers. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { Contact, Subscriber } from '../domain/subscription/plan.ts';
import { json } from './json.ts';
import { afterAll } from './keyset.ts';
import type { DB } from './schema.ts';

type SubscriberRow = Selectable<DB['subscriber']>;

export async function insertSubscribers(tx: Kysely<DB>, subscribers: readonly Subscriber[]): Promise<void> {
  await sql`
    insert into subscriber
    select * from jsonb_populate_recordset(null::subscriber, ${json(subscribers.map(toSubscriberJson))})`.execute(tx);
}

export async function findSubscriber(db: Kysely<DB>, accountId: string, id: string): Promise<Subscriber | null> {
  const { rows } = await sql<SubscriberRow>`
    select * from subscriber where account_id = ${accountId} and id = ${id}`.execute(db);
  return rows[0] ? toSubscriber(rows[0]) : null;
}

/** As `findSubscriber`, locked until the transaction ends. */
export async function lockSubscriber(tx: Kysely<DB>, accountId: string, id: string): Promise<Subscriber | null> {
  const { rows } = await sql<SubscriberRow>`
    select * from subscriber where account_id = ${accountId} and id = ${id} for no key update`.execute(tx);
  return rows[0] ? toSubscriber(rows[0]) : null;
}

/** Writes what may change of one that this transaction has locked. */
export async function saveSubscriber(tx: Kysely<DB>, subscriber: Subscriber): Promise<void> {
  await sql`
    update subscriber s set version = n.version, email = n.email, phone = n.phone, billing = n.billing,
      shipping = n.shipping, updated_at = n.updated_at
    from jsonb_populate_record(null::subscriber, ${json(toSubscriberJson(subscriber))}) n
    where s.account_id = n.account_id and s.id = n.id`.execute(tx);
}

/** Subscribers before the cursor, newest first. */
export async function listSubscribers(
  db: Kysely<DB>,
  accountId: string,
  page: { readonly before: string | null; readonly limit: number },
): Promise<Subscriber[]> {
  const { rows } = await sql<SubscriberRow>`
    select * from subscriber
    where account_id = ${accountId} and id < ${page.before ?? afterAll}::uuid
    order by id desc limit ${page.limit}`.execute(db);
  return rows.map(toSubscriber);
}

function toSubscriber(row: SubscriberRow): Subscriber {
  return {
    accountId: row.account_id,
    id: row.id,
    version: row.version,
    name: row.name,
    email: row.email,
    phone: row.phone,
    // both are written by toSubscriberJson and by nothing else
    billing: row.billing as unknown as Contact | null,
    shipping: row.shipping as unknown as Contact | null,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function toSubscriberJson(subscriber: Subscriber): Record<string, unknown> {
  return {
    account_id: subscriber.accountId,
    id: subscriber.id,
    version: subscriber.version,
    name: subscriber.name,
    email: subscriber.email,
    phone: subscriber.phone,
    billing: subscriber.billing,
    shipping: subscriber.shipping,
    created_at: subscriber.createdAt,
    updated_at: subscriber.updatedAt,
  };
}
