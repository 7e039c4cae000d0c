/** A delivery: goods moved from one party to another, with its packages and what became of it. */
import type { LatLng } from '../geo.ts';
import type { DeliveryState } from './delivery-state.ts';

/** Which legs we drive: collect from the sender, hand over to the receiver, or both. */
export const legPlans = ['pickup', 'dropoff', 'both'] as const;
export type LegPlan = (typeof legPlans)[number];

/** One end of the journey. */
export const legs = ['pickup', 'dropoff'] as const;
export type Leg = (typeof legs)[number];

export const directions = ['forward', 'reverse'] as const;
export type Direction = (typeof directions)[number];

export const paymentModes = ['cod', 'prepaid'] as const;
export type PaymentMode = (typeof paymentModes)[number];

/** What a delivery can be ordered under where a partner sells more than one service. */
export const services = ['ondemand', 'task'] as const;
export type Service = (typeof services)[number];

/** Those that need nothing beside the order itself. */
export const plainServices = ['ondemand'] as const satisfies readonly Service[];

/** A postal address. State and country are codes or names exactly as the partner sent them. */
export interface Address {
  readonly apartment: string | null;
  readonly street: string | null;
  readonly landmark: string | null;
  readonly locality: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly country: string | null;
  readonly postalCode: string | null;
}

export interface Window {
  readonly from: Date | null;
  readonly until: Date | null;
}

/** Whom we meet, where and when. */
export interface Place {
  /** Code of the hub or branch that serves this end. */
  readonly branch: string | null;
  /** The partner's own number of the customer. */
  readonly customerCode: string | null;
  readonly customerName: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly address: Address;
  readonly position: LatLng | null;
  readonly window: Window;
  readonly serviceMinutes: number | null;
  readonly notes: string | null;
}

export const packageStates = ['expected', 'loaded', 'unloaded'] as const;
export type PackageState = (typeof packageStates)[number];

/** One line of goods in a package. */
export interface Item {
  readonly code: string;
  readonly name: string | null;
  /** Minor units, per piece. */
  readonly price: number;
  readonly quantity: number;
  /** What was really handed over; null until then. */
  readonly deliveredQuantity: number | null;
  readonly type: string | null;
  readonly weightGrams: number | null;
}

/** A crate, box or bag. `code` is unique within its delivery. */
export interface Package {
  readonly code: string;
  readonly type: string | null;
  /** Minor units. */
  readonly amount: number | null;
  readonly units: number | null;
  readonly state: PackageState;
  readonly loadedUnits: number;
  readonly unloadedUnits: number;
  readonly items: readonly Item[];
}

/** What a partner tells us about a delivery when it is made. */
export interface DeliveryDraft {
  readonly orderNumber: string;
  readonly waybillNumber: string | null;
  /** Null for the partner's ordinary service. */
  readonly service: Service | null;
  readonly direction: Direction;
  readonly legs: LegPlan;
  readonly orderedAt: Date;
  /** Code of the hub the goods pass through. */
  readonly distributionCentre: string | null;
  readonly weightGrams: number | null;
  readonly volumeMm3: number | null;
  readonly goodsValue: number | null;
  readonly currency: string;
  readonly declaredPackages: number | null;
  readonly paymentMode: PaymentMode | null;
  /** What the courier pays the sender for the goods. Minor units. */
  readonly cashOnPickup: number | null;
  readonly partialAllowed: boolean;
  readonly returnAllowed: boolean;
  readonly cancellationAllowed: boolean;
  /** The partner's word for the kind of carriage (LogiNext: TRK, VAN, DLBOY). */
  readonly carriage: string | null;
  /** The partner's word for the kind of drop-off place (LogiNext: CUSTOMER, PUP). */
  readonly dropoffKind: string | null;
  readonly pickup: Place | null;
  readonly dropoff: Place | null;
  readonly returnTo: Place | null;
  readonly packages: readonly Package[];
}

/** What happened at the doors. Null until it did. */
export interface Outcome {
  readonly attempts: number;
  readonly pickedUpAt: Date | null;
  /** When the last attempt at the receiver's door ended, well or badly. */
  readonly endedAt: Date | null;
  readonly cancelledAt: Date | null;
  readonly cancelledBy: string | null;
  readonly reasonCode: string | null;
  readonly reason: string | null;
  readonly recipientName: string | null;
  readonly customerComment: string | null;
  readonly customerRating: number | null;
  /** Minor units. */
  readonly amountCollected: number | null;
  /** How it was paid at the door: LogiNext's CASH, CARD_AUTO, CARD_MANUAL, MOMOE, MSWIPE. */
  readonly paymentMethod: string | null;
  readonly paymentReference: string | null;
}

export interface Delivery extends DeliveryDraft, Outcome {
  readonly accountId: string;
  readonly id: string;
  /** Grows by one with each change; also the sequence of its events. */
  readonly version: number;
  readonly state: DeliveryState;
  /** The trip that has it now or had it last. */
  readonly tripId: string | null;
  /** The forward delivery that this one brings back. */
  readonly returnOf: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The leg that is being worked on: a two-legged delivery is a pickup until the goods are with us. */
export function currentLeg(delivery: Pick<Delivery, 'legs' | 'pickedUpAt'>): Leg {
  if (delivery.legs === 'both') return delivery.pickedUpAt ? 'dropoff' : 'pickup';
  return delivery.legs;
}

export function hasLeg(plan: LegPlan, leg: Leg): boolean {
  return plan === 'both' || plan === leg;
}
