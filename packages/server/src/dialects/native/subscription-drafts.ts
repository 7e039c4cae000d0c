/** Pure: what a client sends of subscriptions, as the core takes it. Missing and null are the same. */
import type {
  Contact,
  PlanDraft,
  StoreDraft,
  SubscriberDraft,
  VariationDraft,
} from '../../domain/subscription/plan.ts';
import type { NewSubscription } from '../../use-cases/subscription/place-order.ts';
import type { StoreChange } from '../../use-cases/subscription/stores.ts';
import type { SubscriberChange } from '../../use-cases/subscription/subscribers.ts';
import { toAddress } from './drafts.ts';
import type { NewContact } from './schemas/contact.ts';
import type { NewStore, StorePatch } from './schemas/store.ts';
import type { NewSubscriber, SubscriberPatch } from './schemas/subscriber.ts';
import type { NewSubscriptionOrder } from './schemas/subscription-order.ts';
import type { NewPlan, NewVariation } from './schemas/subscription-plan.ts';

/** When a plan does not say it. */
const usualDays = { due: 7, delivery: 3 } as const;

export function toStoreDraft({ name, phone, address, position }: NewStore): StoreDraft {
  return { name, phone: phone ?? null, address: address ? toAddress(address) : null, position: position ?? null };
}

/** Only what is given; null takes it away. */
export function toStoreChange({ name, phone, address, position }: StorePatch): StoreChange {
  return {
    ...(name !== undefined && { name }),
    ...(phone !== undefined && { phone }),
    ...(address !== undefined && { address: address && toAddress(address) }),
    ...(position !== undefined && { position }),
  };
}

export function toSubscriberDraft({ name, email, phone, billing, shipping }: NewSubscriber): SubscriberDraft {
  const reached = { billing: toContactOrNull(billing), shipping: toContactOrNull(shipping) };
  return { name, email: email ?? null, phone: phone ?? null, ...reached };
}

/** Only what is given; null takes it away. */
export function toSubscriberChange({ email, phone, billing, shipping }: SubscriberPatch): SubscriberChange {
  return {
    ...(email !== undefined && { email }),
    ...(phone !== undefined && { phone }),
    ...(billing !== undefined && { billing: toContactOrNull(billing) }),
    ...(shipping !== undefined && { shipping: toContactOrNull(shipping) }),
  };
}

/** @param currency of the account. */
export function toPlanDraft(body: NewPlan, currency: string): PlanDraft {
  const { storeId, name, model, cycle, deliveryMode } = body;
  return {
    storeId,
    name,
    model,
    cycle,
    deliveryMode,
    fulfilment: body.fulfilment ?? 'delivery',
    period: body.period ?? 0,
    effective: body.effective ?? null,
    dueDays: body.dueDays ?? usualDays.due,
    deliveryDays: body.deliveryDays ?? usualDays.delivery,
    currency: body.currency ?? currency,
    product: (body.product ?? []).map((one) => ({ name: one.name, variation: one.variation ?? [] })),
    variations: body.variations.map(toVariationDraft),
  };
}

export function toVariationDraft({ name, sku, price, options }: NewVariation): VariationDraft {
  return { name, sku: sku ?? null, price, options: options ?? [] };
}

export function toNewSubscription(body: NewSubscriptionOrder): NewSubscription {
  const { planId, variationId, subscriberId, references, firstBill } = body;
  const [ref1 = null, ref2 = null, ref3 = null] = references ?? [];
  return {
    planId,
    variationId,
    subscriberId,
    quantity: body.quantity ?? 1,
    billing: toContactOrNull(body.billing),
    shipping: toContactOrNull(body.shipping),
    refs: [ref1, ref2, ref3],
    adjustments: {
      discount: firstBill?.discount ?? 0,
      merchantDiscount: firstBill?.merchantDiscount ?? 0,
      tax: firstBill?.tax ?? 0,
    },
  };
}

function toContactOrNull(given: NewContact | null | undefined): Contact | null {
  if (!given) return null;
  const { name, phone, email, address } = given;
  return { name, phone: phone ?? null, email: email ?? null, address: toAddress(address) };
}
