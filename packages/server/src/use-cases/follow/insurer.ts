/** Insures deliveries elsewhere as the rules of their account want it, and keeps the insurer told of their way. */
import type { RecordedEvent } from '../../domain/event/event.ts';
import { findCoveredDeliveries } from '../../store/coverage.ts';
import { accountsWithRules } from '../../store/insurance-rule.ts';
import { followDelivery, type DeliveryEvent } from '../coverage/follow-delivery.ts';
import { insureDelivery } from '../coverage/insure-delivery.ts';
import type { Follower } from './follower.ts';

const name = 'insurer';

export const insurer: Follower = {
  name,
  wants: (type) => type.startsWith('delivery.'),

  /** A later event of a delivery may come while its first still waits: then nobody knows yet whether it is covered. */
  async pick(tx, events) {
    const made = events.filter(({ type }) => type === 'delivery.created');
    const insuring = await accountsWithRules(tx, [...new Set(made.map(({ accountId }) => accountId))]);
    const first = made.filter(({ accountId }) => insuring.has(accountId));
    const deliveries = events.map(({ accountId, aggregateId }) => ({ accountId, deliveryId: aggregateId }));
    const known = await findCoveredDeliveries(tx, name, deliveries);
    const own = new Set([...known, ...first.map(({ aggregateId }) => aggregateId)]);
    return new Set(events.flatMap(({ id, aggregateId }) => (own.has(aggregateId) ? [id] : [])));
  },

  async follow(deps, tx, caller, event) {
    if (!isOfDelivery(event)) return;
    if (event.type === 'delivery.created') await insureDelivery(deps, tx, caller, event.data.delivery);
    await followDelivery(deps, tx, caller, event);
  },
};

function isOfDelivery(event: RecordedEvent): event is DeliveryEvent {
  return event.type.startsWith('delivery.');
}
