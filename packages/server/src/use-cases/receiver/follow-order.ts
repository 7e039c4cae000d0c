/** What a receiver is shown of a shipping order, and what they say of it. */
import type { RecordedEvent } from '../../domain/event/event.ts';
import type { ReceiverSession } from '../../domain/receiver/receiver-session.ts';
import type { ShippingOrder } from '../../domain/shipping-order/shipping-order.ts';
import type { ShippingStatus } from '../../domain/shipping-order/shipping-status.ts';
import { findCarrier } from '../../store/carrier.ts';
import type { Deps } from '../deps.ts';
import { readTimeline } from '../event/read-timeline.ts';
import { findServiceById } from '../provider/find-service.ts';
import type { RegisteredService } from '../provider/verbs.ts';
import { orderNotFound } from '../shipping-order/change-order.ts';
import { receive } from '../shipping-order/hear.ts';
import { findByNumber } from '../shipping-order/read-orders.ts';

/** Steps in the life of an order; none has more. */
const mostSteps = 100;

export interface HistoryStep {
  readonly at: Date;
  readonly what: ShippingStatus | 'placed' | 'reassigned' | 'refund_due';
  readonly message: string | null;
}

export interface FollowedOrder {
  readonly order: ShippingOrder;
  readonly of: RegisteredService;
}

/** @throws DomainError `shipping_order_not_found` */
export async function findFollowed(deps: Deps, number: string): Promise<FollowedOrder> {
  const order = await findByNumber(deps, number);
  const of = order && (await findServiceById(deps, order.accountId, order.serviceId));
  if (!of) throw orderNotFound();
  return { order, of };
}

/** It is the order of this browser's receiver. */
export const isTheirs = (
  { accountId, serviceId, orderId }: ShippingOrder,
  session: ReceiverSession | null,
): session is ReceiverSession =>
  session !== null &&
  session.identified &&
  session.accountId === accountId &&
  session.serviceId === serviceId &&
  session.orderId === orderId;

/** What only its receiver sees. */
export async function readStory(
  deps: Deps,
  { accountId, id, carrierId }: ShippingOrder,
): Promise<{ readonly carrierName: string; readonly history: readonly HistoryStep[] }> {
  const caller = { accountId, actor: 'receiver', credentialId: null };
  const [carrier, events] = await Promise.all([
    findCarrier(deps.db.of(accountId), accountId, carrierId),
    readTimeline(deps, caller, id, { after: 0, limit: mostSteps }),
  ]);
  return { carrierName: carrier?.name ?? '', history: events.flatMap(toStep) };
}

function toStep({ type, data, occurredAt: at }: RecordedEvent): readonly HistoryStep[] {
  if (type === 'shipping_order.created') return [{ at, what: 'placed', message: null }];
  if (type === 'shipping_order.paid') return [{ at, what: 'paid', message: null }];
  if (type === 'shipping_order.reassigned') return [{ at, what: 'reassigned', message: null }];
  if (type === 'shipping_order.refund_due') return [{ at, what: 'refund_due', message: null }];
  if (type === 'shipping_order.status_changed') return [{ at, what: data.to, message: data.message }];
  return [];
}

/** The receiver has the goods. Saying so twice is once. @throws DomainError `illegal_transition` */
export async function confirmReceipt(deps: Deps, { accountId, id }: ShippingOrder): Promise<void> {
  await receive(deps, { accountId, actor: 'receiver', credentialId: null }, id);
}
