/** A loop that has a bounded number of things under way at once, and takes more as they end. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { createLoop, type Loop } from './loop.ts';

export interface PlacesOptions<T> {
  /** For logs and readiness. */
  readonly name: string;
  /** Things under way at most. */
  readonly places: number;
  readonly idleMs: number;
  /** How long a stop waits for what is under way. */
  readonly graceMs: number;
  readonly log: Pick<Logger, 'error'>;
  readonly claim: (free: number, underWay: ReadonlySet<T>) => Promise<readonly T[]>;
  readonly work: (thing: T) => Promise<void>;
  /** Those that had not ended when the patience of a stop did; without it they wait for the end of their leases. */
  readonly handBack?: (left: readonly T[]) => Promise<void>;
}

export function createPlaces<T extends object>(options: PlacesOptions<T>): Loop {
  const { name, places, idleMs, graceMs, log, claim, work, handBack } = options;
  const underWay = new Map<T, Promise<void>>();

  const loop = createLoop({ name, idleMs, log, round });

  async function round(): Promise<boolean> {
    const free = places - underWay.size;
    // whatever ends wakes the loop
    if (free <= 0) return false;
    const claimed = await claim(free, new Set(underWay.keys()));
    for (const thing of claimed) underWay.set(thing, run(thing));
    return claimed.length > 0;
  }

  async function run(thing: T): Promise<void> {
    try {
      await work(thing);
    } catch (error) {
      // its lease ends, and somebody does it again
      log.error({ err: error }, `the ${name} could not end what it had begun`);
    } finally {
      underWay.delete(thing);
      loop.wake();
    }
  }

  return {
    ...loop,
    async stop() {
      await loop.stop();
      await Promise.race([Promise.all(underWay.values()), sleep(graceMs, undefined, { ref: false })]);
      const left = [...underWay.keys()];
      if (left.length === 0 || !handBack) return;
      await handBack(left).catch((error: unknown) => log.error({ err: error, left: left.length }, `the ${name} could not hand back what it had begun`));
    },
  };
} // prettier-ignore
