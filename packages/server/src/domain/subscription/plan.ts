/** What a store sells for longer than a day: plans with their variations, and who has subscribed to them. */
import type { Address } from '../delivery/delivery.ts';
import type { LatLng } from '../geo.ts';

export const planModels = ['rent_to_own', 'subscribe', 'one_off'] as const;
export type PlanModel = (typeof planModels)[number];

/** How often it is paid for. */
export const billingCycles = ['upfront', 'weekly', 'monthly', 'yearly'] as const;
export type BillingCycle = (typeof billingCycles)[number];

export const deliveryModes = ['one_time', 'every_cycle'] as const;
export type DeliveryMode = (typeof deliveryModes)[number];

/** How a subscriber gets what is subscribed to: brought, or fetched for a code. */
export const fulfilmentKinds = ['delivery', 'redemption'] as const;
export type FulfilmentKind = (typeof fulfilmentKinds)[number];

/** When the first cycle begins: on the day of the approval, or with the month that follows it. */
export const effectiveTimes = ['now', 'next_month'] as const;
export type EffectiveTime = (typeof effectiveTimes)[number];

export interface Store {
  readonly accountId: string;
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly phone: string | null;
  /** Where its goods are fetched; null: they are handed to us. */
  readonly address: Address | null;
  readonly position: LatLng | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What is said of a store when it is made. */
export type StoreDraft = Pick<Store, 'name' | 'phone' | 'address' | 'position'>;

/** One thing that belongs to a plan, and which kind of it. */
export interface PlanProduct {
  readonly name: string;
  readonly variation: readonly { readonly name: string; readonly option: string }[];
}

export interface PlanVariation {
  readonly id: string;
  readonly name: string;
  readonly sku: string | null;
  /** Of one piece for one cycle, or for all of them where that is paid upfront. Minor units of the plan's currency. */
  readonly price: number;
  readonly options: readonly { readonly name: string; readonly option: string }[];
}

export interface SubscriptionPlan {
  readonly accountId: string;
  readonly id: string;
  readonly version: number;
  /** What partners call it by. */
  readonly number: number;
  readonly storeId: string;
  readonly name: string;
  readonly model: PlanModel;
  readonly cycle: BillingCycle;
  readonly deliveryMode: DeliveryMode;
  readonly fulfilment: FulfilmentKind;
  /** Cycles, months where it is paid upfront; 0: until somebody ends it. */
  readonly period: number;
  /** Null: nobody said, and it is `now`. */
  readonly effective: EffectiveTime | null;
  /** From the first day of a cycle until its bill is overdue. */
  readonly dueDays: number;
  /**
   * From the first day of a cycle until its delivery should be there. Of redemptions: for how long a code is good once it
   * was given out; 0: for ever.
   */
  readonly deliveryDays: number;
  readonly currency: string;
  readonly product: readonly PlanProduct[];
  /** In the order in which they are shown; at least one. */
  readonly variations: readonly PlanVariation[];
  readonly archivedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What is said of a plan when it is made; its number is counted. */
export type PlanDraft = Omit<
  SubscriptionPlan,
  'accountId' | 'id' | 'version' | 'number' | 'variations' | 'archivedAt' | 'createdAt' | 'updatedAt'
> & { readonly variations: readonly VariationDraft[] };
export type VariationDraft = Omit<PlanVariation, 'id'>;

/** Whom a bill or a delivery goes to. */
export interface Contact {
  readonly name: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly address: Address;
}

export interface Subscriber {
  readonly accountId: string;
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly billing: Contact | null;
  readonly shipping: Contact | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What is said of a subscriber when it is made. */
export type SubscriberDraft = Pick<Subscriber, 'name' | 'email' | 'phone' | 'billing' | 'shipping'>;
