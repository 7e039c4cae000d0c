/** Pure: carriers and shipping orders between the core and the native API. */
import type { CarrierDraft, CarrierRecord } from '../../domain/carrier/carrier.ts';
import type * as shipping from '../../domain/shipping-order/shipping-order.ts';
import type * as made from '../../use-cases/carrier/carriers.ts';
import type { Reassignment as Given } from '../../use-cases/shipping-order/call-off.ts';
import { iso, isoOrNull } from './iso.ts';
import type { Carrier, CarrierPatch, CarrierWithSecret, FleetPrices, NewCarrier } from './schemas/carrier.ts';
import type { Reassignment, ShippingOrder, ShippingOrderSummary } from './schemas/shipping-order.ts';

export function toCarrierDraft({ code, name, kind, baseUrl, prices }: NewCarrier): CarrierDraft {
  return { code, name, kind, baseUrl: baseUrl ?? null, prices: prices ? toPrices(prices) : null };
}

/** Only what is given. */
export function toCarrierChange({ name, baseUrl, prices, state }: CarrierPatch): made.CarrierChange {
  return {
    ...(name !== undefined && { name }),
    ...(baseUrl !== undefined && { baseUrl }),
    ...(prices !== undefined && { prices: toPrices(prices) }),
    ...(state !== undefined && { state }),
  };
}

function toPrices({ areas, ...prices }: FleetPrices): NonNullable<CarrierDraft['prices']> {
  return { ...prices, areas: areas ?? null };
}

export function toCarrier(one: CarrierRecord): Carrier {
  const { id, version, code, name, kind, baseUrl, prices, state, createdAt, updatedAt } = one;
  const shown = prices && { ...prices, areas: prices.areas && [...prices.areas] };
  return { id, version, code, name, kind, baseUrl, prices: shown, state, createdAt: iso(createdAt), updatedAt: iso(updatedAt) }; // prettier-ignore
}

export function toCarrierWithSecret({ carrier, secret }: made.CarrierWithSecret): CarrierWithSecret {
  return { ...toCarrier(carrier), secret };
}

export function toReassignment({ carrierId, offerCode, abandon }: Reassignment): Given {
  return { carrierId, offerCode: offerCode ?? null, abandon: abandon ?? false };
}

export function toShippingOrderSummary(one: shipping.ShippingOrder): ShippingOrderSummary {
  return {
    id: one.id,
    version: one.version,
    number: one.number,
    serviceId: one.serviceId,
    orderId: one.orderId,
    status: one.status,
    providerStatus: one.providerStatus,
    message: one.message,
    currency: one.currency,
    orderAmount: one.orderAmount,
    deliveryCost: one.deliveryCost,
    paidAmount: one.paidAmount,
    orderPaid: one.orderPaid,
    carrierId: one.carrierId,
    waybill: one.waybill,
    trackingUrl: one.trackingUrl,
    deliveryId: one.deliveryId,
    waybillTries: one.waybillTries,
    payUntil: iso(one.payUntil),
    paidAt: isoOrNull(one.paidAt),
    confirmedAt: isoOrNull(one.confirmedAt),
    createdAt: iso(one.createdAt),
    updatedAt: iso(one.updatedAt),
  };
}

export function toShippingOrder(one: shipping.ShippingOrder): ShippingOrder {
  const { receiver, offer, details } = one;
  const { type, id, name, firstName, email, phone } = receiver;
  return {
    ...toShippingOrderSummary(one),
    receiver: { type, id, name, firstName, email, phone },
    address: one.address,
    position: one.position,
    offer: {
      ...offer,
      pickupFrom: iso(offer.pickupFrom),
      estimatedStart: iso(offer.estimatedStart),
      estimatedEnd: iso(offer.estimatedEnd),
      validUntil: iso(offer.validUntil),
    },
    pickupPointCode: details.pickupPointCode,
    submittedAt: iso(details.submittedAt),
    acceptedUntil: iso(details.acceptedUntil),
    readyAt: iso(details.readyAt),
    products: details.products.map(({ holder: _holder, ...product }) => product),
    language: one.language,
    returnUrl: one.returnUrl,
  };
}
