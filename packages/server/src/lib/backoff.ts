/** How long to wait before something that failed is tried again: twice as long each time, and not together with others. */

export interface Backoff {
  /** Seconds after the first failure. */
  readonly first: number;
  /** Seconds; it grows no longer than this. */
  readonly most: number;
}

/** A fifth more or less, so that what failed together does not come back together. */
const spread = 0.2;

/**
 * @param failures so far, this one included.
 * @param random from 0 to 1
 * @returns seconds
 */
export function backoff({ first, most }: Backoff, failures: number, random = Math.random()): number {
  return around(Math.min(most, first * 2 ** (failures - 1)), random);
}

/** @returns the seconds, a fifth more or less */
export function around(seconds: number, random = Math.random()): number {
  return seconds * (1 - spread + 2 * spread * random);
}
