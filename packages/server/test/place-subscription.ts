/** Has somebody subscribe, by the engine: a store, a plan, a subscriber, and an order of them. */
import assert from 'node:assert/strict';
import type { SubscriptionOrder } from '../src/domain/subscription/order.ts';
import type { PlanDraft } from '../src/domain/subscription/plan.ts';
import { newId } from '../src/lib/new-id.ts';
import { findAccount } from '../src/store/account.ts';
import type { Caller } from '../src/use-cases/caller.ts';
import type { Deps } from '../src/use-cases/deps.ts';
import { placeOrder } from '../src/use-cases/subscription/place-order.ts';
import { createPlan } from '../src/use-cases/subscription/plans.ts';
import { createStore } from '../src/use-cases/subscription/stores.ts';
import { createSubscriber } from '../src/use-cases/subscription/subscribers.ts';
import { subscriptionDraft } from './draft-subscription.ts';

/** Two pieces at 123.45 by the month, three times and each time delivered, from the next month on; unless the plan says otherwise. */
export async function placeSubscription(
  { deps, caller }: { readonly deps: Deps; readonly caller: Caller },
  change: Partial<PlanDraft> = {},
): Promise<SubscriptionOrder> {
  const { accountId } = caller;
  const account = (await findAccount(deps.db.of(accountId), accountId)) ?? assert.fail();
  const store = await createStore(deps, caller, { name: `Store ${newId()}`, phone: null, address: null, position: null }); // prettier-ignore
  const contact = { ...(subscriptionDraft().shipping ?? assert.fail()), email: 'leong@example.com' };
  const subscriber = await createSubscriber(deps, caller, { name: 'LEONG', email: 'l@example.com', phone: '+6012', billing: contact, shipping: contact }); // prettier-ignore
  const plan = await createPlan(deps, caller, {
    storeId: store.id,
    name: '2X Pro',
    model: 'subscribe',
    cycle: 'monthly',
    deliveryMode: 'every_cycle',
    fulfilment: 'delivery',
    period: 3,
    effective: 'next_month',
    dueDays: 7,
    deliveryDays: 3,
    currency: 'MYR',
    product: [{ name: 'Lock', variation: [{ name: 'Colour', option: 'Black' }] }],
    variations: [{ name: 'Black', sku: '2X-B', price: 12_345, options: [] }],
    ...change,
  });
  const { order } = await placeOrder(
    deps,
    { account, caller },
    {
      planId: plan.id,
      variationId: plan.variations[0]?.id ?? '',
      subscriberId: subscriber.id,
      quantity: 2,
      refs: ['PO-1', null, 'x'],
      billing: null,
      shipping: null,
      adjustments: { discount: 500, merchantDiscount: 250, tax: 100 },
    },
  );
  return order;
}
