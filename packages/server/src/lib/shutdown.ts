/** Closes what was opened, in reverse: on SIGTERM, on Ctrl-C, or when a start fails half-way. */

import { setTimeout as sleep } from 'node:timers/promises';

export type Shutdown = {
  add(close: () => Promise<unknown>): void;
  /** Closes all, the last added first; a second call waits for the first. A closer that fails does not stop the rest. */
  close(): Promise<void>;
  readonly closing: boolean;
};

export const createShutdown = (report: (cause: unknown) => void): Shutdown => {
  const closers: (() => Promise<unknown>)[] = [];
  let closing: Promise<void> | undefined;
  const closeAll = async () => {
    for (let close = closers.pop(); close; close = closers.pop()) await close().catch(report);
  };
  return {
    add: (close) => void closers.push(close),
    close: () => (closing ??= closeAll()),
    get closing() {
      return closing !== undefined;
    },
  };
};

/** Milliseconds: the whole close, and the time in which a second signal is only an echo of the first. */
const limits = { whole: 10_000, echo: 1000 };

/**
 * The first signal ends the process in order, the second at once. npm hands Ctrl-C on to us although the terminal
 * has sent it to us already, so what follows at once does not count as a second.
 */
export const endOnSignal = (end: () => Promise<void>) => {
  let first: number | undefined;
  const onSignal = () => {
    const now = performance.now();
    if (first !== undefined) {
      if (now - first > limits.echo) process.exit(1);
      return;
    }
    first = now;
    setTimeout(() => process.exit(1), limits.whole).unref();
    void end().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
};

/** Waits no longer than this: what is still open then is closed by the end of the process. */
export const within = async (ms: number, work: Promise<unknown>): Promise<void> => {
  await Promise.race([work, sleep(ms, undefined, { ref: false })]);
};
