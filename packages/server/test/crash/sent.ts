/** What the clients of a crash run sent and what was acknowledged to them. */

export interface Sent {
  /** Order number to the ids that were answered for it: more than one is a duplicate. */
  readonly orders: Map<string, Set<string>>;
  /** `tracker millisecond` of each fix. */
  readonly fixes: Set<string>;
  readonly acknowledgedFixes: Set<string>;
  /** Refusals of what should have been taken. */
  readonly refused: string[];
}

export const newSent = (): Sent => ({
  orders: new Map(),
  fixes: new Set(),
  acknowledgedFixes: new Set(),
  refused: [],
});
