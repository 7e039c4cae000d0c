/** What a receiver's browser has done on our pages so far. */
import type { Address } from '../delivery/delivery.ts';
import type { Offer } from '../carrier/carrier.ts';
import type { LatLng } from '../geo.ts';
import type { PageLanguage } from '../shipping-order/shipping-order.ts';
import type { TypedAddress } from './typed-address.ts';

/** Of one order of one service, in one browser. */
export interface ReceiverSession {
  readonly accountId: string;
  /** Of the cookie. */
  readonly tokenHash: Buffer;
  readonly serviceId: string;
  readonly orderId: string;
  /** The receiver has said who they are, or the service does not ask. */
  readonly identified: boolean;
  /** Hash of what each form carries. */
  readonly csrf: Buffer;
  readonly draft: ReceiverDraft;
  readonly expiresAt: Date;
}

/** What was chosen so far. */
export interface ReceiverDraft {
  readonly language: PageLanguage;
  /** Its origin is one of the provider's. */
  readonly returnUrl: string | null;
  /** As it was typed. */
  readonly typed: TypedAddress | null;
  readonly to: ReceiverDestination | null;
  /** As they were shown: what is chosen is one of them. */
  readonly offers: readonly ShownOffer[];
  readonly chosen: ShownOffer | null;
  /** Of the form that confirms the choice; a choice has one of its own. */
  readonly formId: string | null;
}

export interface ReceiverDestination {
  readonly address: Address;
  readonly position: LatLng;
  /** Null: the provider's order has one. */
  readonly phone: string | null;
}

export interface ShownOffer {
  readonly carrierId: string;
  readonly carrierName: string;
  readonly offer: Offer;
}

export const newDraft = ({ language, returnUrl }: Pick<ReceiverDraft, 'language' | 'returnUrl'>): ReceiverDraft => ({
  language,
  returnUrl,
  typed: null,
  to: null,
  offers: [],
  chosen: null,
  formId: null,
});

/** Tells the offers of one list apart. */
export const offerKey = ({ carrierId, offer }: ShownOffer): string => `${carrierId} ${offer.code}`;
