/** SQL of the outbox: events that no relay has turned into messages yet. It serves all accounts at once. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { RecordedEvent } from '../domain/event/event.ts';
import { toRecordedEvent } from './event-row.ts';
import type { DB } from './schema.ts';

const relayLock = sql`hashtextextended('waybill relay', 0)`;

/** One relay at a time keeps the order; the lock goes with the transaction. @returns false when another has it. */
export async function tryRelayLock(tx: Kysely<DB>): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`select pg_try_advisory_xact_lock(${relayLock}) as locked`.execute(tx);
  return rows[0]?.locked === true;
}

/**
 * Lets the relay finish its round and keeps it from the next until the transaction ends: it would write messages for an
 * endpoint that is being deleted or narrowed. Take it before the endpoint's own lock.
 */
export async function holdRelay(tx: Kysely<DB>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${relayLock})`.execute(tx);
}

/**
 * Takes the oldest events out, each aggregate's in sequence.
 * Ids of two processes whose clocks differ do not sort by time of commit: an earlier event of a taken aggregate that
 * stands further back is taken too, so that no message overtakes another of its aggregate. It is found step by step
 * through the index of sequences: an outbox has no statistics that a join could be planned by.
 * @param limit more are returned when such earlier events exist.
 */
export async function takeEvents(tx: Kysely<DB>, limit: number): Promise<RecordedEvent[]> {
  const { rows } = await sql<Selectable<DB['event']>>`
    with recursive oldest as (
      select account_id, event_id from outbox order by event_id limit ${limit}
    ), due as (
      table oldest
      union
      select o.account_id, o.event_id
      from due
      cross join lateral (
        select * from event where account_id = due.account_id and id = due.event_id limit 1
      ) e
      cross join lateral (
        select account_id, aggregate_id, id from event
        where (account_id, aggregate_id, sequence) < (e.account_id, e.aggregate_id, e.sequence)
        order by account_id desc, aggregate_id desc, sequence desc limit 1
      ) before
      cross join lateral (
        select account_id, event_id from outbox where (account_id, event_id) >= (before.account_id, before.id)
        order by account_id, event_id limit 1
      ) o
      where (before.account_id, before.aggregate_id) = (e.account_id, e.aggregate_id)
        and (o.account_id, o.event_id) = (before.account_id, before.id)
    ), taken as (
      delete from outbox using due
      where outbox.account_id = due.account_id and outbox.event_id = due.event_id
      returning outbox.account_id, outbox.event_id
    )
    select e.* from taken join event e on e.account_id = taken.account_id and e.id = taken.event_id`.execute(tx);
  return rows.sort((a, b) => a.sequence - b.sequence).map(toRecordedEvent);
}

/** Seconds that the oldest event has waited; null when none waits. */
export async function oldestWait(db: Kysely<DB>): Promise<number | null> {
  const { rows } = await sql<{ seconds: number }>`
    select extract(epoch from now() - written_at)::float8 as seconds from outbox order by event_id limit 1`.execute(db);
  return rows[0]?.seconds ?? null;
}
