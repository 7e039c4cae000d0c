/** The shape of a change: the order after it and the events that report it. Version and event sequence grow together. */
import type { EventData, NewEvent } from '../event/event.ts';
import type { Cause, RefundReason, ShippingChanges, ShippingOrderSummary } from './events.ts';
import type { ShippingOrder } from './shipping-order.ts';
import { assertCanShip, type ShippingStatus } from './shipping-status.ts';

export interface ShippingOrderChanged {
  readonly order: ShippingOrder;
  /** In their order; none when nothing moved, though what we know of it may have changed. */
  readonly events: readonly NewEvent[];
}

type OrderEventType = Extract<keyof ShippingChanges, `shipping_order.${string}`>;
type Facts<T extends OrderEventType> = Omit<EventData[T], 'shippingOrder'>;

export function unchanged(order: ShippingOrder): ShippingOrderChanged {
  return { order, events: [] };
}

/** One change after another. */
export function followed(
  { order, events }: ShippingOrderChanged,
  next: (order: ShippingOrder) => ShippingOrderChanged,
): ShippingOrderChanged {
  const then = next(order);
  return { order: then.order, events: [...events, ...then.events] };
}

/** The next version with one event. */
export function change<T extends OrderEventType>(
  before: ShippingOrder,
  patch: Partial<ShippingOrder>,
  type: T,
  facts: Facts<T>,
  now: Date,
): ShippingOrderChanged {
  const order: ShippingOrder = { ...before, ...patch, version: before.version + 1, updatedAt: now };
  return { order, events: [eventOf(order, type, facts)] };
}

/** As `change`, to another status. @throws DomainError `illegal_transition` */
export function move(
  before: ShippingOrder,
  to: ShippingStatus,
  { cause, message, patch = {} }: { cause: Cause; message: string | null; patch?: Partial<ShippingOrder> },
  now: Date,
): ShippingOrderChanged {
  assertCanShip(before.status, to);
  const facts = { from: before.status, to, message, cause };
  return change(before, { ...patch, status: to, message }, 'shipping_order.status_changed', facts, now);
}

/** Money that came in and is not ours to keep. The order itself stays as it is. */
export function oweRefund(before: ShippingOrder, amount: number, why: RefundReason, now: Date): ShippingOrderChanged {
  const facts = { amount, currency: before.currency, refundReason: why };
  return change(before, {}, 'shipping_order.refund_due', facts, now);
}

/** What was owed has gone back. */
export function refunded(before: ShippingOrder, amount: number, now: Date): ShippingOrderChanged {
  return change(before, {}, 'shipping_order.refunded', { amount, currency: before.currency }, now);
}

/** What was paid through us goes back when an order ends without its goods. */
export function giveBack(order: ShippingOrder, why: 'cancelled' | 'expired', now: Date): ShippingOrderChanged {
  return order.paidAmount > 0 ? oweRefund(order, order.paidAmount, why, now) : unchanged(order);
}

export function eventOf<T extends OrderEventType>(order: ShippingOrder, type: T, facts: Facts<T>): NewEvent {
  const data = { shippingOrder: summaryOf(order), ...facts };
  const event = { aggregate: 'shipping_order', aggregateId: order.id, sequence: order.version, type, data };
  // one member of the union by construction: type and data share T
  return event as unknown as NewEvent;
}

function summaryOf(order: ShippingOrder): ShippingOrderSummary {
  const { id, number, serviceId, orderId, status, providerStatus, message, carrierId, waybill, deliveryId } = order;
  return { id, number, serviceId, orderId, status, providerStatus, message, carrierId, waybill, deliveryId };
}
