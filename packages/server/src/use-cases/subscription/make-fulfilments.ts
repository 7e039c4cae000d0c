/** Makes what cycles bring: deliveries, or codes. */
import { randomBytes } from 'node:crypto';
import type { Transaction } from 'kysely';
import { create } from '../../domain/delivery/lifecycle.ts';
import { spanOf, type Cycle } from '../../domain/subscription/cycle.ts';
import { deliveryOfCycle } from '../../domain/subscription/delivery-of-cycle.ts';
import { newFulfilment, referenceOf, type Fulfilment, type Means } from '../../domain/subscription/fulfilment.ts';
import type { SubscriptionOrder } from '../../domain/subscription/order.ts';
import type { Store } from '../../domain/subscription/plan.ts';
import { redemptionCode } from '../../domain/subscription/redemption-code.ts';
import { findAccount } from '../../store/account.ts';
import { insertFulfilments } from '../../store/fulfilment.ts';
import type { DB } from '../../store/schema.ts';
import { findStore } from '../../store/store.ts';
import type { Caller } from '../caller.ts';
import { insertOnce } from '../delivery/insert-once.ts';
import type { SubscriptionDeps } from './change-order.ts';

/**
 * One for each cycle that has one. A delivery is ready for planning at once.
 * @param tx in which the order is locked.
 * @throws DomainError `duplicate` when somebody has ordered another delivery under the reference number
 */
export async function makeFulfilments(
  deps: SubscriptionDeps,
  tx: Transaction<DB>,
  caller: Caller,
  order: SubscriptionOrder,
  cycles: readonly Cycle[],
): Promise<Fulfilment[]> {
  const wanted = cycles.filter(({ hasFulfilment }) => hasFulfilment);
  if (wanted.length === 0) return [];
  const account = await findAccount(tx, order.accountId);
  const store = await findStore(tx, order.accountId, order.storeId);
  if (!account || !store) throw new Error(`The order ${order.id} has no account or no store.`);
  const { partnerCode } = account.settings;
  const made: Fulfilment[] = [];
  for (const cycle of wanted) {
    const means = order.terms.fulfilment === 'redemption' ? newCode(order, cycle, deps.now()) : await newDelivery(deps, tx, caller, { order, cycle, store, partnerCode }); // prettier-ignore
    const fulfilment = newFulfilment(order, cycle.number, means, { id: deps.newId(), now: deps.now(), partnerCode });
    made.push(fulfilment);
  }
  await insertFulfilments(tx, made);
  return made;
}

interface ToDeliver {
  readonly order: SubscriptionOrder;
  readonly cycle: Cycle;
  readonly store: Store;
  readonly partnerCode: string;
}

async function newDelivery(
  deps: SubscriptionDeps,
  tx: Transaction<DB>,
  caller: Caller,
  { order, cycle, store, partnerCode }: ToDeliver,
): Promise<Means> {
  const { accountId, id, shipping } = order;
  if (!shipping) throw new Error(`The order ${id} does not say where its goods are brought.`);
  const now = deps.now();
  const reference = referenceOf(partnerCode, order, cycle.number);
  const draft = deliveryOfCycle({ order, cycle, store, recipient: shipping, reference, now });
  const content = { subscriptionOrder: id, cycle: cycle.number };
  const taken = `There is an order ${reference} with other content already.`;
  const born = create(draft, { accountId, id: deps.newId(), now });
  const { id: deliveryId } = await insertOnce(deps, tx, caller, born, { content, taken });
  return { kind: 'delivery', deliveryId };
}

function newCode(order: SubscriptionOrder, cycle: Cycle, now: Date): Means {
  const expiresAt = order.terms.deliveryDays === 0 ? null : spanOf(order, cycle, now).until;
  return { kind: 'redemption', code: redemptionCode(randomBytes(12)), expiresAt };
}
