/** An order as OnDemand's Get Order answers it. Pure: the hour is an argument. */
import { hasLeg } from '../../domain/delivery/delivery.ts';
import { fromMinor } from '../../domain/money.ts';
import { schedule } from '../../domain/trip/schedule.ts';
import type { DeliveryView } from '../../use-cases/delivery/read-deliveries.ts';
import { etaOf, lateness } from './order-view.ts';
import { toReference } from './references.ts';
import type { OnDemandOrder } from './schemas/ondemand-view.ts';
import { orderTypeOf, toLogiNextStatus, toOrderState, toPaymentType } from './status.ts';
import { destinationOf, originOf, toEpoch } from './wire.ts';

/**
 * Keys in the order of the document's sample. The window goes from the earliest pickup to the latest delivery, and the
 * customer is the receiver from the first: unlike Mile, nothing here speaks of the leg that is being driven.
 */
export function toOnDemandOrder(view: DeliveryView, now: Date): OnDemandOrder {
  const { pickup, dropoff } = view;
  const first = hasLeg(view.legs, 'pickup') ? pickup : dropoff;
  const last = hasLeg(view.legs, 'dropoff') ? dropoff : pickup;
  return {
    referenceId: toReference(view.id),
    orderNo: view.orderNumber,
    awbNumber: view.waybillNumber ?? '',
    clientName: view.accountName,
    branchName: view.distributionCentre ?? last?.branch ?? null,
    origin: originOf(view),
    destination: destinationOf(view),
    shipmentOrderTypeCd: orderTypeOf(view),
    orderState: toOrderState[view.direction],
    shipmentOrderDt: view.orderedAt.getTime(),
    startTimeWindow: toEpoch(first?.window.from ?? null),
    endTimeWindow: toEpoch(last?.window.until ?? null),
    paymentType: view.paymentMode && toPaymentType[view.paymentMode],
    notes: [pickup?.notes, dropoff?.notes].filter((notes) => notes).join(', '),
    packageValue: fromMinor(view.goodsValue ?? 0, view.currency),
    status: toLogiNextStatus(view.state, view.legs),
    plannedServiceTime: last?.serviceMinutes ?? 0,
    plannedDistance: plannedKilometres(view),
    customerCode: last?.customerCode ?? null,
    customerName: last?.customerName ?? null,
    customerPhoneNumber: last?.phone ?? null,
    noOfAttempts: view.attempts,
    isDelayed: lateness(view, etaOf(view, view.dropoffStop, now), last?.window.until ?? null, now) !== null,
  };
}

/** By road from the sender, or from our own place, to the receiver; null while one of them stands on no map. */
function plannedKilometres({ legs, pickup, dropoff, hubPosition, orderedAt }: DeliveryView): number | null {
  const from = hasLeg(legs, 'pickup') ? (pickup?.position ?? null) : hubPosition;
  const to = hasLeg(legs, 'dropoff') ? (dropoff?.position ?? null) : hubPosition;
  const [way] = schedule(from, orderedAt, [{ position: to, earliest: null, serviceMinutes: null }]);
  const metres = way?.distanceMetres ?? null;
  return metres === null ? null : metres / 1000;
}
