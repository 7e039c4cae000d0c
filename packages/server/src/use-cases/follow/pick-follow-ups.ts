/** Notes which followers an event is for, in the transaction in which it leaves the outbox. */
import type { Transaction } from 'kysely';
import type { RecordedEvent } from '../../domain/event/event.ts';
import { insertFollowUps } from '../../store/follow-up.ts';
import type { DB } from '../../store/schema.ts';
import type { Deps } from '../deps.ts';

/** @param tx of the house. */
export async function pickFollowUps(
  { followers }: Pick<Deps, 'followers'>,
  tx: Transaction<DB>,
  events: readonly RecordedEvent[],
): Promise<void> {
  for (const { name, wants, pick } of followers) {
    const wanted = events.filter(({ type }) => wants(type));
    if (wanted.length === 0) continue;
    const own = await pick(tx, wanted);
    const picked = wanted.filter(({ id }) => own.has(id));
    if (picked.length > 0) await insertFollowUps(tx, name, picked);
  }
}
