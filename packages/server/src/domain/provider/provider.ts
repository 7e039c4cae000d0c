/** Who sells what receivers order, as registered with us: systems, their services, what they send and where it is fetched. */
import type { Address } from '../delivery/delivery.ts';
import type { LatLng } from '../geo.ts';

/** How a provider's system knows us. */
export const providerAuths = ['bearer', 'certificate'] as const;
export type ProviderAuth = (typeof providerAuths)[number];

export const registerStates = ['active', 'paused'] as const;
/** Nobody talks to what is paused. */
export type RegisterState = (typeof registerStates)[number];

/** ISO 4217, of what providers sell: their language has no word for another. */
export const providerCurrency = 'MDL';

export interface Provider {
  readonly accountId: string;
  readonly id: string;
  readonly version: number;
  readonly code: string;
  readonly name: string;
  /** Its number in the state's register. */
  readonly idno: string | null;
  /** The part before `/services/…`; null for our own provider side. */
  readonly baseUrl: string | null;
  /** Our own provider side, at the address that we listen on. */
  readonly own: boolean;
  readonly auth: ProviderAuth;
  /** PEM; null: the public authorities. */
  readonly trustedCa: string | null;
  /** Origins to which a receiver may be sent back. */
  readonly returnOrigins: readonly string[];
  readonly state: RegisterState;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What a provider is addressed with; sealed as JSON where it is kept. */
export type ProviderSecret =
  | { readonly kind: 'bearer'; readonly token: string }
  | { readonly kind: 'certificate'; /** PEM. */ readonly certificate: string; /** PEM. */ readonly key: string };

/** What a receiver has to know before personal data are shown. */
export const identifications = ['none', 'idnp'] as const;
export type Identification = (typeof identifications)[number];

export interface ProviderService {
  readonly accountId: string;
  readonly id: string;
  readonly providerId: string;
  /** `serviceID`; unique in the installation, for the receiver's link names nothing else. */
  readonly code: string;
  readonly name: string;
  /** The receiver chooses carrier and address with us. */
  readonly addDelivery: boolean;
  /** We send the receiver to pay; else the provider does. */
  readonly redirectToMpay: boolean;
  readonly identify: Identification;
}

export interface ProviderProduct {
  readonly serviceId: string;
  readonly code: string;
  readonly name: string;
  readonly lengthMm: number | null;
  readonly widthMm: number | null;
  readonly heightMm: number | null;
  readonly weightGrams: number | null;
}

export interface PickupPoint {
  readonly providerId: string;
  readonly code: string;
  readonly name: string;
  readonly address: Address;
  readonly position: LatLng | null;
  readonly phone: string | null;
  readonly opens: readonly OpeningHours[];
}

/** By the clock on the wall there. */
export interface OpeningHours {
  /** 1: Monday. */
  readonly weekday: number;
  /** Minutes after midnight. */
  readonly from: number;
  readonly until: number;
}
