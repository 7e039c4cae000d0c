/**
 * What works on after events inside the house, as webhooks do outside. The relay notes which events it is for; a job then
 * does the work, one event of an aggregate after the other, and tries again when it fails. No webhook waits for it.
 */
import type { Transaction } from 'kysely';
import type { EventType, RecordedEvent } from '../../domain/event/event.ts';
import type { DB } from '../../store/schema.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';

export interface Follower {
  /** Stands in the rows that wait for it: never change it. */
  readonly name: string;
  /** A look at the type alone, for each event that passes. */
  readonly wants: (type: EventType) => boolean;
  /**
   * Which of the events are its own, asked for a whole batch at once and by an index: accounts that do not use it cost no
   * row. A fault here stops the relay.
   * @param tx of the house: it sees all accounts.
   * @returns ids of events
   */
  readonly pick: (tx: Transaction<DB>, events: readonly RecordedEvent[]) => Promise<ReadonlySet<string>>;
  /**
   * Does the work in one transaction of the account's. It may be called again for the same event after a fault, never
   * after its commit, and never for a later event of the aggregate before an earlier one, unless that was given up.
   */
  readonly follow: (deps: Deps, tx: Transaction<DB>, caller: Caller, event: RecordedEvent) => Promise<void>;
}
