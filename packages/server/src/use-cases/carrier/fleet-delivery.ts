/** A shipping order as a delivery of our own fleet. Pure. */
import type { Shipment, ShipmentEnd } from '../../domain/carrier/carrier.ts';
import { blankPlace } from '../../domain/delivery/blank-place.ts';
import type { DeliveryDraft, Package, Place, Window } from '../../domain/delivery/delivery.ts';
import type { Product } from '../../domain/public-order/public-order.ts';
import type { ShippingOrder } from '../../domain/shipping-order/shipping-order.ts';

/** What it is found by, beside its number: fetched from the provider, handed to the receiver. */
export const shapeOfFleet = { direction: 'forward', legs: 'both' } as const;

export interface FleetBirth {
  readonly orderNumber: string;
  readonly now: Date;
}

/** Goods that were ready late are promised as much later. */
export function draftOf(order: ShippingOrder, shipment: Shipment, { orderNumber, now }: FleetBirth): DeliveryDraft {
  const { offer, details } = order;
  const lateMs = Math.max(0, now.getTime() - offer.pickupFrom.getTime());
  const later = (at: Date) => new Date(at.getTime() + lateMs);
  return {
    ...shapeOfFleet,
    orderNumber,
    waybillNumber: order.number,
    service: null,
    orderedAt: now,
    distributionCentre: null,
    weightGrams: details.products.reduce((sum, { quantity, weightGrams }) => sum + quantity * weightGrams, 0),
    volumeMm3: details.products.reduce((sum, product) => sum + volumeOf(product), 0),
    goodsValue: shipment.value.amount,
    currency: order.currency,
    declaredPackages: details.products.length,
    paymentMode: 'prepaid',
    cashOnPickup: null,
    partialAllowed: false,
    returnAllowed: true,
    cancellationAllowed: true,
    carriage: null,
    dropoffKind: null,
    pickup: placeOf(shipment.from, null, { from: later(offer.pickupFrom), until: null }),
    dropoff: placeOf(shipment.to, order.receiver.email, {
      from: later(offer.estimatedStart),
      until: later(offer.estimatedEnd),
    }),
    returnTo: null,
    packages: details.products.map(packageOf),
  };
}

function placeOf({ name, phone, address, position }: ShipmentEnd, email: string | null, window: Window): Place {
  return { ...blankPlace, customerName: name, email, phone, address, position, window };
}

function packageOf(product: Product, index: number): Package {
  const { code, description, price, quantity, weightGrams } = product;
  const line = String(index + 1);
  return {
    code: line,
    type: null,
    amount: price * quantity,
    units: quantity,
    state: 'expected',
    loadedUnits: 0,
    unloadedUnits: 0,
    items: [
      {
        code: code ?? line,
        name: description,
        price,
        quantity,
        deliveredQuantity: null,
        type: null,
        weightGrams,
      },
    ],
  };
}

function volumeOf({ quantity, lengthMm, widthMm, heightMm }: Product): number {
  return quantity * lengthMm * widthMm * heightMm;
}
