/** One round of broadcasting: couriers whom it fits see it, and the first who accepts it has it. */
import type { LatLng } from '../geo.ts';
import type { VehicleWish } from '../task/vehicle-kind.ts';

/** Who is asked: couriers with a boat, those of a squad, or everybody. */
export const broadcastPreferences = ['marine', 'squad', 'standard'] as const;
export type BroadcastPreference = (typeof broadcastPreferences)[number];

export const offerOutcomes = ['accepted', 'expired', 'withdrawn'] as const;
export type OfferOutcome = (typeof offerOutcomes)[number];

export interface Offer {
  readonly accountId: string;
  readonly id: string;
  readonly deliveryId: string;
  readonly preference: BroadcastPreference;
  /** The organisation whose squad is meant. */
  readonly squadOf: string | null;
  readonly vehicleKind: VehicleWish;
  /** Hundred-thousandths of the currency's main unit. */
  readonly price: number;
  /** ISO 4217; empty without a price. */
  readonly currency: string;
  /** Of the pickup. */
  readonly position: LatLng | null;
  readonly openedAt: Date;
  /** Null: it stays open until somebody takes it. */
  readonly expiresAt: Date | null;
  readonly closedAt: Date | null;
  /** Null while it is open. */
  readonly outcome: OfferOutcome | null;
  /** Who took it. */
  readonly courierId: string | null;
}

/** As events tell of it. */
export type OfferSummary = Pick<Offer, 'id' | 'preference' | 'expiresAt'>;
