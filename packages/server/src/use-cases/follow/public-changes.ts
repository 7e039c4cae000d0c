/** Notes changes of public orders that happen in the house, for the platform that asks for them. */
import { findPublicDeliveries } from '../../store/public-order.ts';
import { noteChange } from '../public-order/note-change.ts';
import type { Follower } from './follower.ts';

/** Events of deliveries after which the state is the same. One that is made is no change. */
const still: readonly string[] = [
  'delivery.created',
  'delivery.updated',
  'delivery.packages_updated',
  'delivery.accepted',
  'delivery.loaded',
];

export const publicChanges: Follower = {
  name: 'public-changes',
  wants: (type) => type.startsWith('delivery.') && !still.includes(type),
  async pick(tx, events) {
    const own = await findPublicDeliveries(tx, events.map(({ accountId, aggregateId: id }) => ({ accountId, id }))); // prettier-ignore
    return new Set(events.filter(({ aggregateId }) => own.has(aggregateId)).map(({ id }) => id));
  },
  follow: async (_deps, tx, { accountId }, event) =>
    noteChange(tx, accountId, event.aggregateId, null, event.occurredAt),
};
