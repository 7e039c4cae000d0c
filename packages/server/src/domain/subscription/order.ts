/** A subscription order: somebody has subscribed to a plan. */
import type { OrderState } from './order-state.ts';
import type {
  BillingCycle,
  Contact,
  DeliveryMode,
  EffectiveTime,
  FulfilmentKind,
  PlanModel,
  PlanProduct,
  PlanVariation,
  Store,
  SubscriptionPlan,
} from './plan.ts';

/** Store, plan and variation as they were when the order was placed: what is changed later is for later orders. */
export interface Terms {
  readonly storeName: string;
  readonly planNumber: number;
  readonly planName: string;
  readonly variationName: string;
  readonly sku: string | null;
  readonly model: PlanModel;
  readonly cycle: BillingCycle;
  readonly deliveryMode: DeliveryMode;
  readonly fulfilment: FulfilmentKind;
  readonly period: number;
  readonly effective: EffectiveTime | null;
  readonly dueDays: number;
  readonly deliveryDays: number;
  readonly product: readonly PlanProduct[];
}

/** What is settled when it is placed. */
export interface SubscriptionOrderDraft {
  /** What people call it by: `SO-7486`. */
  readonly number: string;
  /** In the reference numbers of its fulfilments; counted apart from its number. */
  readonly serial: number;
  readonly storeId: string;
  readonly planId: string;
  readonly variationId: string;
  readonly subscriberId: string;
  readonly terms: Terms;
  readonly quantity: number;
  /** Of one piece, in minor units; see the variation's. */
  readonly price: number;
  readonly currency: string;
  readonly billing: Contact | null;
  readonly shipping: Contact | null;
  /** The partner's own. */
  readonly refs: readonly [string | null, string | null, string | null];
  /** Its days begin at midnight there, also when the account moves. */
  readonly timeZone: string;
}

export interface SubscriptionOrder extends SubscriptionOrderDraft {
  readonly accountId: string;
  readonly id: string;
  /** Grows by one with each event of the order and of its bills; also their sequence. */
  readonly version: number;
  readonly state: OrderState;
  /** The first day of its first cycle, `yyyy-MM-dd`; null until it is approved. */
  readonly anchor: string | null;
  /** The last cycle that bills and fulfilments were made for. */
  readonly cyclesMade: number;
  /** When there is something to do again: a cycle begins, or the last one is over. */
  readonly nextCycleAt: Date | null;
  readonly placedAt: Date;
  readonly paidAt: Date | null;
  readonly approvedAt: Date | null;
  /** Completed, rejected or terminated. */
  readonly endedAt: Date | null;
  /** Why it was rejected or terminated. */
  readonly reason: string | null;
  readonly updatedAt: Date;
}

export function termsOf(store: Pick<Store, 'name'>, plan: SubscriptionPlan, variation: PlanVariation): Terms {
  return {
    storeName: store.name,
    planNumber: plan.number,
    planName: plan.name,
    variationName: variation.name,
    sku: variation.sku,
    model: plan.model,
    cycle: plan.cycle,
    deliveryMode: plan.deliveryMode,
    fulfilment: plan.fulfilment,
    period: plan.period,
    effective: plan.effective,
    dueDays: plan.dueDays,
    deliveryDays: plan.deliveryDays,
    product: plan.product,
  };
}
