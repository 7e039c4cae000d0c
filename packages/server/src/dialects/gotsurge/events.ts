/** The name of GotSurge's one webhook, and which events it tells of. */
import type { EventType } from '../../domain/event/event.ts';

/** Endpoints subscribe by the document's `model_name`. */
export const webhooks = ['Task'] as const;

/** Whether `Task` tells of it. Not of the creation, which the partner's own call has answered, and not of other things. */
export const isTold = {
  'delivery.created': false,
  'delivery.updated': true,
  'delivery.packages_updated': false,
  'delivery.offered': true,
  'delivery.assigned': true,
  'delivery.released': true,
  'delivery.accepted': false,
  'delivery.rejected': true,
  'delivery.loaded': false,
  'delivery.dispatched': true,
  'delivery.arrived': true,
  'delivery.picked_up': true,
  'delivery.pickup_failed': true,
  'delivery.delivered': true,
  'delivery.partially_delivered': true,
  'delivery.delivery_failed': true,
  'delivery.cancelled': true,
  'delivery.expired': true,
  'trip.created': false,
  'trip.updated': false,
  'trip.loaded': false,
  'trip.started': false,
  'trip.ended': false,
  'trip.cancelled': false,
  'trip.entered_hub': false,
  'trip.left_hub': false,
  'plan.finished': false,
  'plan.failed': false,
  'plan.applied': false,
  'webhook_endpoint.disabled': false,
} as const satisfies Record<EventType, boolean>;
