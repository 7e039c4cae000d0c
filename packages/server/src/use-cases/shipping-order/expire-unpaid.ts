/** Ends the orders that nobody has paid in time. */
import { expire } from '../../domain/shipping-order/lifecycle.ts';
import { listUnpaid, type DueOrder } from '../../store/shipping-order.ts';
import { house } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { transact } from '../transact.ts';
import { changeOrder } from './change-order.ts';

/**
 * Any number of processes may do it at once: whoever comes second finds it ended, or paid.
 * @returns how many were due; whoever could not be ended is told of in the log and tried again.
 */
export async function expireUnpaidOrders(deps: Deps, limit: number): Promise<number> {
  const due = await listUnpaid(deps.db.house, deps.now(), limit);
  let failure: unknown;
  for (const order of due) {
    try {
      await expireOne(deps, order);
    } catch (error) {
      // the others are not kept waiting for it
      deps.log.error({ err: error, order: order.id, account: order.accountId }, 'an unpaid order could not be ended');
      failure = error;
    }
  }
  if (failure !== undefined)
    throw failure instanceof Error ? failure : new Error('An unpaid order could not be ended.');
  return due.length;
}

async function expireOne(deps: Deps, { accountId, id }: DueOrder): Promise<void> {
  const caller = { ...house, accountId };
  await transact(deps, caller, (tx) => changeOrder(deps, tx, caller, id, (order) => expire(order, deps.now())));
}
