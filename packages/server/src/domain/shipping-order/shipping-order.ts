/** A shipping order: what a receiver has ordered on our pages, whoever sells the goods and whoever carries them. */
import type { Address } from '../delivery/delivery.ts';
import type { LatLng } from '../geo.ts';
import type { Offer } from '../carrier/carrier.ts';
import type { OrderDetails, Receiver } from '../public-order/public-order.ts';
import type { PublicStatus } from '../public-order/public-status.ts';
import type { ShippingStatus } from './shipping-status.ts';

/** Of the receiver's pages. */
export const pageLanguages = ['ro', 'ru', 'en'] as const;
export type PageLanguage = (typeof pageLanguages)[number];

/** What is settled when the receiver confirms. */
export interface ShippingOrderDraft {
  /** What the receiver's link and the payment name; unique in the installation. */
  readonly number: string;
  /** Of the provider's service. */
  readonly serviceId: string;
  readonly orderId: string;
  /** As the provider told it at that moment. */
  readonly details: OrderDetails;
  readonly receiver: Receiver;
  readonly address: Address;
  readonly position: LatLng | null;
  readonly currency: string;
  /** Minor units. What the provider is to get; 0 where the order was paid already. */
  readonly orderAmount: number;
  /** Minor units. */
  readonly deliveryCost: number;
  /** The order was paid before the delivery was added. */
  readonly orderPaid: boolean;
  readonly carrierId: string;
  readonly offer: Offer;
  readonly language: PageLanguage;
  /** Where the receiver goes when it is done; its origin is one of the provider's. */
  readonly returnUrl: string | null;
  readonly acceptedUntil: Date;
  readonly payUntil: Date;
  /** Of the form that placed it: sent twice, it finds this order. */
  readonly formId: string | null;
}

export interface ShippingOrder extends ShippingOrderDraft {
  readonly accountId: string;
  readonly id: string;
  /** Grows by one with each event; also their sequence, and that of the calls to partners. */
  readonly version: number;
  /** Ours. */
  readonly status: ShippingStatus;
  /** The farthest word of the provider: one that came before the payment takes effect with it. */
  readonly providerStatus: PublicStatus | null;
  readonly message: string | null;
  /** Minor units that came in through us. */
  readonly paidAmount: number;
  /** The carrier's number of it. */
  readonly waybill: string | null;
  readonly trackingUrl: string | null;
  /** The delivery of our own fleet. */
  readonly deliveryId: string | null;
  readonly waybillTries: number;
  /** When the carrier's last word was true. */
  readonly carrierHeardAt: Date | null;
  readonly paidAt: Date | null;
  readonly confirmedAt: Date | null;
  readonly reconciledAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}
