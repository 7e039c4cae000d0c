/** Pure: the subscriptions of the sandbox. The newest is SO-7486 of SUBPLACE's sample, with 179 before it. */
import type { Delivery, DeliveryDraft } from '../../domain/delivery/delivery.ts';
import { create, type Birth } from '../../domain/delivery/lifecycle.ts';
import { deliver, silentHandover } from '../../domain/delivery/on-the-road.ts';
import type { NewEvent } from '../../domain/event/event.ts';
import { collect, issueBill } from '../../domain/subscription/bill.ts';
import { deliveryOfCycle } from '../../domain/subscription/delivery-of-cycle.ts';
import type { SubscriptionView } from '../../domain/subscription/events.ts';
import { followDelivery, newFulfilment, referenceOf } from '../../domain/subscription/fulfilment.ts';
import { approve, complete, pay, place } from '../../domain/subscription/lifecycle.ts';
import { termsOf } from '../../domain/subscription/order.ts';
import { zonedInstant } from '../../domain/zoned-time.ts';
import type { SandboxShop } from './sandbox-shop.ts';

/** The account's in reference numbers. */
export const sandboxPartnerCode = 'MR1907';
/** The last numbers that were given out. */
export const sandboxSerials = { SO: 7486, DO: 6487, SBL: 16_865 } as const;

const count = 180;
/** The newest wait for their deliveries. */
const waiting = 20;
/** From the approval to the door. */
const carriedMs = 48 * 3_600_000;
/** From one order to the next. */
const apartMs = 5 * 3_600_000;

export interface SandboxSubscription extends SubscriptionView {
  readonly bill: NonNullable<SubscriptionView['bill']>;
  readonly fulfilment: NonNullable<SubscriptionView['fulfilment']>;
  /** What the fulfilment brings, and what has happened to it. */
  readonly delivery: Delivery;
  readonly deliveryEvents: readonly NewEvent[];
}

interface Making {
  readonly shop: SandboxShop;
  readonly timeZone: string;
  readonly newId: () => string;
  readonly now: Date;
}

/**
 * Oldest first. Paid, approved on the day after, and over by now. Deliveries that wait to be planned have windows of those
 * days, so that plans for today leave them out.
 */
export function sandboxSubscriptions(making: Making): SandboxSubscription[] {
  return Array.from({ length: count }, (_, index) => subscription(making, count - 1 - index));
}

/** @param before how many orders came after it */
function subscription({ shop, timeZone, newId, now }: Making, before: number): SandboxSubscription {
  const { store, plan, variation, subscribers } = shop;
  const { accountId } = store;
  const at = (day: string, minute: number) =>
    new Date(zonedInstant(day, minute, timeZone).getTime() - before * apartMs);
  // 9-3-2022, 9:46 PM; 10-3-2022, 1:21 and 1:22 PM
  const [orderedAt, packedAt, approvedAt] = [at('2022-03-09', 1306), at('2022-03-10', 801), at('2022-03-10', 802)];
  // by turns; the last for the newest
  const subscriber = subscribers.at(-1 - (before % subscribers.length));
  if (!subscriber) throw new Error('Nobody subscribes.');
  const { id: subscriberId, name, email, phone, billing, shipping } = subscriber;
  const ordered = {
    number: `SO-${sandboxSerials.SO - before}`,
    serial: sandboxSerials.DO - before,
    storeId: store.id,
    planId: plan.id,
    variationId: variation.id,
    subscriberId,
    terms: termsOf(store, plan, variation),
    quantity: 1,
    price: variation.price,
    currency: plan.currency,
    billing,
    shipping,
    refs: [null, null, null],
    timeZone,
  } as const;
  const paid = pay(place(ordered, { accountId, id: newId(), now: orderedAt }), orderedAt);
  const { order: approved, first } = approve(paid, approvedAt);
  const order = approved.nextCycleAt && approved.nextCycleAt <= now ? complete(approved, approved.nextCycleAt) : approved; // prettier-ignore
  const number = `SBL-${sandboxSerials.SBL - before}`;
  const issued = issueBill(order, first, { id: newId(), number, now: orderedAt });
  const reference = referenceOf(sandboxPartnerCode, order, first.number);
  const draft = deliveryOfCycle({ order, cycle: first, store, recipient: shipping, reference, now: packedAt });
  const handedOver = new Date(approvedAt.getTime() + carriedMs);
  const { delivery, deliveryEvents } = carry(
    draft,
    { accountId, id: newId(), now },
    before < waiting ? null : handedOver,
  );
  const means = { kind: 'delivery', deliveryId: delivery.id } as const;
  const birth = { id: newId(), now: packedAt, partnerCode: sandboxPartnerCode };
  return {
    order,
    subscriber: { name, email, phone },
    bill: collect(issued, issued.final, orderedAt),
    fulfilment: followDelivery(newFulfilment(order, first.number, means, birth), delivery.state, handedOver),
    delivery,
    deliveryEvents,
  };
}

/** @param handedOver null: it waits to be planned. */
function carry(
  draft: DeliveryDraft,
  birth: Birth,
  handedOver: Date | null,
): Pick<SandboxSubscription, 'delivery' | 'deliveryEvents'> {
  const { delivery, event } = create(draft, birth);
  if (handedOver === null) return { delivery, deliveryEvents: [event] };
  const report = { at: handedOver, position: null };
  const delivered = deliver(delivery, silentHandover, report, { trip: null, now: birth.now });
  return { delivery: delivered.delivery, deliveryEvents: [event, delivered.event] };
}
