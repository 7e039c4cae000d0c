/** When something happened that a phone tells of late: its clock may be wrong, and its queue may be days old. */

/** Older reports are refused: the books of that day are closed. */
const oldestMs = 7 * 24 * 3_600_000;

/** A clock may run this far ahead; what it says beyond counts as now. */
const mostAheadMs = 5 * 60_000;

export function isTooLate(said: Date, now: Date): boolean {
  return now.getTime() - said.getTime() > oldestMs;
}

/**
 * The time that is written down: never ahead of the steps before it, whose order is known.
 * @param before when those happened; null: they did not
 */
export function whenActed(said: Date, now: Date, before: readonly (Date | null)[]): Date {
  const claimed = said.getTime() > now.getTime() + mostAheadMs ? now.getTime() : said.getTime();
  return new Date(Math.max(claimed, ...before.flatMap((one) => one?.getTime() ?? [])));
}
