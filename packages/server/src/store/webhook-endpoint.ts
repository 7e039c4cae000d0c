/** SQL of webhook endpoints: where an account wants to hear of events. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { DB } from './schema.ts';

export const contentTypes = ['json', 'xml', 'form'] as const;
export type ContentType = (typeof contentTypes)[number];

/** An endpoint without its secrets. */
export interface WebhookEndpoint {
  readonly id: string;
  readonly accountId: string;
  readonly dialect: string;
  readonly url: string;
  /** Names of the dialect's webhooks; null for all, those of later versions too. */
  readonly events: readonly string[] | null;
  readonly contentType: ContentType;
  readonly state: 'enabled' | 'disabled';
  readonly disabledReason: string | null;
  /** When the first of an unbroken row of failures happened. */
  readonly failingSince: Date | null;
  readonly lastSuccessAt: Date | null;
  /** The secret before the last rotation is valid until then. */
  readonly previousSecretUntil: Date | null;
  readonly version: number;
  readonly createdAt: Date;
}

export type NewWebhookEndpoint = Pick<
  WebhookEndpoint,
  'id' | 'accountId' | 'dialect' | 'url' | 'events' | 'contentType'
> & {
  readonly sealedSecret: Buffer;
  /** The partner's app whose things it hears of; null or missing: everybody's. */
  readonly audience?: string | null;
};

/** The words of two columns are checked by the database. */
type Row = Omit<Selectable<DB['webhook_endpoint']>, 'content_type' | 'state'> & {
  readonly content_type: ContentType;
  readonly state: WebhookEndpoint['state'];
};

export function toWebhookEndpoint(row: Row): WebhookEndpoint {
  return {
    id: row.id,
    accountId: row.account_id,
    dialect: row.dialect,
    url: row.url,
    events: row.events,
    contentType: row.content_type,
    state: row.state,
    disabledReason: row.disabled_reason,
    failingSince: row.failing_since,
    lastSuccessAt: row.last_success_at,
    previousSecretUntil: row.previous_secret_until,
    version: row.version,
    createdAt: row.created_at,
  };
}

export async function insertEndpoint(tx: Kysely<DB>, endpoint: NewWebhookEndpoint): Promise<WebhookEndpoint> {
  const row = await tx
    .insertInto('webhook_endpoint')
    .values({
      account_id: endpoint.accountId,
      id: endpoint.id,
      dialect: endpoint.dialect,
      url: endpoint.url,
      events: endpoint.events === null ? null : [...endpoint.events],
      content_type: endpoint.contentType,
      secret: endpoint.sealedSecret,
      audience: endpoint.audience ?? null,
    })
    .returningAll()
    .$castTo<Row>()
    .executeTakeFirstOrThrow();
  return toWebhookEndpoint(row);
}

/** Makes additions of one account wait for each other, so that a count holds until the commit. */
export async function lockEndpointsOfAccount(tx: Kysely<DB>, accountId: string): Promise<void> {
  await sql`select 1 from account where id = ${accountId} for no key update`.execute(tx);
}

export async function countEndpoints(db: Kysely<DB>, accountId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from webhook_endpoint
    where account_id = ${accountId} and deleted_at is null`.execute(db);
  return rows[0]?.count ?? 0;
}

/** All of an account, or those of one dialect, oldest first. They are few: see the quota of create-endpoint. */
export async function listEndpoints(
  db: Kysely<DB>,
  accountId: string,
  dialect: string | null,
): Promise<WebhookEndpoint[]> {
  const { rows } = await sql<Row>`
    select * from webhook_endpoint
    where account_id = ${accountId} and deleted_at is null and (${dialect}::text is null or dialect = ${dialect})
    order by id`.execute(db);
  return rows.map(toWebhookEndpoint);
}

export async function findEndpoint(db: Kysely<DB>, accountId: string, id: string): Promise<WebhookEndpoint | null> {
  const { rows } = await sql<Row>`
    select * from webhook_endpoint
    where account_id = ${accountId} and id = ${id} and deleted_at is null`.execute(db);
  return rows[0] ? toWebhookEndpoint(rows[0]) : null;
}

/** As `findEndpoint`, locked until the transaction ends. */
export async function lockEndpoint(tx: Kysely<DB>, accountId: string, id: string): Promise<WebhookEndpoint | null> {
  const { rows } = await sql<Row>`
    select * from webhook_endpoint
    where account_id = ${accountId} and id = ${id} and deleted_at is null
    for no key update`.execute(tx);
  return rows[0] ? toWebhookEndpoint(rows[0]) : null;
}

export type EndpointSettings = Pick<WebhookEndpoint, 'url' | 'events' | 'contentType' | 'state' | 'disabledReason'>;

/** Writes what its owner may set. Whoever mends an endpoint gives it a fresh start. */
export async function updateEndpoint(
  tx: Kysely<DB>,
  accountId: string,
  id: string,
  settings: EndpointSettings,
): Promise<WebhookEndpoint> {
  const row = await tx
    .updateTable('webhook_endpoint')
    .set((eb) => ({
      url: settings.url,
      events: settings.events === null ? null : [...settings.events],
      content_type: settings.contentType,
      state: settings.state,
      disabled_reason: settings.disabledReason,
      failing_since: null,
      version: eb('version', '+', 1),
    }))
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .returningAll()
    .$castTo<Row>()
    .executeTakeFirstOrThrow();
  return toWebhookEndpoint(row);
}

/** The secret so far stays valid for a while beside the new one. */
export async function rotateEndpointSecret(
  tx: Kysely<DB>,
  accountId: string,
  id: string,
  { sealedSecret, previousForSeconds }: { readonly sealedSecret: Buffer; readonly previousForSeconds: number },
): Promise<WebhookEndpoint | null> {
  const { rows } = await sql<Row>`
    update webhook_endpoint
    set secret = ${sealedSecret}, previous_secret = secret,
      previous_secret_until = now() + make_interval(secs => ${previousForSeconds}), version = version + 1
    where account_id = ${accountId} and id = ${id} and deleted_at is null
    returning *`.execute(tx);
  return rows[0] ? toWebhookEndpoint(rows[0]) : null;
}

/** Messages still name it, so the row stays. @returns false when there is no such endpoint. */
export async function deleteEndpoint(tx: Kysely<DB>, accountId: string, id: string): Promise<boolean> {
  const { rows } = await sql`
    update webhook_endpoint
    set deleted_at = now(), previous_secret = null, previous_secret_until = null, version = version + 1
    where account_id = ${accountId} and id = ${id} and deleted_at is null
    returning id`.execute(tx);
  return rows.length === 1;
}
