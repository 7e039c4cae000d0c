/** Webhooks about what happened at the doors: picked up, delivered, partly, or not. */
import type { Delivery } from '../../../domain/delivery/delivery.ts';
import type { RecordedEvent, Snapshot, TripSummary } from '../../../domain/event/event.ts';
import { fromMinor } from '../../../domain/money.ts';
import { toCrateStatus, toOrderLeg, toOrderState, toPaymentType } from '../status.ts';
import { currentPlaceOf, toCollect, toDateTime, toPhoneNumber } from '../wire.ts';
import { legOf } from './leg.ts';

type Event<T extends RecordedEvent['type']> = Extract<RecordedEvent, { type: T }>;

/** 8. Delivered. */
export function delivered({ data }: Event<'delivery.delivered'>) {
  const { delivery, trip, report } = data;
  return {
    clientShipmentId: delivery.orderNumber,
    ...placeOf(data),
    notificationType: 'DELIVEREDNOTIFICATION',
    ...commentOf(delivery),
    ...courierOf(trip),
    deliveryTime: toDateTime(report.at),
    cashAmount: toCollect(delivery),
    deliveryLocationType: delivery.dropoffKind ?? '',
    transactionId: delivery.paymentReference ?? '',
    actualCashAmount: fromMinor(delivery.amountCollected ?? 0, delivery.currency),
    recipientName: delivery.recipientName ?? '',
    branchName: currentPlaceOf(delivery)?.branch ?? delivery.distributionCentre ?? '',
    paymentSubType: delivery.paymentMethod ?? '',
  };
}

/** 9. Partially Delivered. */
export function partiallyDelivered({ data: { delivery, trip, report } }: Event<'delivery.partially_delivered'>) {
  const receiver = delivery.dropoff;
  return {
    orderNo: delivery.orderNumber,
    statusCd: 'PARTIALLYDELIVERED',
    notificationType: 'PARTIALDELIVERYNOTIFICATION',
    orderLeg: toOrderLeg[legOf(delivery)],
    awbNumber: delivery.waybillNumber ?? '',
    ...commentOf(delivery),
    ...courierOf(trip),
    orderState: toOrderState[delivery.direction],
    customerName: currentPlaceOf(delivery)?.customerName ?? '',
    ...reasonOf(delivery),
    deliveryTime: toDateTime(report.at),
    cashAmount: toCollect(delivery),
    deliveryLocationType: delivery.dropoffKind ?? '',
    transactionId: delivery.paymentReference ?? '',
    paymentMode: delivery.paymentMode ? toPaymentType[delivery.paymentMode] : '',
    actualCashAmount: fromMinor(delivery.amountCollected ?? 0, delivery.currency),
    shipmentCrateMappingList: delivery.packages.map((one) => ({
      crateCd: one.code,
      crateType: one.type ?? '',
      statusCd: toCrateStatus[one.state],
      crateAmount: fromMinor(one.amount ?? 0, delivery.currency),
      noOfUnits: one.units ?? 0,
      loadedUnits: one.loadedUnits,
      unloadedUnits: one.unloadedUnits,
      shipmentLineItemsList: one.items.map((item) => ({
        itemCd: item.code,
        itemType: item.type ?? '',
        statusCd: toCrateStatus[one.state],
        itemName: item.name ?? '',
        itemPrice: fromMinor(item.price, delivery.currency),
        itemQuantity: item.quantity,
        itemWeight: (item.weightGrams ?? 0) / 1000,
        actualItemQuantity: item.deliveredQuantity ?? 0,
      })),
    })),
    recipientName: delivery.recipientName ?? '',
    apartment: receiver?.address.apartment ?? '',
    streetName: receiver?.address.street ?? '',
    city: receiver?.address.city ?? '',
    state: receiver?.address.state ?? '',
    country: receiver?.address.country ?? '',
    pincode: receiver?.address.postalCode ?? '',
    customerEmailAddress: receiver?.email ?? '',
    customerPhoneNumber: receiver?.phone ?? '',
    paymentSubType: delivery.paymentMethod ?? '',
  };
}

/** 10. Not Delivered. */
export function notDelivered({ data: { delivery, trip, report } }: Event<'delivery.delivery_failed'>) {
  const place = currentPlaceOf(delivery);
  const { reason, reasonCd } = reasonOf(delivery);
  return {
    orderNo: delivery.orderNumber,
    notificationType: 'NOTDELIVEREDNOTIFICATION',
    orderLeg: toOrderLeg[legOf(delivery)],
    awbNumber: delivery.waybillNumber ?? '',
    ...commentOf(delivery),
    ...courierOf(trip),
    orderState: toOrderState[delivery.direction],
    customerName: place?.customerName ?? '',
    reasonCd,
    reason,
    deliveryTime: toDateTime(report.at),
    deliveryLocationType: delivery.dropoffKind ?? '',
    recipientName: delivery.recipientName ?? '',
    branchName: place?.branch ?? delivery.distributionCentre ?? '',
  };
}

/** 11. Pickedup: always about the pickup leg, although the goods are now on the next one. */
export function pickedUp({ data }: Event<'delivery.picked_up'>) {
  const { delivery, trip, report } = data;
  return {
    orderNo: delivery.orderNumber,
    ...placeOf(data),
    pickedUpTime: toDateTime(report.at),
    status: 'PICKEDUP',
    notificationType: 'PICKEDUPNOTIFICATION',
    orderLeg: toOrderLeg.pickup,
    awbNumber: delivery.waybillNumber ?? '',
    ...commentOf(delivery),
    ...courierOf(trip),
    orderState: toOrderState[delivery.direction],
  };
}

/** 12. Not Pickedup. */
export function notPickedUp({ data: { delivery, trip } }: Event<'delivery.pickup_failed'>) {
  return {
    orderNo: delivery.orderNumber,
    notificationType: 'NOTPICKEDUPNOTIFICATION',
    orderLeg: toOrderLeg.pickup,
    awbNumber: delivery.waybillNumber ?? '',
    ...commentOf(delivery),
    ...courierOf(trip),
    orderState: toOrderState[delivery.direction],
    customerName: delivery.pickup?.customerName ?? '',
    ...reasonOf(delivery),
  };
}

/** Where it happened: what the courier says, or else where a tracker of the trip was. */
function placeOf({ report, seenAt }: Event<'delivery.delivered' | 'delivery.picked_up'>['data']) {
  const place = report.position ?? seenAt;
  return { latitude: place?.lat ?? null, longitude: place?.lng ?? null };
}

/** The samples say customerComment where the tables say customerComments. */
function commentOf({ customerComment, customerRating }: Snapshot<Delivery>) {
  return { customerComment: customerComment ?? '', customerRating: customerRating ?? 0 };
}

function courierOf(trip: TripSummary | null) {
  return { deliveryMediumName: trip?.courierName ?? '', phoneNumber: toPhoneNumber(trip?.courierPhone ?? null) };
}

function reasonOf({ reason, reasonCode }: Snapshot<Delivery>) {
  return { reason: reason ?? reasonCode ?? '', reasonCd: reasonCode ?? '' };
}
