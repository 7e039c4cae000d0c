/**
 * Remembers for a few seconds who a token or key belongs to, so that a busy partner costs one query now and then and
 * not one a request. What is ended elsewhere ends here within that time; what is ended here, at once.
 */

/** A revoked credential is refused everywhere after this long. */
const lifeMs = 4_000;
const mostRemembered = 10_000;

export interface SignInCache<T> {
  /** What was found for the key before, or what `find` finds now. A miss is not remembered. */
  readonly get: (key: string, now: Date, find: () => Promise<T | null>) => Promise<T | null>;
  readonly forget: (key: string) => void;
  /** After a credential was ended, whatever it had opened. */
  readonly clear: () => void;
}

export function createSignInCache<T>(): SignInCache<T> {
  const known = new Map<string, { readonly value: T; readonly until: number }>();
  return {
    async get(key, now, find) {
      const hit = known.get(key);
      if (hit && hit.until > now.getTime()) return hit.value;
      const value = await find();
      if (value === null) {
        known.delete(key);
        return null;
      }
      // the oldest goes first: a Map keeps the order of its keys
      if (known.size >= mostRemembered) known.delete(known.keys().next().value ?? key);
      known.set(key, { value, until: now.getTime() + lifeMs });
      return value;
    },
    forget: (key) => void known.delete(key),
    clear: () => known.clear(),
  };
}
