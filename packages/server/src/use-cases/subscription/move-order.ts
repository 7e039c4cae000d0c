/** What happens to an order that is placed: paid, approved, rejected, terminated. */
import { balanceOf, voidBill } from '../../domain/subscription/bill.ts';
import { orderEvent, type SubscriptionView } from '../../domain/subscription/events.ts';
import { approve, reject, terminate } from '../../domain/subscription/lifecycle.ts';
import { assertOrderMove } from '../../domain/subscription/order-state.ts';
import { saveBill } from '../../store/bill.ts';
import type { Caller } from '../caller.ts';
import { transact } from '../transact.ts';
import { changeOrder, type SubscriptionDeps } from './change-order.ts';
import { makeFulfilments } from './make-fulfilments.ts';
import { payFor, receiveMoney } from './receive-money.ts';

/**
 * The whole first bill has been paid.
 * @throws DomainError `subscription_order_not_found`, `illegal_transition`
 */
export async function payOrder(deps: SubscriptionDeps, caller: Caller, id: string): Promise<SubscriptionView> {
  const now = deps.now();
  return transact(deps, caller, (tx) =>
    changeOrder(deps, tx, caller, id, async (view) => {
      assertOrderMove(view.order.state, 'paid');
      const { bill } = view;
      const amount = bill ? balanceOf(bill) : 0;
      return bill && amount > 0 ? receiveMoney(tx, view, { bill, amount, now }) : payFor(view, now);
    }),
  );
}

/**
 * The partner confirms it. What its first cycle brings is ordered with it.
 * @throws DomainError `subscription_order_not_found`, `illegal_transition`, `duplicate` when its reference number is taken
 */
export async function approveOrder(deps: SubscriptionDeps, caller: Caller, id: string): Promise<SubscriptionView> {
  return transact(deps, caller, (tx) =>
    changeOrder(deps, tx, caller, id, async (before) => {
      const { order, first } = approve(before.order, deps.now());
      const fulfilments = await makeFulfilments(deps, tx, caller, order, [first]);
      const view = { ...before, order, fulfilment: fulfilments[0] ?? null };
      return { view, events: [orderEvent('subscription_order.approved', view)], fulfilments };
    }),
  );
}

/**
 * The partner does not want it. A bill that nobody has paid is void; money that came in is for people to give back.
 * @throws DomainError `subscription_order_not_found`, `illegal_transition`
 */
export async function rejectOrder(
  deps: SubscriptionDeps,
  caller: Caller,
  id: string,
  reason: string | null,
): Promise<SubscriptionView> {
  return transact(deps, caller, (tx) =>
    changeOrder(deps, tx, caller, id, async (before) => {
      const order = reject(before.order, reason, deps.now());
      const bill = before.bill && voidBill(before.bill);
      if (bill) await saveBill(tx, bill);
      const view = { ...before, order, bill };
      return { view, events: [orderEvent('subscription_order.rejected', view)], bills: bill ? [bill] : [] };
    }),
  );
}

/**
 * It ends before its time. No further cycle is made; what was billed stays due, and deliveries under way go on.
 * @throws DomainError `subscription_order_not_found`, `illegal_transition`
 */
export async function terminateOrder(
  deps: SubscriptionDeps,
  caller: Caller,
  id: string,
  reason: string | null,
): Promise<SubscriptionView> {
  return transact(deps, caller, (tx) =>
    changeOrder(deps, tx, caller, id, async (before) => {
      const view = { ...before, order: terminate(before.order, reason, deps.now()) };
      return { view, events: [orderEvent('subscription_order.terminated', view)] };
    }),
  );
}
