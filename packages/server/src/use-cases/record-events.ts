/** Writes events beside the change that they report. */
import type { Transaction } from 'kysely';
import type { NewEvent } from '../domain/event/event.ts';
import { insertEvents } from '../store/event.ts';
import type { EventToWrite } from '../store/event-row.ts';
import type { DB } from '../store/schema.ts';
import type { Caller } from './caller.ts';
import type { Deps } from './deps.ts';

/** Ids grow in the order of the events, and with them the order in which webhooks tell of them. */
export async function recordEvents(
  deps: Pick<Deps, 'now' | 'newId'>,
  tx: Transaction<DB>,
  caller: Caller,
  events: readonly NewEvent[],
): Promise<void> {
  if (events.length > 0) await insertEvents(tx, events.map((event) => toWrite(deps, caller, event))); // prettier-ignore
}

export function toWrite(deps: Pick<Deps, 'now' | 'newId'>, caller: Caller, event: NewEvent): EventToWrite {
  return { accountId: caller.accountId, id: deps.newId(), occurredAt: deps.now(), actor: caller.actor, event };
}
