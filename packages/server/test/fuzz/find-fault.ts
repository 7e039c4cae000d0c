/** Tries what fast-check makes up until one fails, and looks for a shorter one for a bounded time. */
import fc from 'fast-check';

/** Milliseconds. Each step towards a shorter case asks the house again. */
const patience = 15_000;

/** @returns the words of the shortest failure that was found, null when nothing failed */
export async function findFault<T>(
  cases: fc.Arbitrary<T>,
  options: { readonly seed: number; readonly numRuns: number },
  attempt: (one: T) => Promise<void>,
): Promise<string | null> {
  let giveUp = Infinity;
  const property = fc.asyncProperty(cases, async (one) => {
    fc.pre(performance.now() < giveUp);
    try {
      await attempt(one);
    } catch (cause) {
      giveUp = Math.min(giveUp, performance.now() + patience);
      throw cause;
    }
  });
  const { failed, errorInstance } = await fc.check(property, options);
  if (!failed) return null;
  return errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
}
