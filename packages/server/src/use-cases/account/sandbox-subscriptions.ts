/** Pure: the subscriptions of the sandbox. The newest is SO-7486 of SUBPLACE's sample, with 179 before it. */
import type { DeliveryDraft, Place } from '../../domain/delivery/delivery.ts';
import { collect, issueBill, type Bill } from '../../domain/subscription/bill.ts';
import { plusDays } from '../../domain/subscription/cycle.ts';
import { newFulfilment, type Fulfilment } from '../../domain/subscription/fulfilment.ts';
import { approve, complete, pay, place } from '../../domain/subscription/lifecycle.ts';
import type { SubscriptionOrder, Terms } from '../../domain/subscription/order.ts';
import type { Contact } from '../../domain/subscription/plan.ts';
import { leftUnsaid } from '../../domain/task/task-draft.ts';
import { startOfDay, zonedInstant } from '../../domain/zoned-time.ts';
import { sandboxIds } from './sandbox-ids.ts';

export const sandboxStore = 'LOCKIN Malaysia';
/** The account's in reference numbers. */
export const sandboxPartnerCode = 'MR1907';

export const sandboxTerms: Terms = {
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
  product: [{ name: 'LOCKIN 2X Pro', variation: [] }],
};
export const sandboxPrice = { amount: 47_500, currency: 'MYR' } as const;

/** The one of the sample is the last. */
const people: readonly (readonly [name: string, street: string, city: string, state: string, postalCode: string])[] = [
  ['AISYAH BINTI RAHMAN', '8, Jalan Bukit Bintang', 'Kuala Lumpur', 'Kuala Lumpur', '55100'],
  ['CHONG WEI LIANG', '17, Jalan SS 2/24', 'Petaling Jaya', 'Selangor', '47300'],
  ['DEVI A/P KRISHNAN', '3, Lebuh Pasar', 'George Town', 'Pulau Pinang', '10200'],
  ['FARID BIN ISMAIL', '25, Jalan Dato Onn', 'Johor Bahru', 'Johor', '80000'],
  ['GOH SIEW LAN', '61, Jalan Sultan Iskandar', 'Ipoh', 'Perak', '30000'],
  ['HARPREET SINGH', '9, Jalan Merdeka', 'Melaka', 'Melaka', '75000'],
  ['KAVITHA A/P RAJAN', '14, Jalan Gaya', 'Kota Kinabalu', 'Sabah', '88000'],
  ['NURUL HUDA BINTI ALI', '32, Jalan Padungan', 'Kuching', 'Sarawak', '93100'],
  ['LEONG KOK YOONG', '42A,Shineville Villa,Solok Thean tek 1', 'Ayer Itam', 'Pulau Pinang', '11500'],
];

export interface SandboxSubscriber {
  readonly name: string;
  readonly contact: Contact;
}
export const sandboxSubscribers: readonly SandboxSubscriber[] = people.map(
  ([name, street, city, state, postalCode], index) => {
    const nowhere = { apartment: null, landmark: null, locality: null };
    const address = { ...nowhere, street, city, state, postalCode, country: 'MY' };
    return { name, contact: { name, phone: `+6012000000${index}`, email: null, address } };
  },
);

export interface SandboxSubscription {
  readonly subscriber: SandboxSubscriber;
  readonly order: SubscriptionOrder;
  readonly bill: Bill;
  readonly fulfilment: Fulfilment;
  /** What the fulfilment brings. */
  readonly delivery: DeliveryDraft;
}

export interface SandboxMaking {
  readonly accountId: string;
  readonly timeZone: string;
  readonly newId: () => string;
  readonly now: Date;
  /** By turns; the last for the newest. */
  readonly subscribers: readonly (SandboxSubscriber & { readonly id: string })[];
}

const count = 180;
/** The last numbers that were given out. */
export const sandboxSerials = { SO: 7486, DO: 6487, SBL: 16_865, plan: sandboxTerms.planNumber } as const;
/** From one order to the next. */
const apartMs = 5 * 3_600_000;

/** Oldest first. Paid, approved on the day after, and over by now; their deliveries wait to be planned. */
export function sandboxSubscriptions(making: SandboxMaking): SandboxSubscription[] {
  return Array.from({ length: count }, (_, index) => subscription(making, count - 1 - index));
}

/** @param before how many orders came after it */
function subscription(making: SandboxMaking, before: number): SandboxSubscription {
  const { accountId, timeZone, newId, now, subscribers } = making;
  const at = (day: string, minute: number) =>
    new Date(zonedInstant(day, minute, timeZone).getTime() - before * apartMs);
  // 9-3-2022, 9:46 PM; 10-3-2022, 1:21 and 1:22 PM
  const [orderedAt, packedAt, approvedAt] = [at('2022-03-09', 1306), at('2022-03-10', 801), at('2022-03-10', 802)];
  const subscriber = subscribers[subscribers.length - 1 - (before % subscribers.length)];
  if (!subscriber) throw new Error('Nobody subscribes.');
  const { contact } = subscriber;
  const ordered = {
    number: `SO-${sandboxSerials.SO - before}`,
    serial: sandboxSerials.DO - before,
    storeId: sandboxIds.store,
    planId: sandboxIds.subscriptionPlan,
    variationId: sandboxIds.planVariation,
    subscriberId: subscriber.id,
    terms: sandboxTerms,
    quantity: 1,
    price: sandboxPrice.amount,
    currency: sandboxPrice.currency,
    billing: contact,
    shipping: contact,
    refs: [null, null, null],
    timeZone,
  } as const;
  const paid = pay(place(ordered, { accountId, id: newId(), now: orderedAt }), orderedAt);
  const { order: approved, first } = approve(paid, approvedAt);
  const order = approved.nextCycleAt && approved.nextCycleAt <= now ? complete(approved, approved.nextCycleAt) : approved; // prettier-ignore
  const number = `SBL-${sandboxSerials.SBL - before}`;
  const issued = issueBill(order, first, { id: newId(), number, now: orderedAt });
  const means = { kind: 'delivery', deliveryId: newId() } as const;
  const fulfilment = newFulfilment(order, 1, means, { id: newId(), now: packedAt, partnerCode: sandboxPartnerCode });
  const bill = collect(issued, issued.final, orderedAt);
  const window = { from: first.start, until: startOfDay(plusDays(first.day, sandboxTerms.deliveryDays), timeZone) };
  return { subscriber, order, bill, fulfilment, delivery: delivery(order, contact, fulfilment, window) };
}

/** Its window is long over: plans for today leave it out. */
function delivery(
  { price, terms, placedAt, currency }: SubscriptionOrder,
  { name, phone, email, address }: Contact,
  { reference }: Fulfilment,
  window: Place['window'],
): DeliveryDraft {
  const item = { code: '1', name: terms.variationName, price, quantity: 1, deliveredQuantity: null, type: null, weightGrams: null }; // prettier-ignore
  return {
    ...leftUnsaid,
    legs: 'dropoff',
    orderNumber: reference,
    waybillNumber: null,
    service: null,
    orderedAt: placedAt,
    currency,
    weightGrams: null,
    goodsValue: price,
    paymentMode: 'prepaid',
    pickup: null,
    dropoff: { branch: null, customerCode: null, customerName: name, phone, email, address, position: null, window, serviceMinutes: null, notes: null }, // prettier-ignore
    packages: [{ code: '1', type: null, amount: null, units: 1, state: 'expected', loadedUnits: 0, unloadedUnits: 0, items: [item] }], // prettier-ignore
  };
}
