/** Webhooks about trips: loaded, started, ended. */
import type { RecordedEvent } from '../../../domain/event/event.ts';
import { toDateTime, toPhoneNumber } from '../wire.ts';

type Event<T extends RecordedEvent['type']> = Extract<RecordedEvent, { type: T }>;
type TripEvent = Event<'trip.loaded' | 'trip.started' | 'trip.ended'>;

/** 7. Load Complete. */
export function loaded({ data: { trip, deliveries, report, revisedEta } }: Event<'trip.loaded'>) {
  return {
    clientShipmentIds: orderNumbers(deliveries),
    deliveryMediumName: trip.courierName ?? '',
    tripName: trip.name,
    startTime: toDateTime(report.at),
    phoneNumber: toPhoneNumber(trip.courierPhone),
    driverName: trip.driverName ?? '',
    vehicleNumber: trip.vehicleNumber ?? '',
    revisedEta: revisedEta === null ? '' : toDateTime(revisedEta),
    notificationType: 'LOADINGDONENOTIFICATION',
  };
}

/** 15. Start Trip. */
export function started({ data: { trip, deliveries, report } }: Event<'trip.started'>) {
  return {
    notificationType: 'STARTTRIP',
    deliveryMediumName: trip.courierName ?? '',
    phoneNumber: toPhoneNumber(trip.courierPhone),
    startTime: toDateTime(report.at),
    tripName: trip.name,
    vehicleNumber: trip.vehicleNumber ?? '',
    driverName: trip.driverName ?? '',
    clientShipmentIds: orderNumbers(deliveries),
  };
}

/** 16. Stop Trip: the same notification type as Delivered, told apart by clientShipmentIds and endTime. */
export function ended({ data: { trip, deliveries, report } }: Event<'trip.ended'>) {
  return {
    notificationType: 'DELIVEREDNOTIFICATION',
    deliveryMediumName: trip.courierName ?? '',
    endTime: toDateTime(report.at),
    tripName: trip.name,
    vehicleNumber: trip.vehicleNumber ?? '',
    driverName: trip.driverName ?? '',
    clientShipmentIds: orderNumbers(deliveries),
  };
}

function orderNumbers(deliveries: TripEvent['data']['deliveries']): readonly string[] {
  return deliveries.map(({ orderNumber }) => orderNumber);
}
