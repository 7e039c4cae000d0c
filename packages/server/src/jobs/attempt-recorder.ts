/** Gathers ended attempts and keeps them in batches: while one batch is written the next one grows. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Attempt } from '../use-cases/webhook/record-attempts.ts';

export interface AttemptRecorder {
  readonly add: (attempt: Attempt) => void;
  /** Resolves when all that was added is written. */
  readonly drained: () => Promise<void>;
}

export interface RecorderOptions {
  readonly record: (attempts: readonly Attempt[]) => Promise<void>;
  readonly onRecorded: (count: number) => void;
  readonly log: Pick<Logger, 'error'>;
}

/** Attempts in one transaction. */
const mostAtOnce = 500;
const pauseMs = 250;
const longestPauseMs = 5000;

/**
 * An attempt that cannot be written is tried again as long as the process lives: its claim may still hold when the
 * database comes back. If it does not, the message is sent again, which is what "at least once" means.
 */
export function createAttemptRecorder({ record, onRecorded, log }: RecorderOptions): AttemptRecorder {
  let waiting: Attempt[] = [];
  let writing: Promise<void> | undefined;

  async function write(): Promise<void> {
    for (let faults = 0; waiting.length > 0;) {
      const batch = waiting.slice(0, mostAtOnce);
      try {
        await record(batch);
        faults = 0;
        waiting = waiting.slice(batch.length);
        onRecorded(batch.length);
      } catch (error) {
        log.error({ err: error, waiting: waiting.length }, 'webhook attempts could not be recorded');
        await sleep(Math.min(longestPauseMs, pauseMs * 2 ** faults), undefined, { ref: false });
        faults += 1;
      }
    }
    writing = undefined;
  }

  return {
    add(attempt) {
      waiting.push(attempt);
      writing ??= write();
    },
    async drained() {
      await writing;
    },
  };
}
