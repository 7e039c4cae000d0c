/** Our own work that is due: one after the other, and nobody is kept waiting by one that fails. */
import type { Due } from '../store/due.ts';
import type { Deps } from './deps.ts';

/**
 * @param trouble what is said in the log when one fails; it is tried again, because it stays due.
 * @returns how many were due
 */
export async function eachDue<T extends Due>(
  deps: Pick<Deps, 'log'>,
  due: readonly T[],
  trouble: string,
  work: (one: T) => Promise<unknown>,
): Promise<number> {
  let failure: unknown;
  for (const one of due) {
    try {
      await work(one);
    } catch (error) {
      deps.log.error({ err: error, id: one.id, account: one.accountId }, trouble);
      failure = error;
    }
  }
  if (failure !== undefined) throw failure instanceof Error ? failure : new Error(trouble);
  return due.length;
}
