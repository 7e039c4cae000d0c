/** SQL of what followers have still to do. */
import { sql, type Kysely } from 'kysely';
import type { RecordedEvent } from '../domain/event/event.ts';
import { json } from './json.ts';
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
