/** Keeps how tries of webhook messages ended: message, attempt, health of the endpoint and what follows, all or nothing. */
import type { Transaction } from 'kysely';
import { insertEvents } from '../../store/event.ts';
import type { DB } from '../../store/schema.ts';
import { disableEndpoint, recordHealth, type Health } from '../../store/webhook-health.ts';
import { alignFollowers, settleMessages, type Verdict } from '../../store/webhook-queue.ts';
import { house } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { transact } from '../transact.ts';

/** A verdict on a message, and on its endpoint when that wants no more. */
export interface Attempt extends Verdict {
  readonly gone: boolean;
  /** A try before this one failed. */
  readonly again: boolean;
}

type RecordDeps = Pick<Deps, 'db' | 'newId' | 'now' | 'settings'>;

interface Doomed {
  readonly accountId: string;
  readonly endpointId: string;
  readonly reason: string;
}

/** Attempts whose claim has passed to someone else are left out. @param attempts in the order in which they ended. */
export async function recordAttempts(deps: RecordDeps, attempts: readonly Attempt[]): Promise<void> {
  await transact(deps, house, async (tx) => {
    const settled = await settleMessages(tx, attempts);
    const counted = attempts.filter(({ id }) => settled.has(id));
    if (counted.length === 0) return;
    const heads = counted.filter(({ again, state }) => again || state === 'pending');
    if (heads.length > 0) await alignFollowers(tx, heads);
    const failing = await recordHealth(tx, healthOf(counted));
    const patience = deps.settings.webhookDisableAfterSeconds;
    const doomed = new Map<string, Doomed>();
    for (const { accountId, endpointId, failingForSeconds } of failing) {
      if (failingForSeconds < patience) continue;
      doomed.set(endpointId, { accountId, endpointId, reason: `Every try has failed for ${inWords(patience)}.` });
    }
    for (const { accountId, endpointId, gone, error } of counted) {
      if (gone)
        doomed.set(endpointId, { accountId, endpointId, reason: error ?? 'The receiver wants no more messages.' });
    }
    for (const one of doomed.values()) await disable(deps, tx, one);
  });
}

async function disable(deps: RecordDeps, tx: Transaction<DB>, doomed: Doomed): Promise<void> {
  const { accountId, endpointId, reason } = doomed;
  const disabled = await disableEndpoint(tx, accountId, endpointId, reason);
  if (!disabled) return;
  const { url, version } = disabled;
  const written = { accountId, id: deps.newId(), occurredAt: deps.now(), actor: house.actor };
  await insertEvents(tx, [
    {
      ...written,
      event: {
        aggregate: 'webhook_endpoint',
        aggregateId: endpointId,
        sequence: version,
        type: 'webhook_endpoint.disabled',
        data: { url, reason },
      },
    },
  ]);
}

function healthOf(attempts: readonly Attempt[]): Health[] {
  return [...Map.groupBy(attempts, ({ endpointId }) => endpointId)].flatMap(([endpointId, own]) => {
    const last = own.at(-1);
    if (!last) return [];
    const succeeded = own.some(({ state }) => state === 'delivered');
    return [{ accountId: last.accountId, endpointId, succeeded, failing: last.state !== 'delivered' }];
  });
}

function inWords(seconds: number): string {
  const [size, unit] = seconds >= 2 * 3600 ? [3600, 'hours'] : seconds >= 120 ? [60, 'minutes'] : [1, 'seconds'];
  return `${Math.round(seconds / size)} ${unit}`;
}
