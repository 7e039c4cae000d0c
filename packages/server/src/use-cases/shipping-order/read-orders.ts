/** Reads shipping orders. */
import type { ShippingOrder } from '../../domain/shipping-order/shipping-order.ts';
import type { ShippingStatus } from '../../domain/shipping-order/shipping-status.ts';
import { findShippingOrder } from '../../store/receiver-lookup.ts';
import { findShippingOrderById, listShippingOrders as selectOrders } from '../../store/shipping-order.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import type { PageOf } from '../page.ts';
import { orderNotFound } from './change-order.ts';
import type { FindByNumber } from './verbs.ts';

/** @throws DomainError `shipping_order_not_found` */
export async function getShippingOrder(deps: Deps, { accountId }: Caller, id: string): Promise<ShippingOrder> {
  const order = await findShippingOrderById(deps.db.of(accountId), accountId, id);
  if (!order) throw orderNotFound();
  return order;
}

/** Newest first. */
export async function listShippingOrders(
  deps: Deps,
  { accountId }: Caller,
  filter: PageOf & { readonly status: ShippingStatus | null; readonly number: string | null },
): Promise<ShippingOrder[]> {
  return selectOrders(deps.db.of(accountId), accountId, filter);
}

/** Whoever asks by a number names no account. */
export const findByNumber: FindByNumber = async (deps, number) => {
  const found = await findShippingOrder(deps.db.anyone, number);
  return found && findShippingOrderById(deps.db.of(found.accountId), found.accountId, found.shippingOrderId);
};
