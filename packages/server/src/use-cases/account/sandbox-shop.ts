/** Pure: the store of SUBPLACE's sample in the sandbox, its plan, and the people who have subscribed to it. */
import { blankAddress } from '../../domain/delivery/blank-place.ts';
import type { Contact, PlanVariation, Store, Subscriber, SubscriptionPlan } from '../../domain/subscription/plan.ts';
import { sandboxIds } from './sandbox-ids.ts';

export interface SandboxShop {
  readonly store: Store;
  readonly plan: SubscriptionPlan;
  /** The only one of the plan. */
  readonly variation: PlanVariation;
  /** The one of the sample is the last. */
  readonly subscribers: readonly SandboxSubscriber[];
}
/** Has given a contact, for bills and for goods. */
export type SandboxSubscriber = Subscriber & { readonly shipping: Contact };

const planName = '2X Pro Rental Plan - 6 month Advance Payment';

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

export function sandboxShop(accountId: string, newId: () => string, now: Date): SandboxShop {
  const made = { accountId, version: 1, createdAt: now, updatedAt: now };
  const { store: storeId, subscriptionPlan, planVariation } = sandboxIds;
  const variation = { id: planVariation, name: planName, sku: null, price: 47_500, options: [] };
  return {
    store: { ...made, id: storeId, name: 'LOCKIN Malaysia', phone: null, address: null, position: null },
    plan: {
      ...made,
      id: subscriptionPlan,
      number: 3993,
      storeId,
      name: planName,
      model: 'rent_to_own',
      cycle: 'upfront',
      deliveryMode: 'one_time',
      fulfilment: 'delivery',
      period: 6,
      effective: null,
      dueDays: 7,
      deliveryDays: 3,
      currency: 'MYR',
      product: [{ name: 'LOCKIN 2X Pro', variation: [] }],
      variations: [variation],
      archivedAt: null,
    },
    variation,
    subscribers: people.map(([name, street, city, state, postalCode], index) => {
      const email = `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}@example.com`;
      const reached = { name, phone: `+6012000000${index}`, email };
      const address = { ...blankAddress, street, city, state, postalCode, country: 'MY' };
      const contact = { ...reached, address };
      return { ...made, ...reached, id: newId(), billing: contact, shipping: contact };
    }),
  };
}
