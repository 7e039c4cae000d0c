/** When to try a message again: the schedule, spread a little, and the receiver's own wish. Seconds throughout. */

/** A receiver may ask for patience, but not for more than a day. */
const longestWait = 24 * 60 * 60;
const spread = 0.1;

export interface FailedTry {
  /** Tries made so far, this one included. */
  readonly tries: number;
  /** Waits after each try; one more try than waits. */
  readonly schedule: readonly number[];
  /** As the receiver asked for it. */
  readonly retryAfter: number | null;
  /** From 0 to 1, so that many messages which failed together do not come back together. */
  readonly random: number;
}

/**
 * @returns seconds to wait, or null when the schedule is used up. The schedule begins anew after its end, for a message
 * that is sent again by hand.
 */
export function waitBefore({ tries, schedule, retryAfter, random }: FailedTry): number | null {
  const wait = schedule[(tries - 1) % (schedule.length + 1)];
  if (wait === undefined) return null;
  const jittered = wait * (1 - spread + 2 * spread * random);
  return Math.min(Math.max(jittered, retryAfter ?? 0), longestWait);
}
