/** SQL of events: facts are written with their outbox rows and never changed. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { RecordedEvent } from '../domain/event/event.ts';
import { toEventJson, toRecordedEvent, type EventToWrite } from './event-row.ts';
import { json } from './json.ts';
import type { DB } from './schema.ts';

/** Writes events and what makes the relay see them, in one statement. Call it in the transaction of the change. */
export async function insertEvents(tx: Kysely<DB>, events: readonly EventToWrite[]): Promise<void> {
  await sql`
    with new_event as (
      insert into event select * from jsonb_populate_recordset(null::event, ${json(events.map(toEventJson))})
      returning account_id, id
    )
    insert into outbox (account_id, event_id) select account_id, id from new_event`.execute(tx);
}

export interface EventPage {
  /** The sequence after which to go on; 0 for the first page. */
  readonly after: number;
  readonly limit: number;
}

/** What happened to one aggregate, oldest first. */
export async function listEvents(
  db: Kysely<DB>,
  accountId: string,
  aggregateId: string,
  { after, limit }: EventPage,
): Promise<RecordedEvent[]> {
  const { rows } = await sql<Selectable<DB['event']>>`
    select * from event
    where account_id = ${accountId} and aggregate_id = ${aggregateId} and sequence > ${after}
    order by sequence limit ${limit}`.execute(db);
  return rows.map(toRecordedEvent);
}

/** When a delivery was last taken off a trip, to wait for another courier; null: never. */
export async function findLastRelease(db: Kysely<DB>, accountId: string, deliveryId: string): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select max(occurred_at) as at from event
    where account_id = ${accountId} and aggregate_id = ${deliveryId}
      and type in ('delivery.released', 'delivery.rejected')`.execute(db);
  return rows[0]?.at ?? null;
}
