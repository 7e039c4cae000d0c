/** Makes the bills and the deliveries of cycles that have begun, also those that nobody was there to make. */
import type { Transaction } from 'kysely';
import type { NewEvent } from '../../domain/event/event.ts';
import type { Bill } from '../../domain/subscription/bill.ts';
import { cyclesDue } from '../../domain/subscription/cycle.ts';
import { billEvent, orderEvent, type SubscriptionView } from '../../domain/subscription/events.ts';
import { complete, countedOf, nextVersion, noteCycles } from '../../domain/subscription/lifecycle.ts';
import type { Due } from '../../store/due.ts';
import type { DB } from '../../store/schema.ts';
import { listDueOrders, postponeCycles, takeDueOrder } from '../../store/subscription-order.ts';
import { house, type Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { transact } from '../transact.ts';
import { changeOrder, type OrderChange, type SubscriptionDeps } from './change-order.ts';
import { makeBill } from './make-bill.ts';
import { makeFulfilments } from './make-fulfilments.ts';

/** Cycles of one order in one transaction. */
const mostAtOnce = 36;
/** Until one that failed is tried again: it does not stand before the others meanwhile. */
const postponedMs = 10 * 60_000;

/**
 * Each order in a transaction of its own. Any number of processes may do it at once: they take different orders, and a
 * process that dies has made whole orders or nothing.
 * @param limit orders.
 * @returns how many were due
 */
export async function runCycles(deps: SubscriptionDeps & Pick<Deps, 'log'>, limit: number): Promise<number> {
  const due = await listDueOrders(deps.db.house, deps.now(), limit);
  for (const one of due) {
    try {
      await runOne(deps, one);
    } catch (error) {
      const { id, accountId } = one;
      deps.log.error({ err: error, id, account: accountId }, 'cycles of a subscription could not be made');
      await postponeCycles(deps.db.of(accountId), one, new Date(deps.now().getTime() + postponedMs));
    }
  }
  return due.length;
}

async function runOne(deps: SubscriptionDeps, due: Due): Promise<void> {
  const caller = { ...house, accountId: due.accountId };
  let more = true;
  while (more) {
    more = await transact(deps, caller, async (tx) => {
      const now = deps.now();
      if (!(await takeDueOrder(tx, due, now))) return false;
      const { order } = await changeOrder(deps, tx, caller, due.id, (view) => makeCycles(deps, tx, caller, view));
      return order.nextCycleAt !== null && order.nextCycleAt <= now;
    });
  }
}

async function makeCycles(
  deps: SubscriptionDeps,
  tx: Transaction<DB>,
  caller: Caller,
  before: SubscriptionView,
): Promise<OrderChange | null> {
  const now = deps.now();
  const counted = countedOf(before.order);
  if (!counted) return null;
  const { cycles, nextAt, over } = cyclesDue(counted, now, mostAtOnce);
  const cyclesMade = cycles.at(-1)?.number ?? counted.cyclesMade;
  let order = noteCycles(before.order, { cyclesMade, nextCycleAt: nextAt }, now);
  const events: NewEvent[] = [];
  const bills: Bill[] = [];
  const fulfilments = await makeFulfilments(deps, tx, caller, order, cycles);
  // after the deliveries: it holds the account's count of bills
  for (const cycle of cycles.filter(({ hasBill }) => hasBill)) {
    const bill = await makeBill(deps, tx, order, cycle);
    order = nextVersion(order, now);
    events.push(billEvent('bill.issued', order, { bill }));
    bills.push(bill);
  }
  if (over) {
    order = complete(order, now);
    events.push(orderEvent('subscription_order.completed', { ...before, order }));
  }
  return { view: { ...before, order }, events, bills, fulfilments };
}
