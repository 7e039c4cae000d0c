/** Ends the orders that nobody has paid in time. */
import { expire } from '../../domain/shipping-order/lifecycle.ts';
import { listUnpaid } from '../../store/shipping-order.ts';
import { house } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { eachDue } from '../each-due.ts';
import { transact } from '../transact.ts';
import { changeOrder } from './change-order.ts';

/**
 * Any number of processes may do it at once: whoever comes second finds it ended, or paid.
 * @returns how many were due; whoever could not be ended is told of in the log and tried again.
 */
export async function expireUnpaidOrders(deps: Deps, limit: number): Promise<number> {
  const due = await listUnpaid(deps.db.house, deps.now(), limit);
  return eachDue(deps, due, 'an unpaid order could not be ended', ({ accountId, id }) => {
    const caller = { ...house, accountId };
    return transact(deps, caller, (tx) => changeOrder(deps, tx, caller, id, (order) => expire(order, deps.now())));
  });
}
