/** A policy: the insurance of one delivery, whoever carries it. */
import type { InsuranceStatus } from './insurance-status.ts';

export const policyStates = ['active', 'cancelled', 'expired', 'claimed'] as const;
export type PolicyState = (typeof policyStates)[number];

export interface Party {
  readonly name: string | null;
  readonly phone: string | null;
  readonly email: string | null;
}

/** What a partner submits. Amounts are minor units of the product's currency. */
export interface PolicyDraft {
  /** The partner's number of the delivery; unique in the account. */
  readonly trackingNumber: string;
  readonly productCode: string;
  readonly customer: Party;
  readonly sender: Party;
  readonly recipient: Party;
  readonly pickupAddress: string;
  readonly dropoffAddress: string;
  readonly goodsType: string;
  readonly goodsDescription: string;
  readonly quantity: number;
  /** To be collected at the door. */
  readonly cod: number;
  readonly insuredValue: number;
  readonly premium: number;
  /** To the letter as it was sent: later calls are signed with it. */
  readonly premiumText: string;
  readonly orderedAt: Date;
}

export interface Cancellation {
  readonly by: string;
  readonly reason: string;
  /** To the letter as it was sent. */
  readonly at: string;
}

export interface Policy extends PolicyDraft {
  readonly accountId: string;
  readonly id: string;
  /** Grows by one with each event; also their sequence. */
  readonly version: number;
  /** What people call it by: `AHA-2026-000123`. */
  readonly number: string;
  /** Of the partner who submitted it. */
  readonly credentialId: string;
  readonly currency: string;
  /** As the product was called when it was issued. */
  readonly productName: string;
  /** What was covered then, in the product's words. */
  readonly coverage: string;
  readonly state: PolicyState;
  /** Our own delivery of this tracking number. */
  readonly deliveryId: string | null;
  /** The newest word. */
  readonly deliveryStatus: InsuranceStatus;
  /** When it was true; null: none came. */
  readonly trackedAt: Date | null;
  readonly validUntil: Date;
  /** Until then a claim may be made. */
  readonly claimsUntil: Date;
  readonly endedAt: Date | null;
  readonly cancellation: Cancellation | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** One row of what a partner reports of the way. Pictures are named and never fetched. */
export interface TrackedItem {
  readonly deliveryStatus: InsuranceStatus;
  readonly at: Date;
  readonly status: string | null;
  readonly description: string | null;
  readonly handler: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly orderId: string | null;
  readonly vehicleType: string | null;
  readonly vehicleNumber: string | null;
  readonly imageUrl: string | null;
}

/** The number of a policy: of the product, the year and a running number. */
export function policyNumber(prefix: string, year: string, serial: number): string {
  return `${prefix}-${year}-${String(serial).padStart(6, '0')}`;
}
