/** An order as Get Order answers it. Pure: the hour is an argument. */
import { currentLeg, type Item, type Package } from '../../domain/delivery/delivery.ts';
import { distanceMetres } from '../../domain/geo.ts';
import { fromMinor } from '../../domain/money.ts';
import { expectedArrival } from '../../domain/trip/eta.ts';
import type { DeliveryView } from '../../use-cases/delivery/read-deliveries.ts';
import { toReference } from './references.ts';
import type { Order, OrderCrate, OrderLineItem } from './schemas/order-view.ts';
import { orderTypeOf, toCrateStatus, toLogiNextStatus, toOrderState, toPaymentType } from './status.ts';
import { destinationOf, originOf, thousandth, toEpoch } from './wire.ts';

const minute = 60_000;

/** Keys in the order of the document's sample. Dates are milliseconds since 1970. */
export function toOrder(view: DeliveryView, now: Date): Order {
  const leg = currentLeg(view);
  const place = view[leg];
  const stop = leg === 'pickup' ? view.pickupStop : view.dropoffStop;
  const { trip, pickupStop, dropoffStop, currency } = view;
  const eta = etaOf(view, stop, now);
  const late = lateness(view, eta, place?.window.until ?? null, now);
  const fence = view.legs === 'pickup' ? pickupStop : dropoffStop;
  const started = view.state === 'assigned' ? null : (trip?.startedAt ?? null);
  return {
    referenceId: toReference(view.id),
    orderNo: view.orderNumber,
    awbNumber: view.waybillNumber ?? '',
    clientName: view.accountName,
    branchName: view.distributionCentre ?? place?.branch ?? null,
    origin: originOf(view),
    destination: destinationOf(view),
    shipmentOrderTypeCd: orderTypeOf(view),
    orderState: toOrderState[view.direction],
    deliveryType: view.carriage,
    deliveryLocationType: view.dropoffKind,
    shipmentOrderDt: view.orderedAt.getTime(),
    startTimeWindow: toEpoch(place?.window.from ?? null),
    endTimeWindow: toEpoch(place?.window.until ?? null),
    paymentType: view.paymentMode && toPaymentType[view.paymentMode],
    notes: view.pickup?.notes ?? '',
    packageValue: fromMinor(view.goodsValue ?? 0, currency),
    recalculatedValue: fromMinor(handedOverValue(view), currency),
    status: toLogiNextStatus(view.state, view.legs),
    plannedServiceTime: place?.serviceMinutes ?? 0,
    serviceTime:
      stop?.arrivedAt && stop.leftAt ? Math.round((stop.leftAt.getTime() - stop.arrivedAt.getTime()) / minute) : 0,
    deliveryMediumName: trip?.courierName ?? null,
    assignedThrough: trip && (trip.assignedBy === 'hand' ? 'Manually' : 'Automatically'),
    tripName: trip?.name ?? null,
    eta: toEpoch(eta),
    actualStartDt: toEpoch(started),
    actualEndDt: toEpoch(view.endedAt),
    plannedDistance: kilometres(stop?.plannedDistanceMetres ?? null),
    actualDistance: kilometres(stop?.drivenMetres ?? null),
    distanceFromHub:
      view.hubPosition && place?.position ? Math.round(distanceMetres(view.hubPosition, place.position)) / 1000 : null,
    plannedStartDt: toEpoch(stop?.plannedArrival ?? null),
    plannedEndDt: toEpoch(stop?.plannedDeparture ?? null),
    timeTakenDifferenceInMins:
      started && view.endedAt ? Math.floor((view.endedAt.getTime() - started.getTime()) / minute) : null,
    pickupCheckInTime: toEpoch(pickupStop?.arrivedAt ?? null),
    pickupCheckOutTime: toEpoch(pickupStop?.leftAt ?? null),
    pickupCheckInLatitude: pickupStop?.arrivedPosition?.lat ?? null,
    pickupCheckInLongitude: pickupStop?.arrivedPosition?.lng ?? null,
    pickupCheckOutLatitude: pickupStop?.leftPosition?.lat ?? null,
    pickupCheckOutLongitude: pickupStop?.leftPosition?.lng ?? null,
    deliverCheckInTime: toEpoch(dropoffStop?.arrivedAt ?? null),
    deliverCheckOutTime: toEpoch(dropoffStop?.leftAt ?? null),
    deliverCheckInLatitude: dropoffStop?.arrivedPosition?.lat ?? null,
    deliverCheckInLongitude: dropoffStop?.arrivedPosition?.lng ?? null,
    deliverCheckOutLatitude: dropoffStop?.leftPosition?.lat ?? null,
    deliverCheckOutLongitude: dropoffStop?.leftPosition?.lng ?? null,
    orderSequence: stop?.sequence ?? null,
    customerCode: place?.customerCode ?? null,
    customerName: place?.customerName ?? null,
    amountCollected: view.amountCollected === null ? null : fromMinor(view.amountCollected, currency),
    podCount: view.proofFiles,
    noOfCrates: view.declaredPackages ?? view.packages.length,
    packageWeight: thousandth(view.weightGrams),
    packageVolume: thousandth(view.volumeMm3),
    customerComments: view.customerComment ?? '',
    deliveryNotes: view.dropoff?.notes ?? '',
    customerRatings: view.customerRating,
    customerPhoneNumber: place?.phone ?? null,
    deliveryMediumPhoneNumber: trip?.courierPhone ?? null,
    reason: view.reason ?? view.reasonCode,
    vehicleNumber: trip?.vehicleNumber ?? null,
    noOfAttempts: view.attempts,
    deliveryGeofenceEnterTime: toEpoch(fence?.fenceEnteredAt ?? null),
    deliveryGeofenceExitTime: toEpoch(fence?.fenceLeftAt ?? null),
    isDelayed: late !== null,
    delayedBy: late,
    shipmentCrateMappings: view.packages.map((one) => toCrate(one, view)),
  };
}

function kilometres(metres: number | null): number | null {
  return metres === null ? null : Math.round(metres) / 1000;
}

/** When the courier is expected at a door; null without a trip, or while nobody can tell. */
export function etaOf({ trip }: DeliveryView, stop: DeliveryView['dropoffStop'], now: Date): Date | null {
  return stop && expectedArrival(stop, (trip?.startedAt ?? null) !== null, now);
}

/** Minutes past the end of the window, or null. What is over is judged by its end, what is not by the expected arrival. */
export function lateness(view: DeliveryView, expected: Date | null, until: Date | null, now: Date): number | null {
  if (!until || view.state === 'cancelled' || view.state === 'expired') return null;
  const moment = view.endedAt ?? (expected && expected > now ? expected : now);
  const minutes = Math.floor((moment.getTime() - until.getTime()) / minute);
  return minutes > 0 ? minutes : null;
}

/** The order's value, less what was not handed over of a partial delivery. */
function handedOverValue(view: DeliveryView): number {
  if (view.state !== 'partially_delivered') return view.goodsValue ?? 0;
  const items = view.packages.flatMap((one) => one.items);
  return items.reduce((sum, item) => sum + Math.round(item.price * (item.deliveredQuantity ?? 0)), 0);
}

function toCrate(one: Package, view: DeliveryView): OrderCrate {
  const amount = fromMinor(one.amount ?? 0, view.currency);
  return {
    crateCd: one.code,
    statusCd: toCrateStatus[one.state],
    crateType: one.type,
    crateAmount: amount,
    shipmentlineitems: one.items.map((item) => toLineItem(item, one, view.currency)),
    noOfUnits: one.units,
    loadedUnits: one.loadedUnits,
    unloadedUnits: one.unloadedUnits,
    orderNo: view.orderNumber,
    // what is still on the vehicle: the sample of a delivered order has none
    crateQuantity: Math.max(one.loadedUnits - one.unloadedUnits, 0),
    amountToCollect: view.paymentMode === 'cod' ? amount : 0,
  };
}

function toLineItem(item: Item, one: Package, currency: string): OrderLineItem {
  return {
    itemCd: item.code,
    itemName: item.name,
    itemPrice: fromMinor(item.price, currency),
    itemQuantity: item.quantity,
    itemType: item.type,
    itemWeight: item.weightGrams === null ? null : item.weightGrams / 1000,
    statusCd: toCrateStatus[one.state],
    actualItemQuantity: item.deliveredQuantity,
  };
}
