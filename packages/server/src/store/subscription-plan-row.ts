/** Subscription plans and their variations between the domain and their rows. */
import type { Selectable } from 'kysely';
import type {
  BillingCycle,
  DeliveryMode,
  EffectiveTime,
  FulfilmentKind,
  PlanModel,
  PlanProduct,
  PlanVariation,
  SubscriptionPlan,
} from '../domain/subscription/plan.ts';
import type { DB } from './schema.ts';

export type PlanRow = Selectable<DB['subscription_plan']> & {
  /** As `toVariationJson` wrote them, in their order. */
  readonly variations: readonly VariationRow[];
};
type VariationRow = Pick<Selectable<DB['plan_variation']>, 'id' | 'name' | 'sku' | 'price' | 'options'>;

export function toPlan(row: PlanRow): SubscriptionPlan {
  return {
    accountId: row.account_id,
    id: row.id,
    version: row.version,
    number: row.number,
    storeId: row.store_id,
    name: row.name,
    // the words are checked by the database; the JSON is written by toPlanJson alone
    model: row.model as PlanModel,
    cycle: row.cycle as BillingCycle,
    deliveryMode: row.delivery_mode as DeliveryMode,
    fulfilment: row.fulfilment as FulfilmentKind,
    period: row.period,
    effective: row.effective as EffectiveTime | null,
    dueDays: row.due_days,
    deliveryDays: row.delivery_days,
    currency: row.currency,
    product: row.product as unknown as readonly PlanProduct[],
    variations: row.variations.map(toVariation),
    archivedAt: row.archived_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** Every column, for `jsonb_populate_record`. */
export function toPlanJson(plan: SubscriptionPlan): Record<string, unknown> {
  return {
    account_id: plan.accountId,
    id: plan.id,
    version: plan.version,
    number: plan.number,
    store_id: plan.storeId,
    name: plan.name,
    model: plan.model,
    cycle: plan.cycle,
    delivery_mode: plan.deliveryMode,
    fulfilment: plan.fulfilment,
    period: plan.period,
    effective: plan.effective,
    due_days: plan.dueDays,
    delivery_days: plan.deliveryDays,
    currency: plan.currency,
    product: plan.product,
    archived_at: plan.archivedAt,
    created_at: plan.createdAt,
    updated_at: plan.updatedAt,
  };
}

function toVariation({ id, name, sku, price, options }: VariationRow): PlanVariation {
  return { id, name, sku, price, options: options as unknown as PlanVariation['options'] };
}

/** Every column, for `jsonb_populate_recordset`. */
export function toVariationJson(
  { accountId, id: planId }: Pick<SubscriptionPlan, 'accountId' | 'id'>,
  { id, name, sku, price, options }: PlanVariation,
  ordinal: number,
): Record<string, unknown> {
  return { account_id: accountId, id, plan_id: planId, ordinal, name, sku, price, options };
}
