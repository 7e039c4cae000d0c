/** Has followers do what waits for them: one event, one transaction, and its row goes in it. */
import { backoff } from '../../lib/backoff.ts';
import { faultWords } from '../../lib/fault-words.ts';
import {
  deleteFollowUp,
  listDueFollowUps,
  postponeFollowUp,
  takeFollowUp,
  type DueFollowUp,
} from '../../store/follow-up.ts';
import { house } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { transact } from '../transact.ts';

/** Seconds; after the last try it is parked for a person to look at. */
const patience = { first: 1, most: 600 } as const;
const tries = 12;

/**
 * Any number of processes may do it at once: a row belongs to the transaction that works on it, so what a process that
 * dies had begun is anybody's at once.
 * @returns how many were followed, well or not
 */
export async function runFollowUps(deps: Deps, limit: number): Promise<number> {
  const due = await listDueFollowUps(deps.db.house, limit);
  let followed = 0;
  for (const one of due) if (await runOne(deps, one)) followed += 1;
  return followed;
}

/** @returns false when somebody else has it */
async function runOne(deps: Deps, due: DueFollowUp): Promise<boolean> {
  const { accountId, follower } = due;
  const caller = { ...house, accountId };
  try {
    return await transact(deps, caller, async (tx) => {
      const event = await takeFollowUp(tx, due);
      if (!event) return false;
      const one = deps.followers.find(({ name }) => name === follower);
      // of another release, while a deployment rolls
      if (!one) throw new Error(`There is no follower ${follower}.`);
      await one.follow(deps, tx, caller, event);
      await deleteFollowUp(tx, due);
      return true;
    });
  } catch (error) {
    await postpone(deps, due, error);
    return true;
  }
}

async function postpone(deps: Deps, due: DueFollowUp, error: unknown): Promise<void> {
  const { accountId, follower, eventId } = due;
  const failures = due.attempts + 1;
  const waitSeconds = failures < tries ? backoff(patience, failures) : null;
  const outcome = waitSeconds === null ? 'a follow-up was given up' : 'a follow-up failed';
  deps.log.error({ err: error, account: accountId, follower, eventId, failures }, outcome);
  await postponeFollowUp(deps.db.of(accountId), { ...due, error: faultWords(error), waitSeconds });
}
