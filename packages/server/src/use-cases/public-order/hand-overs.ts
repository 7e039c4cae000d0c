/** Lets a caller's next question wait until it is noted that the answer before it has left. Of this process alone. */

/** By reader; an entry lives as long as the note takes. */
const underWay = new Map<string, Promise<void>>();

interface HandOver {
  /** Resolves when nothing is being noted. */
  readonly settled: () => Promise<void>;
  readonly run: (note: () => Promise<void>) => Promise<void>;
}

/**
 * A caller on one connection asks again sooner than a row is written, and would be told the same once more: not wrong,
 * but needless. Another process may still do so.
 */
export function handOverOf(reader: string): HandOver {
  return {
    settled: async () => underWay.get(reader)?.catch(() => undefined),
    async run(note) {
      const noted = note();
      underWay.set(reader, noted);
      try {
        await noted;
      } finally {
        if (underWay.get(reader) === noted) underWay.delete(reader);
      }
    },
  };
}
