/** Notes changes of public orders that happen in the house, for the platform that asks for them. */
import { findPublicDeliveries } from '../../store/public-order.ts';
import { noteChange } from '../public-order/note-change.ts';
import type { Follower } from './follower.ts';
import { movesDelivery } from './moves-delivery.ts';

export const publicChanges: Follower = {
  name: 'public-changes',
  wants: movesDelivery,
  async pick(tx, events) {
    const own = await findPublicDeliveries(tx, events.map(({ accountId, aggregateId: id }) => ({ accountId, id }))); // prettier-ignore
    return new Set(events.filter(({ aggregateId }) => own.has(aggregateId)).map(({ id }) => id));
  },
  follow: async (_deps, tx, { accountId }, event) =>
    noteChange(tx, accountId, event.aggregateId, null, event.occurredAt),
};
