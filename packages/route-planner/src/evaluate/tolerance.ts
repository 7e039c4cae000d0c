/** When a limit counts as broken, and how numbers are written in sentences. */

/** 1e-6 plus 1e-12 of the limit's size: sums of fractions depend on the order of addition. */
export const slackOf = (limit: number): number => 1e-6 + 1e-12 * Math.abs(limit);

/** An infinite limit is never exceeded. */
export const exceeds = (value: number, limit: number): boolean =>
  limit !== Infinity && (limit === -Infinity || value > limit + slackOf(limit));

/** At most three decimals: `540`, `0.125`. */
export const inWords = (value: number): string => String(Math.round(value * 1000) / 1000);
