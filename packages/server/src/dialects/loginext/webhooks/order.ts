/** Webhooks about an order's life beside the road: created, updated, accepted, rejected, cancelled, loaded. */
import type { RecordedEvent } from '../../../domain/event/event.ts';
import { fromMinor } from '../../../domain/money.ts';
import { toNumber, toReference } from '../references.ts';
import { orderTypeOf, toCrateStatus, toOrderLeg, toOrderState } from '../status.ts';
import {
  currentPlaceOf,
  destinationOf,
  originOf,
  thousandth,
  toDateTime,
  toFullAddress,
  toPhoneNumber,
} from '../wire.ts';
import { legOf } from './leg.ts';

type Event<T extends RecordedEvent['type']> = Extract<RecordedEvent, { type: T }>;
type UpdateEvent = Event<'delivery.updated' | 'delivery.packages_updated' | 'delivery.assigned' | 'delivery.released'>;

/** 1. Create Order. */
export function created({ data: { delivery }, occurredAt }: Event<'delivery.created'>) {
  return {
    orderNo: delivery.orderNumber,
    orderState: toOrderState[delivery.direction],
    orderLeg: toOrderLeg[legOf(delivery)],
    awbNumber: delivery.waybillNumber ?? '',
    notificationType: 'ORDERCREATIONNOTIFICATION',
    timestamp: toDateTime(occurredAt),
  };
}

/** 2. Update Order: also when it is put on a trip or taken off. */
export function updated(event: UpdateEvent) {
  const { delivery, trip } = event.data;
  const onTrip = event.type === 'delivery.released' ? null : trip;
  const place = currentPlaceOf(delivery);
  const planned = event.type === 'delivery.assigned' ? event.data.planned : null;
  return {
    orderNo: delivery.orderNumber,
    notificationType: 'ORDERUPDATENOTIFICATION',
    vehicleNumber: onTrip?.vehicleNumber ?? '',
    awbNumber: delivery.waybillNumber ?? '',
    deliveryMediumName: onTrip?.courierName ?? '',
    phoneNumber: onTrip?.courierPhone ?? '',
    orderState: toOrderState[delivery.direction],
    clientId: toNumber(delivery.accountId),
    shipmentCrateMapping: delivery.packages.map((one) => one.code),
    startTimeWindow: place?.window.from ? toDateTime(place.window.from) : '',
    endTimeWindow: place?.window.until ? toDateTime(place.window.until) : '',
    tripReferenceId: onTrip ? toReference(onTrip.id) : '',
    orderReferenceId: toReference(delivery.id),
    numberOfItems: delivery.declaredPackages ?? delivery.packages.length,
    packageWeight: thousandth(delivery.weightGrams),
    packageVolume: thousandth(delivery.volumeMm3),
    originAddr: originOf(delivery) ?? '',
    destinationAddr: destinationOf(delivery) ?? '',
    shipmentOrderTypeCd: orderTypeOf(delivery),
    clientNodeName: place?.customerName ?? '',
    clientNodeCd: place?.customerCode ?? '',
    address: place ? toFullAddress(place.address) : '',
    deliveryType: delivery.carriage ?? '',
    shipmentNotes: place?.notes ?? '',
    assignmentMethod: onTrip ? (onTrip.assignedBy === 'hand' ? 'MANUAL' : 'AUTOMATIC') : '',
    calculatedStartDt: planned?.arrival ? toDateTime(planned.arrival) : '',
    calculatedEndDt: planned?.departure ? toDateTime(planned.departure) : '',
  };
}

/** 3. Accept Order; the document names two keys twice. */
export function accepted({ data: { delivery, trip, report } }: Event<'delivery.accepted'>) {
  return {
    clientShipmentId: delivery.orderNumber,
    status: 'ORDER ACCEPTED',
    deliveryMediumName: trip?.courierName ?? '',
    phoneNumber: toPhoneNumber(trip?.courierPhone ?? null),
    tripName: trip?.name ?? '',
    updatedOn: toDateTime(report.at),
  };
}

/** 4. Reject Order. */
export function rejected({ data: { delivery, trip, report, reason } }: Event<'delivery.rejected'>) {
  return {
    clientShipmentId: delivery.orderNumber,
    status: 'ORDER REJECTED',
    tripName: trip?.name ?? '',
    updatedOn: toDateTime(report.at),
    reasonOfRejection: reason,
  };
}

/** 5. Cancel Order: also what nobody took in time, which LogiNext calls cancelled too. */
export function cancelled({ data: { delivery, trip }, occurredAt }: Event<'delivery.cancelled' | 'delivery.expired'>) {
  const place = currentPlaceOf(delivery);
  return {
    orderNo: delivery.orderNumber,
    notificationType: 'CANCELLEDNOTIFICATION',
    orderLeg: toOrderLeg[legOf(delivery)],
    awbNumber: delivery.waybillNumber ?? '',
    deliveryMediumName: trip?.courierName ?? '',
    phoneNumber: trip?.courierPhone ?? '',
    orderState: toOrderState[delivery.direction],
    customerName: place?.customerName ?? '',
    reason: delivery.reason ?? delivery.reasonCode ?? '',
    reasonCd: delivery.reasonCode ?? '',
    tripName: trip?.name ?? '',
    customerCode: place?.customerCode ?? '',
    cancellationTime: toDateTime(delivery.cancelledAt ?? occurredAt),
    cancelledBy: delivery.cancelledBy ?? '',
  };
}

/** 6. Load Items: the crates that are on the vehicle now. */
export function loaded({ data: { delivery, packageCodes } }: Event<'delivery.loaded'>) {
  const crates = delivery.packages.filter((one) => packageCodes.includes(one.code));
  return {
    orderNo: delivery.orderNumber,
    orderState: toOrderState[delivery.direction],
    orderLeg: toOrderLeg[legOf(delivery)],
    awbNumber: delivery.waybillNumber ?? '',
    notificationType: 'LOADITEMNOTIFICATION',
    shipmentCrateMapping: crates.map((one) => ({
      crateCd: one.code,
      crateType: one.type ?? '',
      statusCd: toCrateStatus[one.state],
      crateAmount: fromMinor(one.amount ?? 0, delivery.currency),
      crateQuantity: one.loadedUnits,
      shipmentlineitems: one.items.map((item) => ({
        itemCd: item.code,
        statusCd: toCrateStatus[one.state],
        itemName: item.name ?? '',
        itemPrice: fromMinor(item.price, delivery.currency),
        itemQuantity: item.quantity,
      })),
    })),
  };
}
