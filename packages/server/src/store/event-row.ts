/** Between an event and its row: the only place that knows both shapes. */
import type { Selectable } from 'kysely';
import type { NewEvent, RecordedEvent } from '../domain/event/event.ts';
import type { DB } from './schema.ts';

/** An event with what the transaction knows of it. */
export interface EventToWrite {
  readonly accountId: string;
  readonly id: string;
  readonly occurredAt: Date;
  readonly actor: string;
  readonly event: NewEvent;
}

/** The row as JSON for jsonb_populate_record. */
export function toEventJson({ accountId, id, occurredAt, actor, event }: EventToWrite): Record<string, unknown> {
  return {
    account_id: accountId,
    id,
    aggregate: event.aggregate,
    aggregate_id: event.aggregateId,
    sequence: event.sequence,
    type: event.type,
    occurred_at: occurredAt,
    actor,
    data: event.data,
  };
}

export function toRecordedEvent(row: Selectable<DB['event']>): RecordedEvent {
  const event = {
    accountId: row.account_id,
    id: row.id,
    aggregate: row.aggregate,
    aggregateId: row.aggregate_id,
    sequence: row.sequence,
    type: row.type,
    occurredAt: row.occurred_at,
    actor: row.actor,
    data: row.data,
  };
  // written by toEventJson from a NewEvent, so type and data belong together
  return event as unknown as RecordedEvent;
}
