/**
 * Gathers fixes that arrive at the same time into one statement: while one batch is being committed, the next one
 * fills. A fix is acknowledged only after its commit.
 */
import type { Kysely } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import { insertPositions, type FixToStore } from '../../store/position.ts';
import type { DB } from '../../store/schema.ts';

/** Rows in one statement; above it the cost of a row no longer falls. */
const mostPerBatch = 1000;
/** Fixes that may wait; beyond it the sender is told to come back. */
const mostWaiting = 20_000;
const standstillMs = 5_000;
const mostRemembered = 100_000;

export interface PositionGatherer {
  /** Resolves after the commit. @throws DomainError `too_many_requests` when too much waits already. */
  readonly store: (fixes: readonly FixToStore[]) => Promise<void>;
  /** Whether `remember` was told of the tracker: none is ever deleted, so it need not be looked up for each fix. */
  readonly remembers: (accountId: string, trackerId: string) => boolean;
  readonly remember: (accountId: string, trackerId: string) => void;
  /** What is wrong when the oldest waiting fix has waited too long, else null. */
  readonly standsStill: () => string | null;
}

interface Waiting {
  readonly fixes: readonly FixToStore[];
  readonly since: number;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** @param now the wall clock, for the time of receipt */
export function createPositionGatherer(db: Kysely<DB>, now: () => Date): PositionGatherer {
  let queue: Waiting[] = [];
  let waiting = 0;
  let inFlight: readonly Waiting[] = [];
  const trackers = new Set<string>();

  async function flush(): Promise<void> {
    while (queue.length > 0) {
      inFlight = take();
      try {
        await insertPositions(
          db,
          inFlight.flatMap((one) => one.fixes),
          now(),
        );
        for (const one of inFlight) one.done();
      } catch (error) {
        for (const one of inFlight) one.failed(error);
      }
      inFlight = [];
    }
  }

  function take(): readonly Waiting[] {
    let rows = 0;
    let count = 0;
    for (const one of queue) {
      if (count > 0 && rows + one.fixes.length > mostPerBatch) break;
      rows += one.fixes.length;
      count += 1;
    }
    const taken = queue.slice(0, count);
    queue = queue.slice(count);
    waiting -= rows;
    return taken;
  }

  return {
    store(fixes) {
      if (waiting + fixes.length > mostWaiting) {
        return Promise.reject(
          new DomainError('too_many_requests', 'Too many positions at once. Send them again in a second.'),
        );
      }
      waiting += fixes.length;
      return new Promise<void>((done, failed) => {
        queue.push({ fixes, since: performance.now(), done, failed });
        if (inFlight.length === 0 && queue.length === 1) queueMicrotask(() => void flush());
      });
    },
    remembers: (accountId, trackerId) => trackers.has(`${accountId} ${trackerId}`),
    remember(accountId, trackerId) {
      if (trackers.size >= mostRemembered) trackers.clear();
      trackers.add(`${accountId} ${trackerId}`);
    },
    standsStill() {
      const oldest = inFlight[0] ?? queue[0];
      const stuck = oldest !== undefined && performance.now() - oldest.since > standstillMs;
      return stuck ? 'Positions have waited for more than 5 seconds.' : null;
    },
  };
}
