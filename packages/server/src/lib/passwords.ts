/** Hashes and checks passwords with argon2id, a bounded number at a time, so that a burst of logins cannot take all cores. */
import { hash, verify } from '@node-rs/argon2';

/** OWASP's minimum for argon2id: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const atOnce = 2;
const mostWaiting = 64;

export interface Passwords {
  readonly hash: (password: string) => Promise<string>;
  /** Takes the same time for an unknown user: give it null. */
  readonly verify: (hash: string | null, password: string) => Promise<boolean>;
}

/** Thrown when too many logins wait; the caller answers 429 or 503. */
export class PasswordQueueFull extends Error {}

export function createPasswords(): Passwords {
  let running = 0;
  const waiting: (() => void)[] = [];
  let dummy: Promise<string> | undefined;

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running < atOnce) running += 1;
    else {
      if (waiting.length >= mostWaiting) throw new PasswordQueueFull('Too many logins at once.');
      // whoever is done hands over the place, so that nobody slips in between
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  }

  return {
    hash: (password) => inTurn(() => hash(password, cost)),
    async verify(stored, password) {
      const right = await inTurn(async () => {
        const known = stored ?? (await (dummy ??= hash('no such user', cost)));
        return verify(known, password);
      });
      return right && stored !== null;
    },
  };
}
