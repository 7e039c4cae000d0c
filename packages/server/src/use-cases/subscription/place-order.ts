/** Somebody subscribes: the order and its first bill. */
import type { Transaction } from 'kysely';
import { invalid } from '../../domain/errors.ts';
import type { Adjustments } from '../../domain/subscription/bill.ts';
import { cycleOf } from '../../domain/subscription/cycle.ts';
import { billEvent, orderEvent, type SubscriptionView } from '../../domain/subscription/events.ts';
import { nextVersion, place } from '../../domain/subscription/lifecycle.ts';
import { termsOf, type SubscriptionOrderDraft } from '../../domain/subscription/order.ts';
import type { Contact, PlanVariation, Subscriber, SubscriptionPlan } from '../../domain/subscription/plan.ts';
import { dayIn } from '../../domain/zoned-time.ts';
import type { DB } from '../../store/schema.ts';
import { nextSerial } from '../../store/serial-counter.ts';
import { findStore } from '../../store/store.ts';
import { findSubscriber } from '../../store/subscriber.ts';
import { insertSubscriptionOrders } from '../../store/subscription-order.ts';
import { findPlan } from '../../store/subscription-plan.ts';
import type { Identity } from '../identity.ts';
import { transact } from '../transact.ts';
import { tellOf, type SubscriptionDeps } from './change-order.ts';
import { makeBill } from './make-bill.ts';

export interface NewSubscription extends Pick<
  SubscriptionOrderDraft,
  'planId' | 'variationId' | 'subscriberId' | 'quantity' | 'refs'
> {
  /** Null: the subscriber's. */
  readonly billing: Contact | null;
  readonly shipping: Contact | null;
  /** Of the first bill. */
  readonly adjustments: Adjustments;
}

/**
 * Its terms are those of the plan as it is now, its days those of the account's zone.
 * @throws DomainError `invalid_input` for a plan, variation or subscriber that is not there, or nowhere to bring it to
 */
export async function placeOrder(
  deps: SubscriptionDeps,
  { account, caller }: Identity,
  wanted: NewSubscription,
): Promise<SubscriptionView> {
  const { accountId } = caller;
  return transact(deps, caller, async (tx) => {
    const { plan, variation, subscriber } = await gather(tx, accountId, wanted);
    const store = await findStore(tx, accountId, plan.storeId);
    if (!store) throw new Error(`The plan ${plan.id} has no store.`);
    const shipping = wanted.shipping ?? subscriber.shipping;
    if (plan.fulfilment === 'delivery' && !shipping)
      throw invalid('shipping', 'Say where it is brought: the subscriber has no such contact.');
    const now = deps.now();
    const draft: SubscriptionOrderDraft = {
      number: `SO-${await nextSerial(tx, accountId, 'SO')}`,
      serial: await nextSerial(tx, accountId, 'DO'),
      storeId: store.id,
      planId: plan.id,
      variationId: variation.id,
      subscriberId: subscriber.id,
      terms: termsOf(store, plan, variation),
      quantity: wanted.quantity,
      price: variation.price,
      currency: plan.currency,
      billing: wanted.billing ?? subscriber.billing,
      shipping,
      refs: wanted.refs,
      timeZone: account.timeZone,
    };
    const placed = place(draft, { accountId, id: deps.newId(), now });
    // with the event of its bill
    const order = nextVersion(placed, now);
    await insertSubscriptionOrders(tx, [order]);
    const today = { ...order, anchor: dayIn(now, order.timeZone) };
    const bill = await makeBill(deps, tx, order, cycleOf(today, 1), wanted.adjustments);
    const { name, email, phone } = subscriber;
    const view: SubscriptionView = { order, subscriber: { name, email, phone }, fulfilment: null, bill }; // prettier-ignore
    const events = [
      orderEvent('subscription_order.placed', { ...view, order: placed }),
      billEvent('bill.issued', order, { bill }),
    ];
    await tellOf(deps, tx, caller, { view, events, bills: [bill] });
    return view;
  });
}

interface Gathered {
  readonly plan: SubscriptionPlan;
  readonly variation: PlanVariation;
  readonly subscriber: Subscriber;
}

async function gather(
  tx: Transaction<DB>,
  accountId: string,
  { planId, variationId, subscriberId }: NewSubscription,
): Promise<Gathered> {
  const plan = await findPlan(tx, accountId, planId);
  if (!plan) throw invalid('planId', 'There is no such plan.');
  if (plan.archivedAt) throw invalid('planId', 'The plan is archived: nobody subscribes to it any more.');
  const variation = plan.variations.find(({ id }) => id === variationId);
  if (!variation) throw invalid('variationId', 'The plan has no such variation.');
  const subscriber = await findSubscriber(tx, accountId, subscriberId);
  if (!subscriber) throw invalid('subscriberId', 'There is no such subscriber.');
  return { plan, variation, subscriber };
}
