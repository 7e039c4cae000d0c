/** Bills of subscription orders: read, paid in parts or whole, overdue. */
import type { Transaction } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import { passDueDay, type Bill } from '../../domain/subscription/bill.ts';
import { billEvent, type SubscriptionView } from '../../domain/subscription/events.ts';
import { nextVersion } from '../../domain/subscription/lifecycle.ts';
import { findBill, listBillsOf, listOverdueBills, saveBill } from '../../store/bill.ts';
import type { CyclePage } from '../../store/cycle-page.ts';
import type { DB } from '../../store/schema.ts';
import { house, type Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { eachDue } from '../each-due.ts';
import { transact } from '../transact.ts';
import { changeOrder, type OrderChange, type SubscriptionDeps } from './change-order.ts';
import { getOrder } from './orders.ts';
import { receiveMoney } from './receive-money.ts';

/** @throws DomainError `bill_not_found` */
export async function getBill(deps: Pick<Deps, 'db'>, { accountId }: Caller, id: string): Promise<Bill> {
  const bill = await findBill(deps.db.of(accountId), accountId, id);
  if (!bill) throw notFound();
  return bill;
}

/** The newest first. @throws DomainError `subscription_order_not_found` */
export async function listOrderBills(deps: Pick<Deps, 'db'>, caller: Caller, page: CyclePage): Promise<Bill[]> {
  await getOrder(deps, caller, page.orderId);
  return listBillsOf(deps.db.of(caller.accountId), caller.accountId, page);
}

/**
 * Money has come in for a bill, perhaps only a part. The first bill pays for its order.
 * @param amount minor units of the bill's currency.
 * @throws DomainError `bill_not_found`, `not_payable` when nothing is due, `invalid_input` for more than is due
 */
export async function collectBill(deps: SubscriptionDeps, caller: Caller, id: string, amount: number): Promise<Bill> {
  return transact(deps, caller, (tx) =>
    changeBill(deps, tx, caller, id, (view, bill) => receiveMoney(tx, view, { bill, amount, now: deps.now() })),
  );
}

/** Any number of processes may do it at once: whoever comes second finds it done, or paid. @returns how many were due */
export async function passDueBills(deps: SubscriptionDeps & Pick<Deps, 'log'>, limit: number): Promise<number> {
  const now = deps.now();
  const due = await listOverdueBills(deps.db.house, now, limit);
  return eachDue(deps, due, 'a bill could not be called overdue', ({ accountId, id }) => {
    const caller = { ...house, accountId };
    return transact(deps, caller, (tx) =>
      changeBill(deps, tx, caller, id, (view, bill) => passed(tx, view, bill, now)),
    );
  });
}

async function passed(
  tx: Transaction<DB>,
  before: SubscriptionView,
  seen: Bill,
  now: Date,
): Promise<(OrderChange & { readonly bill: Bill }) | null> {
  const bill = passDueDay(seen, now);
  if (bill === seen) return null;
  await saveBill(tx, bill);
  const order = nextVersion(before.order, now);
  return { view: { ...before, order }, events: [billEvent('bill.overdue', order, { bill })], bills: [bill], bill };
}

/** Under the lock of its order. @returns the bill as the change leaves it. */
async function changeBill(
  deps: SubscriptionDeps,
  tx: Transaction<DB>,
  caller: Caller,
  id: string,
  act: (view: SubscriptionView, bill: Bill) => Promise<(OrderChange & { readonly bill: Bill }) | null>,
): Promise<Bill> {
  const { accountId } = caller;
  const find = async () => (await findBill(tx, accountId, id)) ?? Promise.reject(notFound());
  let bill = await find();
  await changeOrder(deps, tx, caller, bill.orderId, async (view) => {
    // it may have changed until the order was locked
    bill = await find();
    const change = await act(view, bill);
    if (change) ({ bill } = change);
    return change;
  });
  return bill;
}

const notFound = () => new DomainError('bill_not_found', 'There is no such bill.');
