/** Pure: what events of subscription orders and of bills say beside the common fields. */
import type { RecordedEvent } from '../../domain/event/event.ts';
import type { EventData } from './schemas/event.ts';

type Data = RecordedEvent['data'];
type Bill = Extract<Data, { readonly received: number }>['bill'];
/** What a field holds that is there. */
type Shown<K extends keyof EventData> = NonNullable<EventData[K]>;
type Subscription = Extract<Data, { readonly subscription: unknown }>['subscription'];

/** Only what the event has. */
export function toSubscriptionFields(data: Data): Partial<EventData> {
  if ('subscription' in data) return toOrderFields(data.subscription);
  if (!('subscriptionOrder' in data)) return {};
  const { id, number, state } = data.subscriptionOrder;
  return {
    subscriptionOrder: { id, number, state },
    bill: toBill(data.bill),
    ...('received' in data && { received: data.received }),
  };
}

function toOrderFields({ order, fulfilment, bill }: Subscription): Partial<EventData> {
  const { id, number, state, reason } = order;
  return {
    subscriptionOrder: { id, number, state },
    fulfilment: fulfilment && toFulfilment(fulfilment),
    bill: bill && toBill(bill),
    reason,
  };
}

function toFulfilment(fulfilment: NonNullable<Subscription['fulfilment']>): Shown<'fulfilment'> {
  const { id, reference, kind, status, deliveryId } = fulfilment;
  return { id, reference, kind, status, deliveryId };
}

function toBill({ id, number, cycle, state, dueAt, final, collected, currency }: Bill): Shown<'bill'> {
  return { id, number, cycle, state, dueAt, final, collected, currency };
}
