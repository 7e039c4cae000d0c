/** When the search has to end: by time, by iterations, or because someone asks. */

export interface Clock {
  /** Share of the budget that is used up, 0 to 1. */
  readonly used: () => number;
  /** Whether to stop at once. */
  readonly stopped: () => boolean;
  /** Counts an iteration; false: there are no more. */
  readonly tick: () => boolean;
  readonly iterations: () => number;
}

export interface Budget {
  /** Milliseconds from now. */
  readonly time: number;
  readonly iterations: number;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  readonly aborted: () => boolean;
}

export function startClock({ time, iterations, now, aborted }: Budget): Clock {
  const began = now();
  let count = 0;
  return {
    used: () => Math.min(1, Math.max(count / iterations, (now() - began) / time)),
    stopped: () => count >= iterations || now() - began >= time || aborted(),
    tick: () => count < iterations && ++count > 0,
    iterations: () => count,
  };
}
