/** The common way of a change: lock the order, let the domain decide, write what it says with its events and calls. */
import type { Transaction } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import type { ShippingOrderChanged } from '../../domain/shipping-order/change.ts';
import type { ShippingOrder } from '../../domain/shipping-order/shipping-order.ts';
import type { DB } from '../../store/schema.ts';
import { lockShippingOrder, saveShippingOrder } from '../../store/shipping-order.ts';
import { findPartners } from '../../store/shipping-partners.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { enqueueCall } from '../partner-call/enqueue-call.ts';
import { recordEvents } from '../record-events.ts';
import { callsFor } from './outgoing-calls.ts';

/** @throws DomainError `shipping_order_not_found`; whatever `act` throws */
export async function changeOrder(
  deps: Deps,
  tx: Transaction<DB>,
  caller: Caller,
  id: string,
  act: (order: ShippingOrder) => ShippingOrderChanged,
): Promise<ShippingOrder> {
  const before = await lockShippingOrder(tx, caller.accountId, id);
  if (!before) throw orderNotFound();
  const changed = act(before);
  if (changed.order !== before) await saveShippingOrder(tx, changed.order);
  await tellOf(deps, tx, caller, changed);
  return changed.order;
}

/** Events, and the calls to partners that follow from them. */
export async function tellOf(
  deps: Deps,
  tx: Transaction<DB>,
  caller: Caller,
  { order, events }: ShippingOrderChanged,
): Promise<void> {
  if (events.length === 0) return;
  await recordEvents(deps, tx, caller, events);
  const partners = await findPartners(tx, order);
  for (const call of callsFor(order, events, partners)) await enqueueCall(deps, tx, call);
}

export const orderNotFound = () => new DomainError('shipping_order_not_found', 'There is no such shipping order.');
