/** Deliveries of our own fleet that carry shipping orders: what becomes of them becomes of the order. */
import type { CarrierNews } from '../../domain/carrier/carrier.ts';
import { newsOfDelivery } from '../../domain/carrier/fleet-news.ts';
import type { EventType, RecordedEvent } from '../../domain/event/event.ts';
import { hearCarrier } from '../../domain/shipping-order/hear-carrier.ts';
import { deliveriesWithOrders, findOrderOfDelivery } from '../../store/shipping-order.ts';
import { changeOrder } from '../shipping-order/change-order.ts';
import type { Follower } from './follower.ts';

/** Each that may bring a delivery into another state once its order knows it. */
const moving = [
  'delivery.assigned',
  'delivery.released',
  'delivery.dispatched',
  'delivery.picked_up',
  'delivery.pickup_failed',
  'delivery.delivered',
  'delivery.partially_delivered',
  'delivery.delivery_failed',
  'delivery.cancelled',
  'delivery.expired',
  'delivery.ready',
  'delivery.returning',
  'delivery.returned',
] as const satisfies readonly EventType[];

/** How far the clocks of our processes may be apart. */
const skewMs = 60_000;

type Moving = Extract<RecordedEvent, { readonly type: (typeof moving)[number] }>;

export const carrierDeliveries: Follower = {
  name: 'carrier-deliveries',
  wants: (type) => moving.some((one) => one === type),

  async pick(tx, events) {
    const deliveries = events.map(({ accountId, aggregateId }) => ({ accountId, deliveryId: aggregateId }));
    const carrying = await deliveriesWithOrders(tx, deliveries);
    return new Set(events.flatMap(({ id, aggregateId }) => (carrying.has(aggregateId) ? [id] : [])));
  },

  async follow(deps, tx, caller, event) {
    if (!isMoving(event)) return;
    const { delivery } = event.data;
    const orderId = await findOrderOfDelivery(tx, caller.accountId, delivery.id);
    // given to another carrier since
    if (orderId === null) return;
    const news = newsOfDelivery({ ...delivery, updatedAt: new Date(delivery.updatedAt) });
    await changeOrder(deps, tx, caller, orderId, (order) =>
      hearCarrier(order, inOrder(news, order.carrierHeardAt), deps.now()),
    );
  },
};

function isMoving(event: RecordedEvent): event is Moving {
  return moving.some((one) => one === event.type);
}

/** Events of a delivery come one after the other; the clocks of those who wrote them may not agree on it. */
function inOrder(news: CarrierNews, heardAt: Date | null): CarrierNews {
  const late = heardAt === null ? 0 : heardAt.getTime() - news.at.getTime();
  return heardAt !== null && late > 0 && late <= skewMs ? { ...news, at: heardAt } : news;
}
