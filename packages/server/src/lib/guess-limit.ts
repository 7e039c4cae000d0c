/**
 * Slows down whoever guesses one user's password from many addresses: after some failures each further try has to wait,
 * longer each time. An address from which the right password came goes on freely, so that nobody can lock the owner out.
 */

/** Failures that cost nothing unless somebody says otherwise, and how long the waits grow. */
const usuallyFree = 20;
const shortestMs = 1000;
const longestMs = 15 * 60_000;
/** Users and addresses in memory; the oldest go first. */
const mostRemembered = 10_000;

type Guesses = { readonly failures: number; readonly until: number };

export type GuessLimit = {
  /** Milliseconds until this user may be tried from this address; 0: now. */
  readonly wait: (user: string, address: string) => number;
  readonly failed: (user: string) => void;
  readonly succeeded: (user: string, address: string) => void;
};

/** @param now milliseconds; in memory of this process alone. @param free failures that cost nothing */
export function createGuessLimit(now: () => number, free = usuallyFree): GuessLimit {
  const guesses = new Map<string, Guesses>();
  const trusted = new Set<string>();
  const place = (user: string, address: string) => `${address} ${user}`;

  return {
    wait(user, address) {
      const { until = 0 } = guesses.get(user) ?? {};
      return trusted.has(place(user, address)) ? 0 : Math.max(0, until - now());
    },
    failed(user) {
      const before = guesses.get(user);
      // whoever was left alone for long begins anew
      const fresh = before === undefined || now() > before.until + 2 * longestMs;
      const failures = fresh ? 1 : before.failures + 1;
      const over = failures - free;
      const pause = over < 0 ? 0 : Math.min(longestMs, shortestMs * 2 ** Math.min(over, 20));
      guesses.delete(user);
      forgetOldest(guesses);
      guesses.set(user, { failures, until: now() + pause });
    },
    succeeded(user, address) {
      guesses.delete(user);
      forgetOldest(trusted);
      trusted.add(place(user, address));
    },
  };
}

function forgetOldest(known: Map<string, unknown> | Set<string>): void {
  const [oldest] = known.keys();
  if (oldest !== undefined && known.size >= mostRemembered) known.delete(oldest);
}
