/** The book-keeping of a crash run, after Jepsen's total-queue checker: what was acknowledged must be found. */

export interface Balance {
  readonly acknowledged: number;
  readonly found: number;
  /** Acknowledged and not found. */
  readonly lost: readonly string[];
  /** Found more than once. */
  readonly duplicated: readonly string[];
  /** Found and never sent. */
  readonly unexpected: readonly string[];
}

/** `sent` holds what was acknowledged and what was not: of the latter each may be found or not. */
export function balance(
  acknowledged: ReadonlySet<string>,
  sent: ReadonlySet<string>,
  found: readonly string[],
): Balance {
  const seen = new Set<string>();
  const duplicated: string[] = [];
  for (const one of found) {
    if (seen.has(one)) duplicated.push(one);
    seen.add(one);
  }
  return {
    acknowledged: acknowledged.size,
    found: seen.size,
    lost: [...acknowledged].filter((one) => !seen.has(one)),
    duplicated,
    unexpected: [...seen].filter((one) => !sent.has(one)),
  };
}

export type Ledger = Readonly<Record<string, Balance>>;

/** One line for each kind of thing. */
export function printLedger(ledger: Ledger): string {
  const words = ['', 'acknowledged', 'found', 'lost', 'duplicated', 'unexpected'];
  const lines = Object.entries(ledger).map(([name, { acknowledged, found, lost, duplicated, unexpected }]) => [
    name,
    ...[acknowledged, found, lost.length, duplicated.length, unexpected.length].map(String),
  ]);
  return [words, ...lines].map(([name = '', ...cells]) => name.padEnd(12) + cells.map((one) => one.padStart(14)).join('')).join('\n'); // prettier-ignore
}
