/** SQL of webhook messages as their owner sees them: lists, tries, sending again, dropping. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { DB } from './schema.ts';

export const messageStates = ['pending', 'delivered', 'failed', 'dropped'] as const;
export type MessageState = (typeof messageStates)[number];

/** One event for one endpoint. */
export interface WebhookMessage {
  readonly id: string;
  readonly accountId: string;
  readonly endpointId: string;
  readonly eventId: string;
  /** The dialect's name of the webhook. */
  readonly type: string;
  readonly contentType: string;
  /** What is sent, byte for byte; empty when the event could not be put into words. */
  readonly body: string;
  readonly state: MessageState;
  readonly attempts: number;
  /** When it may be tried next; means something only while it is pending. */
  readonly dueAt: Date;
  readonly createdAt: Date;
  readonly settledAt: Date | null;
}

/** The words of the state are checked by the database. */
type Row = Omit<Selectable<DB['webhook_message']>, 'state'> & { readonly state: MessageState };

function toWebhookMessage(row: Row): WebhookMessage {
  return {
    id: row.id,
    accountId: row.account_id,
    endpointId: row.endpoint_id,
    eventId: row.event_id,
    type: row.type,
    contentType: row.content_type,
    body: row.body,
    state: row.state,
    attempts: row.attempts,
    dueAt: row.due_at,
    createdAt: row.created_at,
    settledAt: row.settled_at,
  };
}

export interface MessagePage {
  readonly endpointId: string | null;
  readonly state: MessageState | null;
  /** The last id of the page before; null for the first page. */
  readonly before: string | null;
  readonly limit: number;
}

/** Newest first. */
export async function listMessages(db: Kysely<DB>, accountId: string, page: MessagePage): Promise<WebhookMessage[]> {
  let query = db.selectFrom('webhook_message').selectAll().where('account_id', '=', accountId);
  if (page.endpointId !== null) query = query.where('endpoint_id', '=', page.endpointId);
  if (page.state !== null) query = query.where('state', '=', page.state);
  if (page.before !== null) query = query.where('id', '<', page.before);
  const rows = await query.orderBy('id', 'desc').limit(page.limit).$castTo<Row>().execute();
  return rows.map(toWebhookMessage);
}

export async function findMessage(db: Kysely<DB>, accountId: string, id: string): Promise<WebhookMessage | null> {
  const { rows } = await sql<Row>`
    select * from webhook_message where account_id = ${accountId} and id = ${id}`.execute(db);
  return rows[0] ? toWebhookMessage(rows[0]) : null;
}

/** Makes a message due now. One that is on its way at this moment stays with whoever sends it. */
export async function resendMessage(tx: Kysely<DB>, accountId: string, id: string): Promise<WebhookMessage | null> {
  const { rows } = await sql<Row>`
    update webhook_message
    set state = 'pending', settled_at = null, claimed_by = case when due_at > now() then claimed_by end,
      due_at = case when claimed_by is not null and due_at > now() then due_at else now() end
    where account_id = ${accountId} and id = ${id}
    returning *`.execute(tx);
  return rows[0] ? toWebhookMessage(rows[0]) : null;
}

export interface Replay {
  readonly endpointId: string;
  readonly since: Date;
  readonly states: readonly MessageState[];
  /** Only webhooks that the endpoint listens to; null for all. */
  readonly events: readonly string[] | null;
}

/**
 * Makes an endpoint's settled messages due again, the oldest first; pending ones are due anyway.
 * @returns how many.
 */
export async function replayMessages(tx: Kysely<DB>, accountId: string, replay: Replay): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with chosen as (
      select id, row_number() over (order by id) as place from webhook_message
      where account_id = ${accountId} and endpoint_id = ${replay.endpointId} and created_at >= ${replay.since}
        and state = any(${replay.states}::text[]) and state <> 'pending' and body <> ''
        and (${replay.events}::text[] is null or type = any(${replay.events}::text[]))
    ), again as (
      update webhook_message m
      set state = 'pending', settled_at = null, claimed_by = null, due_at = now() + chosen.place * interval '1 microsecond'
      from chosen where m.account_id = ${accountId} and m.id = chosen.id
      returning m.id
    )
    select count(*)::integer as count from again`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** Gives up an endpoint's pending messages: all, or those of webhooks outside `keep`. @returns how many. */
export async function dropPending(
  tx: Kysely<DB>,
  accountId: string,
  endpointId: string,
  keep: readonly string[],
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with dropped as (
      update webhook_message set state = 'dropped', settled_at = now(), claimed_by = null
      where account_id = ${accountId} and endpoint_id = ${endpointId} and state = 'pending'
        and not type = any(${keep}::text[])
      returning id
    )
    select count(*)::integer as count from dropped`.execute(tx);
  return rows[0]?.count ?? 0;
}
