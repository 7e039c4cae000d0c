/** Deliveries of subscriptions: what becomes of them becomes of what their cycle brings. */
import { followDelivery, type Fulfilment } from '../../domain/subscription/fulfilment.ts';
import { deliveriesOfCycles, findByDelivery } from '../../store/fulfilment.ts';
import { changeFulfilment } from '../subscription/fulfilments.ts';
import type { Follower } from './follower.ts';
import { movesDelivery } from './moves-delivery.ts';

export const subscriptions: Follower = {
  name: 'subscriptions',
  wants: movesDelivery,

  async pick(tx, events) {
    const deliveries = events.map(({ accountId, aggregateId }) => ({ accountId, deliveryId: aggregateId }));
    const own = await deliveriesOfCycles(tx, deliveries);
    return new Set(events.filter(({ aggregateId }) => own.has(aggregateId)).map(({ id }) => id));
  },

  async follow(deps, tx, caller, event) {
    if (!('delivery' in event.data)) return;
    const { id, state, endedAt } = event.data.delivery;
    const fulfilment = await findByDelivery(tx, caller.accountId, id);
    if (!fulfilment) return;
    // the courier knows better than we when it was handed over
    const handedOver = state === 'confirmed' || endedAt === null ? event.occurredAt : new Date(endedAt);
    await changeFulfilment(deps, tx, caller, fulfilment.id, (before) => {
      const after = followDelivery(before, state, handedOver);
      return isSame(before, after) ? before : after;
    });
  },
};

function isSame(one: Fulfilment, other: Fulfilment): boolean {
  const time = (at: Date | null) => at?.getTime();
  return (
    one.status === other.status &&
    time(one.deliveredAt) === time(other.deliveredAt) &&
    time(one.confirmedAt) === time(other.confirmedAt)
  );
}
