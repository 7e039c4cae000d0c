/** Reads subscription orders as the native API lists them. */
import type { SubscriptionView } from '../../domain/subscription/events.ts';
import { listOrderIds, type OrderFilter } from '../../store/subscription-order.ts';
import { findOrderViews } from '../../store/subscription-view.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { orderNotFound } from './change-order.ts';

/** With its first fulfilment and its first bill. @throws DomainError `subscription_order_not_found` */
export async function getOrder(deps: Pick<Deps, 'db'>, { accountId }: Caller, id: string): Promise<SubscriptionView> {
  const [view] = await findOrderViews(deps.db.of(accountId), accountId, [id]);
  if (!view) throw orderNotFound();
  return view;
}

/** Newest first. */
export async function pageOfOrders(
  deps: Pick<Deps, 'db'>,
  { accountId }: Caller,
  filter: OrderFilter,
): Promise<SubscriptionView[]> {
  const db = deps.db.of(accountId);
  return findOrderViews(db, accountId, await listOrderIds(db, accountId, filter));
}
