/** Pure: what the lists of partners find subscription orders, their fulfilments and their bills by. */
import { billStates, type Bill } from '../../domain/subscription/bill.ts';
import type { SubscriptionView } from '../../domain/subscription/events.ts';
import { fulfilmentStatuses, type Fulfilment } from '../../domain/subscription/fulfilment.ts';
import { orderStates } from '../../domain/subscription/order-state.ts';
import { fulfilmentKinds } from '../../domain/subscription/plan.ts';
import type { ListingRow } from '../../store/listing.ts';
import { searchable } from './searchable.ts';

type Listed = Pick<SubscriptionView, 'order' | 'subscriber'>;

/** What a filter of fulfilments chooses from: a row's status is its place here. */
export const fulfilmentPlaces = fulfilmentKinds.flatMap((kind) =>
  fulfilmentStatuses.map((status) => ({ kind, status })),
);

export function orderRow(view: Listed & Pick<SubscriptionView, 'fulfilment'>): ListingRow {
  const { id, state, terms, placedAt } = view.order;
  const kind = fulfilmentKinds.indexOf(terms.fulfilment);
  return {
    list: 'orders',
    rowId: id,
    kind,
    status: orderStates.indexOf(state),
    at: placedAt,
    text: textOf(view, view.fulfilment?.reference ?? null),
  };
}

/** Dates are those of the order, as the document's `created_time`. */
export function fulfilmentRow(view: Listed, { id, kind, status, reference }: Fulfilment): ListingRow {
  return {
    list: 'fulfilments',
    rowId: id,
    kind: fulfilmentKinds.indexOf(kind),
    status: fulfilmentPlaces.findIndex((one) => one.kind === kind && one.status === status),
    at: view.order.placedAt,
    text: textOf(view, reference),
  };
}

/** Bills are of one kind. */
export function billRow(view: Listed, { id, state, number, createdAt }: Bill): ListingRow {
  return {
    list: 'bills',
    rowId: id,
    kind: 0,
    status: billStates.indexOf(state),
    at: createdAt,
    text: textOf(view, number),
  };
}

function textOf({ order, subscriber }: Listed, own: string | null): string {
  const { number, terms, refs } = order;
  return searchable(number, subscriber.name, terms.planName, terms.variationName, terms.storeName, own, ...refs);
}
