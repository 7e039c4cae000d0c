/** Ends policies whose time is over: a task of housekeeping. */
import { expire } from '../../domain/policy/lifecycle.ts';
import { listOverdue, lockPolicy, savePolicy } from '../../store/policy.ts';
import { house, type Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { recordEvents } from '../record-events.ts';
import { transact } from '../transact.ts';

/** Read at once; each is ended in a transaction of its own. */
const pageSize = 200;

/** @returns how many have ended. */
export async function expirePolicies(deps: Deps): Promise<number> {
  const now = deps.now();
  let ended = 0;
  for (;;) {
    const overdue = await listOverdue(deps.db.house, now, pageSize);
    for (const { accountId, id } of overdue) await expireOne(deps, { ...house, accountId }, id, now);
    ended += overdue.length;
    if (overdue.length < pageSize) return ended;
  }
}

/** Nothing happens to one that has ended meanwhile. */
async function expireOne(deps: Deps, caller: Caller, id: string, now: Date): Promise<void> {
  await transact(deps, caller, async (tx) => {
    const before = await lockPolicy(tx, caller.accountId, id);
    if (!before) return;
    const { policy, events } = expire(before, now);
    if (events.length === 0) return;
    await savePolicy(tx, policy);
    await recordEvents(deps, tx, caller, events);
  });
}
