/** The verbs of shipping orders, as the receiver's pages, the payment and the pollers see them: their shapes. */
import type { Transaction } from 'kysely';
import type { CarrierNews, Offer } from '../../domain/carrier/carrier.ts';
import type { Address } from '../../domain/delivery/delivery.ts';
import type { LatLng } from '../../domain/geo.ts';
import type { OrderDetails } from '../../domain/public-order/public-order.ts';
import type { PublicStatus } from '../../domain/public-order/public-status.ts';
import type { Settlement } from '../../domain/shipping-order/lifecycle.ts';
import type { PageLanguage, ShippingOrder } from '../../domain/shipping-order/shipping-order.ts';
import type { DB } from '../../store/schema.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import type { RegisteredService } from '../provider/verbs.ts';

/** Where the receiver wants it. */
export interface Destination {
  readonly address: Address;
  /** Null: it could not be found on the map. */
  readonly position: LatLng | null;
  readonly phone: string | null;
}

export interface QuotedOffer {
  readonly carrierId: string;
  readonly carrierName: string;
  readonly offer: Offer;
}

/** Asks every active carrier at the same time; one that does not answer in time is left out. Cheapest first. */
export type Quote = (
  deps: Deps,
  of: RegisteredService,
  details: OrderDetails,
  to: Destination,
) => Promise<readonly QuotedOffer[]>;

export interface Confirmation {
  readonly details: OrderDetails;
  readonly to: Destination;
  readonly chosen: QuotedOffer;
  readonly language: PageLanguage;
  /** Checked against the provider's origins already. */
  readonly returnUrl: string | null;
  /** Of the form: sent twice, it finds the order that it made. */
  readonly formId: string;
}

/**
 * @throws DomainError `offer_expired`; `duplicate` when another order of the same goods is open; `invalid_input` for
 * goods that no delivery may be added to any more (`acceptedUntil`)
 */
export type Confirm = (deps: Deps, of: RegisteredService, confirmation: Confirmation) => Promise<ShippingOrder>;

/** The order that a payment or a link names; null when there is none. */
export type FindByNumber = (deps: Deps, number: string) => Promise<ShippingOrder | null>;

/** In the payment's own transaction, with the order locked. @throws DomainError `shipping_order_not_found`, `not_payable` */
export type Settle = (
  deps: Deps,
  tx: Transaction<DB>,
  caller: Caller,
  orderId: string,
  settlement: Settlement,
) => Promise<ShippingOrder>;

/** What an operator knows before the provider says it. @throws DomainError `shipping_order_not_found`, `illegal_transition` */
export type SetReady = (deps: Deps, caller: Caller, orderId: string) => Promise<ShippingOrder>;

/** The receiver's last word. @throws DomainError `shipping_order_not_found`, `illegal_transition` */
export type Receive = (deps: Deps, caller: Caller, orderId: string) => Promise<ShippingOrder>;

/** A word of the provider for one of its orders; orders that nobody placed with us are left alone. */
export type HearProvider = (
  deps: Deps,
  caller: Caller,
  of: RegisteredService,
  orderId: string,
  word: PublicStatus,
) => Promise<ShippingOrder | null>;

/** News of a waybill, in the transaction that settles the call or the event they came by. */
export type HearCarrier = (
  deps: Deps,
  tx: Transaction<DB>,
  caller: Caller,
  orderId: string,
  news: CarrierNews,
) => Promise<ShippingOrder>;
