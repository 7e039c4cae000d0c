/** Shipping orders between the domain and their row. */
import type { Selectable } from 'kysely';
import type { Offer } from '../domain/carrier/carrier.ts';
import type { Snapshot } from '../domain/event/event.ts';
import type { OrderDetails, Receiver } from '../domain/public-order/public-order.ts';
import type { PublicStatus } from '../domain/public-order/public-status.ts';
import type { PageLanguage, ShippingOrder } from '../domain/shipping-order/shipping-order.ts';
import type { ShippingStatus } from '../domain/shipping-order/shipping-status.ts';
import { toLatLng } from './delivery-row.ts';
import type { DB } from './schema.ts';

export type ShippingOrderRow = Selectable<DB['shipping_order']>;

export function toShippingOrder(row: ShippingOrderRow): ShippingOrder {
  return {
    accountId: row.account_id,
    id: row.id,
    version: row.version,
    number: row.number,
    serviceId: row.service_id,
    orderId: row.order_id,
    // the words of three columns are checked by the database, and the JSON is written by toShippingOrderJson alone
    status: row.status as ShippingStatus,
    providerStatus: row.provider_status as PublicStatus | null,
    message: row.message,
    details: toDetails(row.details as unknown as Snapshot<OrderDetails>),
    receiver: row.receiver as unknown as Receiver,
    address: row.address as unknown as ShippingOrder['address'],
    position: toLatLng(row.lat, row.lng),
    currency: row.currency,
    orderAmount: row.order_amount,
    deliveryCost: row.delivery_cost,
    orderPaid: row.order_paid,
    paidAmount: row.paid_amount,
    carrierId: row.carrier_id,
    offer: toOffer(row.offer as unknown as Snapshot<Offer>),
    waybill: row.waybill,
    trackingUrl: row.tracking_url,
    deliveryId: row.delivery_id,
    waybillTries: row.waybill_tries,
    carrierHeardAt: row.carrier_heard_at,
    formId: row.form_id,
    language: row.language as PageLanguage,
    returnUrl: row.return_url,
    acceptedUntil: row.accepted_until,
    payUntil: row.pay_until,
    paidAt: row.paid_at,
    confirmedAt: row.confirmed_at,
    reconciledAt: row.reconciled_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** Every column, for `jsonb_populate_record`. */
export function toShippingOrderJson(order: ShippingOrder): Record<string, unknown> {
  return {
    account_id: order.accountId,
    id: order.id,
    version: order.version,
    number: order.number,
    service_id: order.serviceId,
    order_id: order.orderId,
    status: order.status,
    provider_status: order.providerStatus,
    message: order.message,
    details: order.details,
    receiver: order.receiver,
    address: order.address,
    lat: order.position?.lat ?? null,
    lng: order.position?.lng ?? null,
    currency: order.currency,
    order_amount: order.orderAmount,
    delivery_cost: order.deliveryCost,
    order_paid: order.orderPaid,
    paid_amount: order.paidAmount,
    carrier_id: order.carrierId,
    offer: order.offer,
    waybill: order.waybill,
    tracking_url: order.trackingUrl,
    delivery_id: order.deliveryId,
    waybill_tries: order.waybillTries,
    carrier_heard_at: order.carrierHeardAt,
    form_id: order.formId,
    language: order.language,
    return_url: order.returnUrl,
    accepted_until: order.acceptedUntil,
    pay_until: order.payUntil,
    paid_at: order.paidAt,
    confirmed_at: order.confirmedAt,
    reconciled_at: order.reconciledAt,
    created_at: order.createdAt,
    updated_at: order.updatedAt,
  };
}

function toDetails(details: Snapshot<OrderDetails>): OrderDetails {
  return {
    ...details,
    submittedAt: new Date(details.submittedAt),
    acceptedUntil: new Date(details.acceptedUntil),
    readyAt: new Date(details.readyAt),
  };
}

export function toOffer(offer: Snapshot<Offer>): Offer {
  return {
    ...offer,
    pickupFrom: new Date(offer.pickupFrom),
    estimatedStart: new Date(offer.estimatedStart),
    estimatedEnd: new Date(offer.estimatedEnd),
    validUntil: new Date(offer.validUntil),
  };
}
