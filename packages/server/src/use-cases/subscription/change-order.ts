/** The common way of a change: lock the order, let the domain decide, write what it says, and what lists find it by. */
import type { Transaction } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import type { NewEvent } from '../../domain/event/event.ts';
import type { Bill } from '../../domain/subscription/bill.ts';
import type { SubscriptionView } from '../../domain/subscription/events.ts';
import type { Fulfilment } from '../../domain/subscription/fulfilment.ts';
import type { DB } from '../../store/schema.ts';
import { writeListing } from '../../store/listing.ts';
import { lockSubscriptionOrder, saveSubscriptionOrder } from '../../store/subscription-order.ts';
import { findOrderViews } from '../../store/subscription-view.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { billRow, fulfilmentRow, orderRow } from '../listing/rows.ts';
import { recordEvents } from '../record-events.ts';

/** What it takes to change a subscription: processes that make cycles have nothing else. */
export type SubscriptionDeps = Pick<Deps, 'db' | 'now' | 'newId'>;

export interface OrderChange {
  /** As the change leaves it, with its first bill and its first fulfilment. */
  readonly view: SubscriptionView;
  readonly events: readonly NewEvent[];
  /** New ones and those that have changed, written already. */
  readonly bills?: readonly Bill[];
  readonly fulfilments?: readonly Fulfilment[];
}

/**
 * @param act null: nothing is to be done.
 * @throws DomainError `subscription_order_not_found`; whatever `act` throws
 */
export async function changeOrder(
  deps: SubscriptionDeps,
  tx: Transaction<DB>,
  caller: Caller,
  id: string,
  act: (view: SubscriptionView) => Promise<OrderChange | null>,
): Promise<SubscriptionView> {
  const locked = await lockSubscriptionOrder(tx, caller.accountId, id);
  const [before] = locked ? await findOrderViews(tx, caller.accountId, [id]) : [];
  if (!before) throw orderNotFound();
  const change = await act(before);
  if (!change) return before;
  if (change.view.order !== before.order) await saveSubscriptionOrder(tx, change.view.order);
  await tellOf(deps, tx, caller, change);
  return change.view;
}

/** Events, and rows of the lists: the last that a transaction does, because it holds their counters. */
export async function tellOf(
  deps: SubscriptionDeps,
  tx: Transaction<DB>,
  caller: Caller,
  { view, events, bills = [], fulfilments = [] }: OrderChange,
): Promise<void> {
  await recordEvents(deps, tx, caller, events);
  await writeListing(tx, caller.accountId, [
    // without an event its state is the same
    ...(events.length > 0 ? [orderRow(view)] : []),
    ...bills.map((bill) => billRow(view, bill)),
    ...fulfilments.map((one) => fulfilmentRow(view, one)),
  ]);
}

export const orderNotFound = () =>
  new DomainError('subscription_order_not_found', 'There is no such subscription order.');
