/**
 * Tells those who watch when what they watch has changed. One poller for each process asks for all targets at once, and
 * only while somebody watches: what one process knows in memory, no other needs.
 */
import type { Deps } from '../deps.ts';
import { readLooks, type Look, type Target } from './read-sights.ts';
import type { Sight } from './tracked.ts';

export interface Watcher {
  /** What it was told last, or knows already; null: nothing. */
  readonly version: () => string | null;
  readonly tell: (sight: Sight) => void;
}

export interface Watch {
  /** @returns what ends it. */
  readonly add: (target: Target, watcher: Watcher) => () => void;
  /** What the last round saw of it, a second ago at most while all is well; null when nobody watches it yet. */
  readonly last: (target: Target) => Sight | null;
}

interface Watched {
  readonly target: Target;
  readonly watchers: Set<Watcher>;
  look: Look | undefined;
}

/** Milliseconds from the end of a round to the next: while all is well, and at most while rounds fail. */
const pauses = { usual: 1000, longest: 15_000 };

export function createWatch({ db, log }: Pick<Deps, 'db' | 'log'>, pauseMs = pauses.usual): Watch {
  const watched = new Map<string, Watched>();
  let faults = 0;
  let running = false;

  async function run(): Promise<void> {
    try {
      await round();
      faults = 0;
    } catch (error) {
      faults += 1;
      // told once and then each time their number doubles
      if (Number.isInteger(Math.log2(faults)))
        log.error({ err: error, faults }, 'the watch of orders and trips failed');
    }
    running = watched.size > 0;
    // each process has a rhythm of its own
    const pause = Math.min(pauses.longest, pauseMs * 2 ** faults) * (0.9 + Math.random() * 0.2);
    if (running) setTimeout(() => void run(), pause).unref();
  }

  async function round(): Promise<void> {
    const all = [...watched.values()];
    const looks = await readLooks(db.house, all.map(({ target }) => target), all.map(({ look }) => look)); // prettier-ignore
    for (const [place, one] of all.entries()) {
      const look = looks[place];
      // an order that is gone for good stays as it was seen
      if (!look) continue;
      one.look = look;
      for (const watcher of one.watchers) if (watcher.version() !== look.sight.version) watcher.tell(look.sight);
    }
  }

  return {
    add(target, watcher) {
      const key = keyOf(target);
      const one = watched.get(key) ?? { target, watchers: new Set(), look: undefined };
      watched.set(key, one);
      one.watchers.add(watcher);
      if (!running) {
        running = true;
        setTimeout(() => void run(), pauseMs).unref();
      }
      return () => {
        one.watchers.delete(watcher);
        if (one.watchers.size === 0 && watched.get(key) === one) watched.delete(key);
      };
    },
    last: (target) => watched.get(keyOf(target))?.look?.sight ?? null,
  };
}

function keyOf({ accountId, kind, name }: Target): string {
  return JSON.stringify([accountId, kind, name]);
}
