/** Who brings a receiver's goods: our own fleet, or a carrier on the other end of a line. One contract for both. */
import type { Address } from '../delivery/delivery.ts';
import type { LatLng } from '../geo.ts';
import type { Money } from '../money.ts';
import type { ShippingOrder } from '../shipping-order/shipping-order.ts';

export const carrierKinds = ['fleet', 'http'] as const;
export type CarrierKind = (typeof carrierKinds)[number];

/** One that an account works with. */
export interface CarrierRecord {
  readonly accountId: string;
  readonly id: string;
  readonly version: number;
  readonly code: string;
  /** What providers are told as `carrierName`. */
  readonly name: string;
  readonly kind: CarrierKind;
  /** Of an HTTP carrier. */
  readonly baseUrl: string | null;
  /** Of our fleet; an HTTP carrier says its own. */
  readonly prices: FleetPrices | null;
  readonly state: 'active' | 'paused';
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What an account says of a carrier. */
export type CarrierDraft = Pick<CarrierRecord, 'code' | 'name' | 'kind' | 'baseUrl' | 'prices'>;

/** What our own fleet asks for. Amounts are minor units of the currency that the provider sells in. */
export interface FleetPrices {
  readonly base: number;
  /** For each started kilogram. */
  readonly perKg: number;
  /** For each started kilometre. */
  readonly perKm: number;
  readonly minimum: number;
  /** Working days from when the goods are ready. */
  readonly daysMin: number;
  readonly daysMax: number;
  /** Cities and regions that it goes to; null: everywhere. */
  readonly areas: readonly string[] | null;
}

/** Boxes of one size. */
export interface Parcel {
  readonly quantity: number;
  readonly lengthMm: number;
  readonly widthMm: number;
  readonly heightMm: number;
  /** Of one. */
  readonly weightGrams: number;
}

export interface ShipmentEnd {
  readonly name: string | null;
  readonly phone: string | null;
  readonly address: Address;
  readonly position: LatLng | null;
}

/** What a carrier is asked a price for. */
export interface Shipment {
  readonly from: ShipmentEnd;
  readonly to: ShipmentEnd;
  readonly parcels: readonly Parcel[];
  /** Of the goods. */
  readonly value: Money;
  readonly readyAt: Date;
  /** The same for the same order. */
  readonly reference: string;
}

/** A price that holds for a while. */
export interface Offer {
  readonly carrierCode: string;
  /** The carrier's own name of this kind of carriage. */
  readonly code: string;
  readonly price: Money;
  readonly pickupFrom: Date;
  readonly estimatedStart: Date;
  readonly estimatedEnd: Date;
  readonly validUntil: Date;
}

export const carrierWords = [
  'awaiting_pickup',
  'delivering',
  'delivered',
  'problem',
  'returning',
  'returned',
  'cancelled',
] as const;
export type CarrierWord = (typeof carrierWords)[number];

/** What a carrier says of a waybill. */
export interface CarrierNews {
  readonly word: CarrierWord;
  readonly message: string | null;
  /** When it became so, by the carrier's clock. */
  readonly at: Date;
}

/** What a carrier gives for an order that it takes. */
export interface Waybill {
  readonly waybill: string;
  /** Of our own fleet. */
  readonly deliveryId: string | null;
  readonly trackingUrl: string | null;
}

/**
 * The contract. Each may be called again with the same arguments and then has the same effect once.
 * @throws DomainError `partner_unavailable` from each, when the carrier cannot be reached or does not make sense
 */
export interface Carrier {
  /** None where it does not go. */
  readonly offers: (shipment: Shipment) => Promise<readonly Offer[]>;
  /**
   * @param key of this assignment: an order that comes back to a carrier after another had it gets a waybill of its own.
   * @throws DomainError `offer_expired`; `invalid_input` when the carrier refuses the order for good
   */
  readonly createWaybill: (order: ShippingOrder, key: string) => Promise<Waybill>;
  /** @throws DomainError `delivery_not_found` for a waybill that the carrier does not know (yet) */
  readonly read: (waybill: string) => Promise<CarrierNews>;
  /** Twice is once. @throws DomainError `not_cancellable` once the goods are under way */
  readonly cancel: (waybill: string) => Promise<void>;
}
