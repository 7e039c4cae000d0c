/** Keeps answers for a while, so that the same question is asked once; whoever asks meanwhile waits for the same answer. */

export interface KeptAnswers<T> {
  /** A failure is not kept. */
  readonly get: (key: string, ask: () => Promise<T>) => Promise<T>;
}

/** @param now milliseconds, never going back */
export function createKeptAnswers<T>(most: number, lifeMs: number, now: () => number): KeptAnswers<T> {
  const kept = new Map<string, { readonly answer: Promise<T>; readonly until: number }>();
  return {
    get(key, ask) {
      const hit = kept.get(key);
      // put in again below: a Map keeps the order of its keys, so that the first is the one not asked for longest
      kept.delete(key);
      if (hit && hit.until > now()) {
        kept.set(key, hit);
        return hit.answer;
      }
      const entry = { answer: ask(), until: now() + lifeMs };
      entry.answer.catch(() => {
        if (kept.get(key) === entry) kept.delete(key);
      });
      const [oldest] = kept.keys();
      if (kept.size >= most && oldest !== undefined) kept.delete(oldest);
      kept.set(key, entry);
      return entry.answer;
    },
  };
}
