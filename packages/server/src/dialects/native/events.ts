/** How the native dialect tells of events: every one, in the shape in which the timeline shows it. */
import type { RecordedEvent } from '../../domain/event/event.ts';
import type { WebhookPayload } from '../dialect.ts';
import { toDelivery } from './delivery-mapping.ts';
import { toInsuranceFields } from './insurance-event-mapping.ts';
import { iso } from './iso.ts';
import { toTripSummary } from './mapping.ts';
import { toPlanRoute, toUnplanned } from './plan-mapping.ts';
import type { Event, EventData } from './schemas/event.ts';
import { toShippingFields } from './shipping-event-mapping.ts';
import { toSubscriptionFields } from './subscription-event-mapping.ts';

export function tell(event: RecordedEvent): readonly WebhookPayload[] {
  return [{ type: event.type, body: { ...toEvent(event) } }];
}

export function toEvent(event: RecordedEvent): Event {
  const { id, type, aggregate, aggregateId, sequence, occurredAt, actor } = event;
  return { id, type, aggregate, aggregateId, sequence, occurredAt: iso(occurredAt), actor, data: toData(event.data) };
}

/** Only what the event has: its fields differ from type to type. */
function toData(data: RecordedEvent['data']): EventData {
  return {
    ...('delivery' in data && { delivery: toDelivery(data.delivery) }),
    ...('trip' in data && { trip: data.trip && toTripSummary(data.trip) }),
    ...('deliveries' in data && { deliveries: data.deliveries.map(({ id, orderNumber }) => ({ id, orderNumber })) }),
    ...('offer' in data && { offer: toOffer(data.offer) }),
    ...('report' in data && data.report && { report: { at: data.report.at, position: data.report.position } }),
    ...('leg' in data && { leg: data.leg }),
    ...('packageCodes' in data && { packageCodes: [...data.packageCodes] }),
    ...('reason' in data && { reason: data.reason }),
    ...('revisedEta' in data && { revisedEta: data.revisedEta }),
    ...('hub' in data && {
      hub: { id: data.hub.id, code: data.hub.code, name: data.hub.name },
      position: { lat: data.position.lat, lng: data.position.lng },
      sightedAt: data.sightedAt,
    }),
    ...('url' in data && { url: data.url }),
    ...('plan' in data && { plan: { id: data.plan.id, name: data.plan.name, kind: data.plan.kind } }),
    ...('failure' in data && { failure: data.failure }),
    ...('routes' in data && { routes: data.routes.map(toPlanRoute) }),
    ...('trips' in data && { trips: data.trips.map(({ trip }) => toTripSummary(trip)) }),
    ...('unassigned' in data && { unassigned: data.unassigned.map(toUnplanned) }),
    ...toShippingFields(data),
    ...toSubscriptionFields(data),
    ...toInsuranceFields(data),
  };
}

function toOffer({ id, preference, expiresAt }: NonNullable<EventData['offer']>): NonNullable<EventData['offer']> {
  return { id, preference, expiresAt };
}
