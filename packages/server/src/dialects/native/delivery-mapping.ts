/** Pure: deliveries as the native API shows them, live or frozen in an event. */
import type * as core from '../../domain/delivery/delivery.ts';
import type { Snapshot } from '../../domain/event/event.ts';
import type { DeliveryView } from '../../use-cases/delivery/read-deliveries.ts';
import { iso, isoOrNull } from './iso.ts';
import { toStop, toTripSummary } from './mapping.ts';
import type { Delivery, DeliveryDetail, Package, Place } from './schemas/delivery.ts';
import type { Money } from './schemas/money.ts';
import { toNativeStatus } from './status.ts';

type Live<T> = T | Snapshot<T>;

export function toDeliveryDetail(view: DeliveryView): DeliveryDetail {
  const { trip, pickupStop, dropoffStop, proofFiles } = view;
  return {
    ...toDelivery(view),
    trip: trip && { ...toTripSummary(trip), startedAt: isoOrNull(trip.startedAt) },
    pickupStop: pickupStop && toStop(pickupStop),
    dropoffStop: dropoffStop && toStop(dropoffStop),
    proofFiles,
  };
}

export function toDelivery(one: Live<core.Delivery>): Delivery {
  const { currency } = one;
  return {
    id: one.id,
    version: one.version,
    state: toNativeStatus[one.state],
    orderNumber: one.orderNumber,
    waybillNumber: one.waybillNumber,
    // events of earlier releases know neither the service nor cash on pickup
    service: one.service ?? null,
    direction: one.direction,
    legs: one.legs,
    orderedAt: iso(one.orderedAt),
    distributionCentre: one.distributionCentre,
    weightGrams: one.weightGrams,
    volumeMm3: one.volumeMm3,
    currency,
    goodsValue: toMoney(one.goodsValue, currency),
    declaredPackages: one.declaredPackages,
    paymentMode: one.paymentMode,
    cashOnPickup: toMoney(one.cashOnPickup ?? null, currency),
    partialAllowed: one.partialAllowed,
    returnAllowed: one.returnAllowed,
    cancellationAllowed: one.cancellationAllowed,
    carriage: one.carriage,
    dropoffKind: one.dropoffKind,
    pickup: one.pickup && toPlace(one.pickup),
    dropoff: one.dropoff && toPlace(one.dropoff),
    returnTo: one.returnTo && toPlace(one.returnTo),
    packages: one.packages.map((each) => toPackage(each, currency)),
    tripId: one.tripId,
    returnOf: one.returnOf,
    attempts: one.attempts,
    pickedUpAt: isoOrNull(one.pickedUpAt),
    endedAt: isoOrNull(one.endedAt),
    cancelledAt: isoOrNull(one.cancelledAt),
    cancelledBy: one.cancelledBy,
    reasonCode: one.reasonCode,
    reason: one.reason,
    recipientName: one.recipientName,
    customerComment: one.customerComment,
    customerRating: one.customerRating,
    collected: toMoney(one.amountCollected, currency),
    paymentMethod: one.paymentMethod,
    paymentReference: one.paymentReference,
    createdAt: iso(one.createdAt),
    updatedAt: iso(one.updatedAt),
  };
}

function toPlace(one: Live<core.Place>): Place {
  const { apartment, street, landmark, locality, city, state, country, postalCode } = one.address;
  return {
    branch: one.branch,
    customerCode: one.customerCode,
    customerName: one.customerName,
    email: one.email,
    phone: one.phone,
    address: { apartment, street, landmark, locality, city, state, country, postalCode },
    position: one.position,
    window: { from: isoOrNull(one.window.from), until: isoOrNull(one.window.until) },
    serviceMinutes: one.serviceMinutes,
    notes: one.notes,
  };
}

function toPackage(one: Live<core.Package>, currency: string): Package {
  const { code, type, units, state, loadedUnits, unloadedUnits } = one;
  return {
    code,
    type,
    amount: toMoney(one.amount, currency),
    units,
    state,
    loadedUnits,
    unloadedUnits,
    items: one.items.map(({ code, name, price, quantity, deliveredQuantity, type, weightGrams }) => ({
      code,
      name,
      price: { amount: price, currency },
      quantity,
      deliveredQuantity,
      type,
      weightGrams,
    })),
  };
}

function toMoney(amount: number | null, currency: string): Money | null {
  return amount === null ? null : { amount, currency };
}
