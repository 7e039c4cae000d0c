/** Repeats a round of work: at once while there is more, after a pause when there is none, later and later after faults. */
import type { Logger } from 'pino';

export interface LoopOptions {
  /** For logs and readiness: `webhook relay`. */
  readonly name: string;
  /** @returns whether to go on at once. */
  readonly round: () => Promise<boolean>;
  readonly idleMs: number;
  readonly log: Pick<Logger, 'error'>;
}

export interface Loop {
  readonly start: () => void;
  /** Ends after the round that runs. */
  readonly stop: () => Promise<void>;
  /** Cuts the pause short. */
  readonly wake: () => void;
  /** Why the loop counts as stuck; null while it moves. */
  readonly standsStill: () => string | null;
}

const longestPauseMs = 5000;
const stuckAfterMs = 30_000;

export function createLoop({ name, round, idleMs, log }: LoopOptions): Loop {
  let running: Promise<void> | undefined;
  const stopping = new AbortController();
  let woken = false;
  let endPause = () => {};
  let faults = 0;
  let lastGood = performance.now();

  function pause(ms: number): Promise<void> {
    if (woken || stopping.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      woken = false;
      try {
        const more = await round();
        faults = 0;
        lastGood = performance.now();
        if (!more) await pause(idleMs);
      } catch (error) {
        faults += 1;
        // told once and then each time the pause doubles, not ten times a second
        if (Number.isInteger(Math.log2(faults))) log.error({ err: error, faults }, `the ${name} failed`);
        woken = false;
        await pause(Math.min(longestPauseMs, idleMs * 2 ** faults) * (0.5 + Math.random()));
      }
    }
  }

  return {
    start() {
      lastGood = performance.now();
      running ??= run();
    },
    async stop() {
      stopping.abort();
      endPause();
      await running;
    },
    wake() {
      woken = true;
      endPause();
    },
    standsStill() {
      const still = performance.now() - lastGood;
      return still < stuckAfterMs ? null : `The ${name} has finished no round for ${Math.round(still / 1000)} s.`;
    },
  };
}
