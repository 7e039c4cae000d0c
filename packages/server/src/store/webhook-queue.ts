/**
 * SQL of the webhook queue: messages go in, are claimed for a while, and get their verdict. It serves all accounts at once.
 * A queue's statistics are always stale. So that no plan can go wrong by them, the first of an aggregate or of an endpoint
 * is found by stepping into an index, `(a, b, c) >= (x, y, z) order by a, b, c limit 1`, and never by equality.
 */
import { sql, type Kysely } from 'kysely';
import type { DB } from './schema.ts';

export interface NewMessage {
  readonly accountId: string;
  readonly id: string;
  readonly endpointId: string;
  readonly eventId: string;
  /** Place among the messages of one event. */
  readonly ordinal: number;
  readonly aggregateId: string;
  readonly sequence: number;
  readonly type: string;
  readonly contentType: string;
  readonly body: string;
  /** Why the event could not be put into words; null for a message that can be sent. */
  readonly fault: string | null;
}

/** Text as it is, without the detour through jsonb that would parse every body. */
function rowsOf(values: readonly unknown[]) {
  return sql`${JSON.stringify(values)}::json`;
}

/**
 * Writes messages once, however often an event is relayed. One whose aggregate has an earlier message that waits to be
 * tried again waits as long, so that claims need not step over it.
 */
export async function insertMessages(tx: Kysely<DB>, messages: readonly NewMessage[]): Promise<void> {
  await sql`
    with told as (
      insert into webhook_message (account_id, id, endpoint_id, event_id, ordinal, aggregate_id, sequence, type,
        content_type, body, state, attempts, due_at, settled_at)
      select n."accountId", n.id, n."endpointId", n."eventId", n.ordinal, n."aggregateId", n.sequence, n.type,
        n."contentType", n.body,
        case when n.fault is null then 'pending' else 'failed' end,
        case when n.fault is null then 0 else 1 end,
        case when head.claimed_by is null and head.due_at > now() then head.due_at else now() end,
        case when n.fault is null then null else now() end
      from json_to_recordset(${rowsOf(messages)}) as n ("accountId" uuid, id uuid, "endpointId" uuid, "eventId" uuid,
        ordinal smallint, "aggregateId" uuid, sequence integer, type text, "contentType" text, body text, fault text)
      left join lateral (
        select * from webhook_message
        where state = 'pending' and (account_id, endpoint_id, aggregate_id) >= (n."accountId", n."endpointId", n."aggregateId")
        order by account_id, endpoint_id, aggregate_id, sequence, ordinal limit 1
      ) head on (head.account_id, head.endpoint_id, head.aggregate_id) = (n."accountId", n."endpointId", n."aggregateId")
      on conflict (account_id, endpoint_id, event_id, ordinal) do nothing
      returning account_id, id, state
    )
    insert into webhook_attempt (account_id, message_id, number, started_at, duration_ms, error)
    select told.account_id, told.id, 1, now(), 0, n.fault
    from told
    join json_to_recordset(${rowsOf(messages.filter(({ fault }) => fault !== null))}) as n (id uuid, fault text)
      on n.id = told.id
    where told.state = 'failed'`.execute(tx);
}

export interface Claim {
  /** Names this claim: a verdict counts only while the message still bears it. */
  readonly id: string;
  readonly leaseSeconds: number;
  /** Messages at most. */
  readonly limit: number;
  /** Messages of one endpoint at most. */
  readonly perEndpoint: number;
  /** Endpoints that may take fewer, because messages of theirs are on their way. */
  readonly busy: readonly { readonly endpointId: string; readonly room: number }[];
  /** Endpoints that fail are claimed for apart, so that they cannot take the places of those that work. */
  readonly failing: boolean;
}

export interface ClaimedMessage {
  readonly accountId: string;
  readonly id: string;
  readonly endpointId: string;
  readonly contentType: string;
  readonly body: string;
  /** Tries so far. */
  readonly attempts: number;
  readonly url: string;
  readonly sealedSecret: Buffer;
  /** Null unless a rotation is under way. */
  readonly sealedPreviousSecret: Buffer | null;
}

/**
 * Claims due messages: of each aggregate only the first that waits, and of each endpoint no more than it has room for.
 * It steps from endpoint to endpoint through the index of due messages, so that the backlog of one costs the others
 * nothing, and takes them in random order, so that none is always last.
 * A claim that a crash of the database loses is only made again: it need not wait for the disk.
 */
export async function claimMessages(db: Kysely<DB>, claim: Claim): Promise<ClaimedMessage[]> {
  const { rows } = await sql<ClaimedMessage>`
    with recursive queue as (
      (
        select account_id, endpoint_id from webhook_message where state = 'pending'
        order by account_id, endpoint_id limit 1
      )
      union all
      select next.account_id, next.endpoint_id from queue, lateral (
        select account_id, endpoint_id from webhook_message
        where state = 'pending' and (account_id, endpoint_id) > (queue.account_id, queue.endpoint_id)
        order by account_id, endpoint_id limit 1
      ) next
    ), ready as (
      select e.*, least(${claim.perEndpoint}::integer, coalesce(busy.room, ${claim.perEndpoint}::integer)) as room
      from queue
      join webhook_endpoint e on e.account_id = queue.account_id and e.id = queue.endpoint_id
      left join unnest(${claim.busy.map((lane) => lane.endpointId)}::uuid[], ${claim.busy.map((lane) => lane.room)}::integer[])
        as busy (endpoint_id, room) on busy.endpoint_id = e.id
      where e.state = 'enabled' and e.deleted_at is null and (e.failing_since is not null) = ${claim.failing}
        and coalesce(busy.room, 1) > 0
      order by random()
    ), head as (
      select first.account_id, first.id, ready.url, ready.secret,
        case when ready.previous_secret_until > now() then ready.previous_secret end as previous_secret
      from ready, lateral (
        select m.account_id, m.id from webhook_message m
        where m.account_id = ready.account_id and m.endpoint_id = ready.id and m.state = 'pending' and m.due_at <= now()
          and m.id = (
            select id from webhook_message
            where state = 'pending' and (account_id, endpoint_id, aggregate_id) >= (m.account_id, m.endpoint_id, m.aggregate_id)
            order by account_id, endpoint_id, aggregate_id, sequence, ordinal limit 1
          )
        order by m.due_at limit ready.room
        for update of m skip locked
      ) first
      limit ${claim.limit}
    )
    update webhook_message m
    set claimed_by = ${claim.id}, due_at = now() + make_interval(secs => ${claim.leaseSeconds})
    from head, (select set_config('synchronous_commit', 'off', true)) as unhurried
    where m.account_id = head.account_id and m.id = head.id
    returning m.account_id as "accountId", m.id, m.endpoint_id as "endpointId", m.content_type as "contentType", m.body,
      m.attempts, head.url, head.secret as "sealedSecret", head.previous_secret as "sealedPreviousSecret"`.execute(db);
  return rows;
}

/** Gives messages back untried: whoever comes next sends them. */
export async function handBack(
  db: Kysely<DB>,
  claims: readonly { readonly accountId: string; readonly id: string; readonly claim: string }[],
): Promise<void> {
  await sql`
    update webhook_message m set claimed_by = null, due_at = now()
    from json_to_recordset(${rowsOf(claims)}) as c ("accountId" uuid, id uuid, claim uuid)
    where m.account_id = c."accountId" and m.id = c.id and m.claimed_by = c.claim`.execute(db);
}

/** How one try ended and what follows from it. */
export interface Verdict {
  readonly accountId: string;
  readonly id: string;
  readonly endpointId: string;
  readonly claim: string;
  readonly state: 'pending' | 'delivered' | 'failed';
  /** Until the next try; means something only while it stays pending. */
  readonly waitSeconds: number;
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly status: number | null;
  readonly error: string | null;
  readonly excerpt: string | null;
}

/**
 * Writes verdicts with their attempts. Only a pending message bears a claim; saying so would lead the planner astray, to
 * the indexes of pending messages.
 * @returns ids of the messages that still bore the claim; the other verdicts came too late and count for nothing.
 */
export async function settleMessages(tx: Kysely<DB>, verdicts: readonly Verdict[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    with settled as (
      update webhook_message m
      set state = v.state, attempts = m.attempts + 1, claimed_by = null,
        due_at = case when v.state = 'pending' then now() + make_interval(secs => v."waitSeconds") else m.due_at end,
        settled_at = case when v.state = 'pending' then null else now() end
      from json_to_recordset(${rowsOf(verdicts)}) as v ("accountId" uuid, id uuid, claim uuid, state text,
        "waitSeconds" float8, "startedAt" timestamptz, "durationMs" integer, status smallint, error text, excerpt text)
      where m.account_id = v."accountId" and m.id = v.id and m.claimed_by = v.claim
      returning m.account_id, m.id, m.attempts, v."startedAt", v."durationMs", v.status, v.error, v.excerpt
    )
    insert into webhook_attempt (account_id, message_id, number, started_at, duration_ms, status, error, response_excerpt)
    select account_id, id, attempts, "startedAt", "durationMs", status, error, excerpt from settled
    returning message_id as id`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

/**
 * Lets the later messages of an aggregate wait as long as the one before them, or frees them when that is settled.
 * Call it after `settleMessages`, for messages that failed now or before; nothing waits behind the others.
 */
export async function alignFollowers(
  tx: Kysely<DB>,
  heads: readonly { readonly accountId: string; readonly id: string }[],
): Promise<void> {
  await sql`
    with follower as (
      select later.account_id, later.id, case when head.state = 'pending' then head.due_at else now() end as due_at
      from json_to_recordset(${rowsOf(heads)}) as h ("accountId" uuid, id uuid)
      join webhook_message head on head.account_id = h."accountId" and head.id = h.id,
      lateral (
        select f.account_id, f.id from webhook_message f
        where f.account_id = head.account_id and f.endpoint_id = head.endpoint_id and f.aggregate_id = head.aggregate_id
          and f.state = 'pending' and f.claimed_by is null and (f.sequence, f.ordinal) > (head.sequence, head.ordinal)
        order by f.sequence, f.ordinal limit 1000
      ) later
    )
    update webhook_message m set due_at = follower.due_at
    from follower where m.account_id = follower.account_id and m.id = follower.id`.execute(tx);
}
