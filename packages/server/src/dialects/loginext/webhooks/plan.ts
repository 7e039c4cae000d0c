/** Webhooks about route planning: trips that it made, and the answer to a problem that was sent whole. */
import type { RecordedEvent } from '../../../domain/event/event.ts';
import { toReference } from '../references.ts';
import { toDateTime } from '../wire.ts';

type Event<T extends RecordedEvent['type']> = Extract<RecordedEvent, { type: T }>;

/** 13. Route Planning. A stop of an order of two legs stands for each of them. */
export function applied({ data: { trips } }: Event<'plan.applied'>) {
  return {
    notificationType: 'DELIVERYPLANNING',
    notificationDetails: trips.map(({ trip, stops }) => ({
      tripName: trip.name,
      deliveryMediumName: trip.courierName ?? '',
      referenceId: toReference(trip.id),
      phoneNumber: trip.courierPhone ?? '',
      driverName: trip.driverName ?? '',
      vehicleNumber: trip.vehicleNumber ?? '',
      orderDetails: stops.map(({ orderNumber, slot, sequence, position }) => ({
        orderNo: orderNumber,
        startTimeWindow: slot.from === null ? '' : toDateTime(slot.from),
        endTimeWindow: slot.until === null ? '' : toDateTime(slot.until),
        deliveryOrder: sequence,
        latitude: position.lat,
        longitude: position.lng,
      })),
    })),
  };
}

/** 14. Route Planning - API. Shipments have the slots that were asked for; the route's own times say when it is driven. */
export function finished({ data: { plan, routes, unassigned } }: Event<'plan.finished'>) {
  return {
    status: 200,
    message: null,
    data: {
      routeName: plan.name,
      routes: routes.map(({ vehicle, stops, startsAt, endsAt }) => ({
        vehicle,
        shipments: stops.map(({ shipment, slot, leg }) => ({
          name: shipment,
          start: slot.from === null ? '' : toSeconds(slot.from),
          end: slot.until === null ? '' : toSeconds(slot.until),
          shipmentType: leg === 'pickup' ? 'PICKUP' : 'DELIVER',
        })),
        start: toSeconds(startsAt),
        end: toSeconds(endsAt),
      })),
      unassigned: unassigned.map(({ shipment }) => shipment),
    },
    hasError: false,
  };
}

/** 14 for a plan that came to nothing. The document says only that the message is then shown. */
export function failed({ data: { plan, failure } }: Event<'plan.failed'>) {
  return {
    status: 500,
    message: failure,
    data: { routeName: plan.name, routes: [], unassigned: [] },
    hasError: true,
  };
}

/** `2017-10-27T16:00:00Z`. */
const toSeconds = (instant: string) => `${instant.slice(0, 19)}Z`;
