/** When a thread has to end its search, so that there is time left to write the plan down; and what it does in between. */
import type { Clock } from '../solver/clock.ts';

export interface ThreadClock extends Clock {
  /** Milliseconds since the epoch when the search was asked to stop; Infinity: not yet. */
  readonly stoppedAt: () => number;
}

export interface ClockSettings {
  readonly now: () => number;
  /** When the search has to be over. */
  readonly deadline: number;
  readonly iterations: number;
  readonly aborted: () => boolean;
  /** Called now and then while the search goes on, with the iterations so far. */
  readonly meanwhile: (iterations: number, now: number) => void;
}

/** By so much the share of the time has to be ahead of that of the iterations before it counts. */
const timeAhead = 0.1;
/** An iteration of this many milliseconds is worth a look at the clock. */
const slowMs = 0.5;

export function startThreadClock({ now, deadline, iterations, aborted, meanwhile }: ClockSettings): ThreadClock {
  const began = now();
  const time = Math.max(0, deadline - began);
  let count = 0;
  let stoppedAt = Infinity;
  // Where iterations are slow, the search's own looks at the clock are too far between.
  let lookedAt = began;
  let countThen = 0;
  let slow = false;
  const look = (): number => {
    const time = now();
    slow = time - lookedAt > slowMs * Math.max(1, count - countThen);
    lookedAt = time;
    countThen = count;
    return time;
  };
  const over = (): boolean => {
    if (!aborted() && look() < deadline) return false;
    stoppedAt = Math.min(stoppedAt, now());
    return true;
  };
  return {
    used: () => {
      const now = look();
      meanwhile(count, now);
      const share = time <= 0 ? 1 : (now - began) / time;
      const counted = count / iterations;
      // By iterations alone as long as they are the limit that comes first: the same seed then gives the same plan.
      return Math.min(1, iterations < Infinity && share < counted + timeAhead ? counted : share);
    },
    stopped: () => count >= iterations || over(),
    tick: () => count < iterations && !(slow || aborted() ? over() : false) && ++count > 0,
    iterations: () => count,
    stoppedAt: () => stoppedAt,
  };
}
