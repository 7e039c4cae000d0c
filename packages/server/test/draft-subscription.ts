/** Subscription orders to test with: SO-7486 of the document, on its plan. */
import type { SubscriptionOrder, SubscriptionOrderDraft, Terms } from '../src/domain/subscription/order.ts';
import { approve, pay, place } from '../src/domain/subscription/lifecycle.ts';
import type { Contact } from '../src/domain/subscription/plan.ts';

export const planTerms = (change: Partial<Terms> = {}): Terms => ({
  storeName: 'LOCKIN Malaysia',
  planNumber: 3993,
  planName: '2X Pro Rental Plan - 6 month Advance Payment',
  variationName: '2X Pro Rental Plan - 6 month Advance Payment',
  sku: null,
  model: 'rent_to_own',
  cycle: 'upfront',
  deliveryMode: 'one_time',
  fulfilment: 'delivery',
  period: 6,
  effective: null,
  dueDays: 7,
  deliveryDays: 3,
  product: [],
  ...change,
});

const home: Contact = {
  name: 'LEONG KOK YOONG',
  phone: '+60123456789',
  email: null,
  address: {
    apartment: null,
    street: '42A,Shineville Villa,Solok Thean tek 1',
    landmark: null,
    locality: null,
    city: 'Ayer Itam',
    state: 'Pulau Pinang',
    country: 'MY',
    postalCode: '11500',
  },
};

export const subscriptionDraft = (change: Partial<SubscriptionOrderDraft> = {}): SubscriptionOrderDraft => ({
  number: 'SO-7486',
  serial: 6487,
  storeId: '01a20450-0000-7000-8000-00000000000b',
  planId: '01a20450-0000-7000-8000-00000000000c',
  variationId: '01a20450-0000-7000-8000-00000000000d',
  subscriberId: '01a20450-0000-7000-8000-00000000000e',
  terms: planTerms(),
  quantity: 1,
  price: 47_500,
  currency: 'MYR',
  billing: home,
  shipping: home,
  refs: [null, null, null],
  timeZone: 'Asia/Kuala_Lumpur',
  ...change,
});

/** When the orders below were placed and paid: 9-3-2022, 9:46 PM in Kuala Lumpur. */
export const orderedAt = new Date('2022-03-09T13:46:00Z');

const birth = { accountId: 'a', id: '01a20450-0000-7000-8000-00000000000f', now: orderedAt };

export const placedSubscription = (change: Partial<SubscriptionOrderDraft> = {}): SubscriptionOrder =>
  place(subscriptionDraft(change), birth);

export const paidSubscription = (change: Partial<SubscriptionOrderDraft> = {}): SubscriptionOrder =>
  pay(placedSubscription(change), orderedAt);

/** On the day after: 10-3-2022, 1:22 PM. */
export const approvedSubscription = (change: Partial<SubscriptionOrderDraft> = {}): SubscriptionOrder =>
  approve(paidSubscription(change), new Date('2022-03-10T05:22:00Z')).order;
