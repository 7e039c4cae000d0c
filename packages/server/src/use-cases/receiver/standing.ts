/** How things stand with the order that a receiver has come for. */
import type { OrderDetails } from '../../domain/public-order/public-order.ts';
import type { ReceiverSession } from '../../domain/receiver/receiver-session.ts';
import { obstacleOf, type Obstacle } from '../../domain/shipping-order/may-add-delivery.ts';
import type { ShippingOrder } from '../../domain/shipping-order/shipping-order.ts';
import { findOpenOrder } from '../../store/shipping-order.ts';
import type { Deps } from '../deps.ts';
import { fetchDetails } from '../provider/fetch-details.ts';
import type { RegisteredService } from '../provider/verbs.ts';

export type Standing =
  /** Nothing of it may be shown yet. */
  | { readonly kind: 'unidentified'; readonly receiverId: string }
  /** The service does without us, or the order does by now. */
  | { readonly kind: 'refused'; readonly obstacle: Obstacle | 'no_delivery' }
  | { readonly kind: 'placed'; readonly order: ShippingOrder }
  | { readonly kind: 'open'; readonly details: OrderDetails };

/** @throws DomainError `public_order_not_found`, `partner_unavailable` */
export async function standingOf(
  deps: Deps,
  of: RegisteredService,
  { orderId, identified }: Pick<ReceiverSession, 'orderId' | 'identified'>,
): Promise<Standing> {
  const { accountId, id: serviceId, addDelivery } = of.service;
  if (!addDelivery) return { kind: 'refused', obstacle: 'no_delivery' };
  const order = await findOpenOrder(deps.db.of(accountId), accountId, { serviceId, orderId });
  if (order) return identified ? { kind: 'placed', order } : { kind: 'unidentified', receiverId: order.receiver.id };
  const details = await fetchDetails(deps, of, orderId);
  if (!identified) return { kind: 'unidentified', receiverId: details.receiver.id };
  const obstacle = obstacleOf(details, deps.now());
  return obstacle === null ? { kind: 'open', details } : { kind: 'refused', obstacle };
}
