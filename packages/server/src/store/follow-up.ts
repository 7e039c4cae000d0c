/** SQL of what followers have still to do. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { RecordedEvent } from '../domain/event/event.ts';
import { toRecordedEvent } from './event-row.ts';
import { json } from './json.ts';
import { beforeAll } from './keyset.ts';
import type { DB } from './schema.ts';

/** Written once, however often an event is relayed. */
export async function insertFollowUps(
  tx: Kysely<DB>,
  follower: string,
  events: readonly Pick<RecordedEvent, 'accountId' | 'id' | 'aggregateId' | 'sequence'>[],
): Promise<void> {
  const rows = events.map(({ accountId, id, aggregateId, sequence }) => ({ accountId, id, aggregateId, sequence }));
  await sql`
    insert into follow_up (account_id, follower, event_id, aggregate_id, sequence)
    select n."accountId", ${follower}, n.id, n."aggregateId", n.sequence
    from jsonb_to_recordset(${json(rows)}) as n ("accountId" uuid, id uuid, "aggregateId" uuid, sequence integer)
    on conflict do nothing`.execute(tx);
}

/** One event for one follower. */
export interface FollowUpPlace {
  readonly accountId: string;
  readonly follower: string;
  readonly eventId: string;
}

export interface DueFollowUp extends FollowUpPlace {
  /** Failed ones. */
  readonly attempts: number;
}

/**
 * What may be followed now, the longest due first: of each aggregate only the first that waits, which is found by stepping
 * into the index. Nobody owns it by being told of it. @param db of the house.
 */
export async function listDueFollowUps(db: Kysely<DB>, limit: number): Promise<DueFollowUp[]> {
  const { rows } = await sql<DueFollowUp>`
    select f.account_id as "accountId", f.follower, f.event_id as "eventId", f.attempts from follow_up f
    where f.parked_at is null and f.due_at <= now() and f.event_id = (
      select event_id from follow_up
      where parked_at is null and (account_id, follower, aggregate_id) >= (f.account_id, f.follower, f.aggregate_id)
      order by account_id, follower, aggregate_id, sequence limit 1
    )
    order by f.due_at limit ${limit}`.execute(db);
  return rows;
}

/**
 * Takes one that is still to be followed, until the transaction ends: who dies in it has taken nothing.
 * @returns null when somebody else has it, or has done it.
 */
export async function takeFollowUp(
  tx: Kysely<DB>,
  { accountId, follower, eventId }: FollowUpPlace,
): Promise<RecordedEvent | null> {
  const { rows } = await sql<Selectable<DB['event']>>`
    select e.* from follow_up f
    join event e on e.account_id = f.account_id and e.id = f.event_id
    where f.account_id = ${accountId} and f.follower = ${follower} and f.event_id = ${eventId}
      and f.parked_at is null and f.due_at <= now()
    for update of f skip locked`.execute(tx);
  return rows[0] ? toRecordedEvent(rows[0]) : null;
}

/** @param tx that has taken it. */
export async function deleteFollowUp(tx: Kysely<DB>, { accountId, follower, eventId }: FollowUpPlace): Promise<void> {
  await sql`
    delete from follow_up
    where account_id = ${accountId} and follower = ${follower} and event_id = ${eventId}`.execute(tx);
}

export interface FailedFollowUp extends DueFollowUp {
  readonly error: string;
  /** Until it is tried again; null: it is given up and holds up those behind it no longer. */
  readonly waitSeconds: number | null;
}

/**
 * Counts once when two have failed at the same try. Those of the same aggregate behind it wait as long, so that nobody
 * looks at them meanwhile.
 */
export async function postponeFollowUp(db: Kysely<DB>, failed: FailedFollowUp): Promise<void> {
  const { accountId, follower, eventId, attempts, error, waitSeconds } = failed;
  await sql`
    with failed as (
      update follow_up set attempts = attempts + 1, error = ${error},
        parked_at = case when ${waitSeconds}::float8 is null then now() end,
        due_at = now() + make_interval(secs => coalesce(${waitSeconds}::float8, 0))
      where account_id = ${accountId} and follower = ${follower} and event_id = ${eventId}
        and attempts = ${attempts} and parked_at is null
      returning aggregate_id, sequence, due_at
    )
    update follow_up behind set due_at = failed.due_at from failed
    where behind.account_id = ${accountId} and behind.follower = ${follower}
      and behind.aggregate_id = failed.aggregate_id and behind.sequence > failed.sequence
      and behind.parked_at is null`.execute(db);
}

export interface FollowUpRow extends FollowUpPlace {
  readonly aggregateId: string;
  readonly sequence: number;
  readonly attempts: number;
  readonly dueAt: Date;
  readonly parkedAt: Date | null;
  readonly error: string | null;
}

/** Behind the cursor, in the order of followers and events. */
export async function listFollowUps(
  db: Kysely<DB>,
  accountId: string,
  {
    after,
    parked,
    limit,
  }: {
    readonly after: Pick<FollowUpPlace, 'follower' | 'eventId'> | null;
    readonly parked: boolean | null;
    readonly limit: number;
  },
): Promise<FollowUpRow[]> {
  const place = after ?? { follower: '', eventId: beforeAll };
  const which = parked === null ? sql`` : parked ? sql`and parked_at is not null` : sql`and parked_at is null`;
  const { rows } = await sql<FollowUpRow>`
    select account_id as "accountId", follower, event_id as "eventId", aggregate_id as "aggregateId", sequence, attempts,
      due_at as "dueAt", parked_at as "parkedAt", error
    from follow_up
    where account_id = ${accountId} and (follower, event_id) > (${place.follower}, ${place.eventId}::uuid) ${which}
    order by follower, event_id limit ${limit}`.execute(db);
  return rows;
}

/** Has what was given up tried once more from the beginning, the longest parked first. @returns how many. */
export async function unparkFollowUps(db: Kysely<DB>, accountId: string, limit: number): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    update follow_up set parked_at = null, attempts = 0, due_at = now()
    where account_id = ${accountId} and (follower, event_id) in (
      select follower, event_id from follow_up
      where account_id = ${accountId} and parked_at is not null order by parked_at limit ${limit}
    )`.execute(db);
  return Number(numAffectedRows);
}
