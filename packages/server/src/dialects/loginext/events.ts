/** LogiNext's webhooks: which events they tell of, and their bodies. Pure. */
import type { RecordedEvent } from '../../domain/event/event.ts';
import type { WebhookPayload } from '../dialect.ts';
import * as hub from './webhooks/hub.ts';
import * as order from './webhooks/order.ts';
import * as outcome from './webhooks/outcome.ts';
import * as plan from './webhooks/plan.ts';
import * as trip from './webhooks/trip.ts';

/** Endpoints subscribe by these names: the document's titles. */
export const webhooks = [
  'CREATE_ORDER',
  'UPDATE_ORDER',
  'ACCEPT_ORDER',
  'REJECT_ORDER',
  'CANCEL_ORDER',
  'LOAD_ITEMS',
  'LOAD_COMPLETE',
  'DELIVERED',
  'PARTIALLY_DELIVERED',
  'NOT_DELIVERED',
  'PICKEDUP',
  'NOT_PICKEDUP',
  'ROUTE_PLANNING',
  'ROUTE_PLANNING_API',
  'START_TRIP',
  'STOP_TRIP',
  'HUB_IN',
  'HUB_OUT',
] as const;
type WebhookName = (typeof webhooks)[number];

export function tell(event: RecordedEvent): readonly WebhookPayload[] {
  switch (event.type) {
    case 'delivery.created':
      return say('CREATE_ORDER', order.created(event));
    case 'delivery.updated':
    case 'delivery.packages_updated':
    case 'delivery.assigned':
    case 'delivery.released':
      return say('UPDATE_ORDER', order.updated(event));
    case 'delivery.accepted':
      return say('ACCEPT_ORDER', order.accepted(event));
    case 'delivery.rejected':
      return say('REJECT_ORDER', order.rejected(event));
    case 'delivery.cancelled':
    case 'delivery.expired':
      return say('CANCEL_ORDER', order.cancelled(event));
    case 'delivery.loaded':
      return say('LOAD_ITEMS', order.loaded(event));
    case 'delivery.picked_up':
      return say('PICKEDUP', outcome.pickedUp(event));
    case 'delivery.pickup_failed':
      return say('NOT_PICKEDUP', outcome.notPickedUp(event));
    case 'delivery.delivered':
      return say('DELIVERED', outcome.delivered(event));
    case 'delivery.partially_delivered':
      return say('PARTIALLY_DELIVERED', outcome.partiallyDelivered(event));
    case 'delivery.delivery_failed':
      return say('NOT_DELIVERED', outcome.notDelivered(event));
    case 'trip.loaded':
      return say('LOAD_COMPLETE', trip.loaded(event));
    case 'trip.started':
      return say('START_TRIP', trip.started(event));
    case 'trip.ended':
      return say('STOP_TRIP', trip.ended(event));
    case 'trip.entered_hub':
      return [{ type: 'HUB_IN' satisfies WebhookName, body: hub.entered(event), urlField: 'url' }];
    case 'trip.left_hub':
      return [{ type: 'HUB_OUT' satisfies WebhookName, body: hub.left(event), urlField: 'url' }];
    case 'plan.applied':
      // nothing was assigned, so there is nothing to tell
      return event.data.trips.length === 0 ? [] : say('ROUTE_PLANNING', plan.applied(event));
    case 'plan.finished':
      return say('ROUTE_PLANNING_API', plan.finished(event));
    case 'plan.failed':
      return event.data.plan.kind === 'problem' ? say('ROUTE_PLANNING_API', plan.failed(event)) : [];
    // LogiNext has no word for these
    case 'delivery.offered':
    case 'delivery.dispatched':
    case 'delivery.arrived':
    case 'delivery.payment_requested':
    case 'delivery.paid':
    case 'delivery.processing':
    case 'delivery.ready':
    case 'delivery.confirmed':
    case 'delivery.returning':
    case 'delivery.returned':
    case 'trip.created':
    case 'trip.updated':
    case 'trip.cancelled':
    case 'webhook_endpoint.disabled':
    case 'shipping_order.created':
    case 'shipping_order.paid':
    case 'shipping_order.status_changed':
    case 'shipping_order.reassigned':
    case 'shipping_order.refund_due':
    case 'shipping_order.refunded':
    case 'provider.unreachable':
    case 'provider.recovered':
    case 'subscription_order.placed':
    case 'subscription_order.paid':
    case 'subscription_order.approved':
    case 'subscription_order.rejected':
    case 'subscription_order.terminated':
    case 'subscription_order.completed':
    case 'bill.issued':
    case 'bill.collected':
    case 'bill.overdue':
    case 'policy.issued':
    case 'policy.tracked':
    case 'policy.cancelled':
    case 'policy.expired':
    case 'policy.claimed':
    case 'claim.drafted':
    case 'claim.submitted':
    case 'claim.approved':
    case 'claim.rejected':
    case 'claim.paid':
    case 'coverage.requested':
    case 'coverage.active':
    case 'coverage.refused':
    case 'coverage.cancelled':
    case 'coverage.expired':
      return [];
  }
}

function say(type: WebhookName, body: Readonly<Record<string, unknown>>): readonly WebhookPayload[] {
  return [{ type, body }];
}
