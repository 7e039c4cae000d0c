/** An order of a public service: what the platform of a state reads of one of our deliveries, and what it tells us. */
import type { Window } from '../delivery/delivery.ts';
import type { PublicStatus } from './public-status.ts';

/** A service of the account's, as the platform names it. */
export interface PublicService {
  readonly accountId: string;
  readonly id: string;
  /** `serviceID` of the paths. */
  readonly code: string;
  readonly name: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly createdAt: Date;
}

export const receiverTypes = ['Person', 'Organization'] as const;
export type ReceiverType = (typeof receiverTypes)[number];

/** Who is to have the goods. */
export interface Receiver {
  readonly type: ReceiverType;
  /** IDNP of a person, IDNO of an organisation. */
  readonly id: string;
  readonly name: string | null;
  readonly firstName: string | null;
  readonly email: string | null;
  readonly phone: string | null;
}

/** One line of what is sent: pieces of one size. */
export interface Product {
  /** Of the provider's register. */
  readonly code: string | null;
  readonly description: string | null;
  /** Minor units, per piece. */
  readonly price: number;
  /** Whole pieces. */
  readonly quantity: number;
  readonly lengthMm: number;
  readonly widthMm: number;
  readonly heightMm: number;
  readonly weightGrams: number;
  /** Of a document: whom it was issued for. */
  readonly holder: ProductHolder | null;
}

export interface ProductHolder {
  readonly id: string | null;
  readonly name: string | null;
  readonly firstName: string | null;
}

/** What the platform reads of an order: the answer to "GET order details", in the core's words. */
export interface OrderDetails {
  readonly orderId: string;
  readonly isPaid: boolean;
  readonly status: PublicStatus;
  readonly message: string | null;
  readonly receiver: Receiver;
  readonly pickupPointCode: string | null;
  readonly submittedAt: Date;
  /** Until then a delivery may be added to the order. */
  readonly acceptedUntil: Date;
  readonly readyAt: Date;
  readonly products: readonly Product[];
}

/** One to one with a delivery, which holds the places, the goods and the state. */
export interface PublicOrder extends Omit<OrderDetails, 'status'> {
  readonly accountId: string;
  readonly deliveryId: string;
  readonly serviceId: string;
  /** `serviceID` of the paths. */
  readonly serviceCode: string;
  /** Null until the platform has reported something. */
  readonly remote: RemoteReport | null;
}

/** What the platform last told of the way: "PUT delivery status". */
export interface RemoteReport {
  readonly status: PublicStatus;
  readonly message: string | null;
  readonly carrierName: string;
  readonly trackingId: string;
  readonly estimated: Window;
  /** Minor units of the service's currency. */
  readonly cost: number | null;
  readonly at: Date;
}
