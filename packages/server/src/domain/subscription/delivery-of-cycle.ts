/** The delivery that brings what a cycle brings. Pure. */
import { blankPlace } from '../delivery/blank-place.ts';
import type { DeliveryDraft } from '../delivery/delivery.ts';
import { fulfilmentCount, spanOf, type Cycle } from './cycle.ts';
import type { SubscriptionOrder } from './order.ts';
import type { Contact, Store } from './plan.ts';

export interface CycleDelivery {
  readonly order: SubscriptionOrder;
  readonly cycle: Pick<Cycle, 'day'>;
  readonly store: Pick<Store, 'name' | 'phone' | 'address' | 'position'>;
  /** Whom it is brought to. */
  readonly recipient: Contact;
  /** `DO-MR1907-6487-1` */
  readonly reference: string;
  readonly now: Date;
}

/** From the store, where that has an address; else it is handed to us. It was paid for with its bill. */
export function deliveryOfCycle({ order, cycle, store, recipient, reference, now }: CycleDelivery): DeliveryDraft {
  const { terms, quantity, price } = order;
  const value = valueOf(order);
  const code = terms.sku ?? String(terms.planNumber);
  return {
    orderNumber: reference,
    waybillNumber: null,
    service: null,
    direction: 'forward',
    legs: store.address ? 'both' : 'dropoff',
    orderedAt: now,
    distributionCentre: null,
    weightGrams: null,
    volumeMm3: null,
    goodsValue: value,
    currency: order.currency,
    declaredPackages: 1,
    paymentMode: 'prepaid',
    cashOnPickup: null,
    partialAllowed: false,
    returnAllowed: true,
    cancellationAllowed: true,
    carriage: null,
    dropoffKind: null,
    pickup: store.address && {
      ...blankPlace,
      customerName: store.name,
      phone: store.phone,
      address: store.address,
      position: store.position,
    },
    dropoff: {
      ...blankPlace,
      customerName: recipient.name,
      phone: recipient.phone,
      email: recipient.email,
      address: recipient.address,
      window: spanOf(order, cycle, now),
    },
    returnTo: null,
    packages: [
      {
        code,
        type: null,
        amount: value,
        units: quantity,
        state: 'expected',
        loadedUnits: 0,
        unloadedUnits: 0,
        items: [
          { code, name: terms.variationName, price, quantity, deliveredQuantity: null, type: null, weightGrams: null },
        ],
      },
    ],
  };
}

/** What is paid upfront is paid for all that is brought. */
function valueOf({ terms, price, quantity }: SubscriptionOrder): number {
  const paid = price * quantity;
  return terms.cycle === 'upfront' ? Math.round(paid / (fulfilmentCount(terms) ?? 1)) : paid;
}
