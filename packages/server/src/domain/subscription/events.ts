/** What is told of subscription orders and of their bills. */
import type { EventData, NewEvent } from '../event/event.ts';
import type { Bill } from './bill.ts';
import type { Fulfilment } from './fulfilment.ts';
import type { SubscriptionOrder } from './order.ts';
import type { Subscriber } from './plan.ts';

/** An order with what a partner reads beside it. */
export interface SubscriptionView {
  readonly order: SubscriptionOrder;
  readonly subscriber: Pick<Subscriber, 'name' | 'email' | 'phone'>;
  /** In an event the first; in a list of fulfilments, the one that is listed. */
  readonly fulfilment: Fulfilment | null;
  /** Of the same cycle, or of all of them where they are paid upfront. */
  readonly bill: Bill | null;
}

interface OrderChange {
  /** As it was after the change. */
  readonly subscription: SubscriptionView;
}

interface BillChange {
  readonly subscriptionOrder: Pick<SubscriptionOrder, 'id' | 'number' | 'state'>;
  readonly bill: Bill;
}

/** Data of each event type. All of them are events of the order. */
export interface SubscriptionChanges {
  'subscription_order.placed': OrderChange;
  'subscription_order.paid': OrderChange;
  'subscription_order.approved': OrderChange;
  'subscription_order.rejected': OrderChange;
  'subscription_order.terminated': OrderChange;
  'subscription_order.completed': OrderChange;
  'bill.issued': BillChange;
  /** `received`: what came in now, in minor units. */
  'bill.collected': BillChange & { readonly received: number };
  'bill.overdue': BillChange;
}

export type OrderEventType = Extract<keyof SubscriptionChanges, `subscription_order.${string}`>;
type BillEventType = Extract<keyof SubscriptionChanges, `bill.${string}`>;

/** @param subscription the order as the change has left it. */
export function orderEvent(type: OrderEventType, subscription: SubscriptionView): NewEvent {
  return eventOf(subscription.order, type, { subscription });
}

/** @param order at the version that reports it: see `nextVersion`. */
export function billEvent<T extends BillEventType>(
  type: T,
  order: SubscriptionOrder,
  facts: Omit<EventData[T], 'subscriptionOrder'>,
): NewEvent {
  const { id, number, state } = order;
  return eventOf(order, type, { subscriptionOrder: { id, number, state }, ...facts });
}

function eventOf({ id, version }: SubscriptionOrder, type: keyof SubscriptionChanges, data: object): NewEvent {
  // one member of the union by construction: those who call give the data of the type
  return { aggregate: 'subscription_order', aggregateId: id, sequence: version, type, data } as unknown as NewEvent;
}
