/** Opens the one transaction of a verb: effect, events and kept answer commit together or not at all. */
import type { Transaction } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DB } from '../store/schema.ts';
import { house, type Caller } from './caller.ts';
import type { Deps } from './deps.ts';

const tries = 3;

/**
 * Runs `work` in a transaction and returns its result after the commit.
 * A deadlock or serialization failure (40P01, 40001) is tried again, at most three times in all: `work` must have no
 * effect outside the transaction.
 */
export async function transact<T>(
  deps: Pick<Deps, 'db'>,
  caller: Caller,
  work: (tx: Transaction<DB>) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await database(deps, caller)
        .transaction()
        .execute(async (tx) => {
          const result = await work(tx);
          await caller.seal?.(tx, result);
          return result;
        });
    } catch (error) {
      if (attempt === tries || !isConflict(error)) throw error;
      await sleep(5 * attempt + Math.random() * 20);
    }
  }
}

function database({ db }: Pick<Deps, 'db'>, caller: Caller) {
  return caller === house ? db.house : db.of(caller.accountId);
}

function isConflict(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '40P01' || error.code === '40001');
}
