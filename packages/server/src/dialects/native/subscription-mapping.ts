/** Pure: stores, plans, subscribers, orders, bills and fulfilments between the core and the native API. */
import { balanceOf, type Bill as CoreBill } from '../../domain/subscription/bill.ts';
import type { SubscriptionView } from '../../domain/subscription/events.ts';
import type { Fulfilment as CoreFulfilment } from '../../domain/subscription/fulfilment.ts';
import type * as core from '../../domain/subscription/plan.ts';
import { iso, isoOrNull } from './iso.ts';
import type { Bill } from './schemas/bill.ts';
import type { Fulfilment } from './schemas/fulfilment.ts';
import type { Store } from './schemas/store.ts';
import type { Subscriber } from './schemas/subscriber.ts';
import type { SubscriptionOrder } from './schemas/subscription-order.ts';
import type { SubscriptionPlan } from './schemas/subscription-plan.ts';

export function toStore(one: core.Store): Store {
  const { id, version, name, phone, address, position, createdAt, updatedAt } = one;
  return { id, version, name, phone, address, position, createdAt: iso(createdAt), updatedAt: iso(updatedAt) };
}

export function toSubscriber(one: core.Subscriber): Subscriber {
  const { id, version, name, email, phone, billing, shipping, createdAt, updatedAt } = one;
  return { id, version, name, email, phone, billing, shipping, createdAt: iso(createdAt), updatedAt: iso(updatedAt) };
}

export function toPlan(one: core.SubscriptionPlan): SubscriptionPlan {
  return {
    id: one.id,
    version: one.version,
    number: one.number,
    storeId: one.storeId,
    name: one.name,
    ...toTerms(one),
    currency: one.currency,
    variations: one.variations.map((variation) => ({ ...variation, options: [...variation.options] })),
    archivedAt: isoOrNull(one.archivedAt),
    createdAt: iso(one.createdAt),
    updatedAt: iso(one.updatedAt),
  };
}

function toTerms(one: Pick<core.SubscriptionPlan, keyof Terms>): Terms {
  const { model, cycle, deliveryMode, fulfilment, period, effective, dueDays, deliveryDays, product } = one;
  const shown = product.map(({ name, variation }) => ({ name, variation: [...variation] }));
  return { model, cycle, deliveryMode, fulfilment, period, effective, dueDays, deliveryDays, product: shown };
}
type Terms = Pick<
  SubscriptionPlan,
  'model' | 'cycle' | 'deliveryMode' | 'fulfilment' | 'period' | 'effective' | 'dueDays' | 'deliveryDays' | 'product'
>;

export function toSubscriptionOrder({ order, subscriber, bill, fulfilment }: SubscriptionView): SubscriptionOrder {
  const { planNumber, planName, variationName, sku } = order.terms;
  return {
    id: order.id,
    version: order.version,
    number: order.number,
    state: order.state,
    storeId: order.storeId,
    storeName: order.terms.storeName,
    planId: order.planId,
    variationId: order.variationId,
    subscriberId: order.subscriberId,
    subscriberName: subscriber.name,
    terms: { planNumber, planName, variationName, sku, ...toTerms(order.terms) },
    quantity: order.quantity,
    price: order.price,
    currency: order.currency,
    billing: order.billing,
    shipping: order.shipping,
    references: [...order.refs],
    timeZone: order.timeZone,
    firstDay: order.anchor,
    cyclesMade: order.cyclesMade,
    nextCycleAt: isoOrNull(order.nextCycleAt),
    firstBill: bill && toBill(bill),
    firstFulfilment: fulfilment && toFulfilment(fulfilment),
    placedAt: iso(order.placedAt),
    paidAt: isoOrNull(order.paidAt),
    approvedAt: isoOrNull(order.approvedAt),
    endedAt: isoOrNull(order.endedAt),
    reason: order.reason,
    updatedAt: iso(order.updatedAt),
  };
}

export function toBill(one: CoreBill): Bill {
  return {
    id: one.id,
    orderId: one.orderId,
    number: one.number,
    cycle: one.cycle,
    date: one.date,
    dueAt: iso(one.dueAt),
    state: one.state,
    amount: one.amount,
    discount: one.discount,
    merchantDiscount: one.merchantDiscount,
    tax: one.tax,
    final: one.final,
    collected: one.collected,
    balance: balanceOf(one),
    currency: one.currency,
    paidAt: isoOrNull(one.paidAt),
    createdAt: iso(one.createdAt),
  };
}

export function toFulfilment(one: CoreFulfilment): Fulfilment {
  return {
    id: one.id,
    orderId: one.orderId,
    cycle: one.cycle,
    sequence: one.sequence,
    total: one.total,
    kind: one.kind,
    status: one.status,
    reference: one.reference,
    deliveryId: one.deliveryId,
    code: one.code,
    expiresAt: isoOrNull(one.expiresAt),
    deliveredAt: isoOrNull(one.deliveredAt),
    confirmedAt: isoOrNull(one.confirmedAt),
    createdAt: iso(one.createdAt),
  };
}
