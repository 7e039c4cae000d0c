/** Issues the bill of a cycle. */
import type { Transaction } from 'kysely';
import { issueBill, type Adjustments, type Bill } from '../../domain/subscription/bill.ts';
import type { Cycle } from '../../domain/subscription/cycle.ts';
import type { SubscriptionOrder } from '../../domain/subscription/order.ts';
import { insertBills } from '../../store/bill.ts';
import type { DB } from '../../store/schema.ts';
import { nextSerial } from '../../store/serial-counter.ts';
import type { SubscriptionDeps } from './change-order.ts';

/** Holds the account's count of bills until the transaction ends. @param tx in which the order is locked, or new */
export async function makeBill(
  deps: SubscriptionDeps,
  tx: Transaction<DB>,
  order: SubscriptionOrder,
  cycle: Cycle,
  adjustments?: Adjustments,
): Promise<Bill> {
  const number = `SBL-${await nextSerial(tx, order.accountId, 'SBL')}`;
  const bill = issueBill(order, cycle, { id: deps.newId(), number, now: deps.now() }, adjustments);
  await insertBills(tx, [bill]);
  return bill;
}
