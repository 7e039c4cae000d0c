/** Coverage: what an insurer elsewhere covers of a delivery of ours. */
import type { InsuranceStatus } from '../policy/insurance-status.ts';
import type { PremiumRule } from '../policy/product.ts';

export const coverageStates = ['requested', 'active', 'refused', 'cancelling', 'cancelled', 'expired'] as const;
export type CoverageState = (typeof coverageStates)[number];

/** Paths of an insurer's three operations, below its base URL; null: as its document has them. */
export interface InsurerPaths {
  readonly orders: string | null;
  readonly tracking: string | null;
  readonly cancel: string | null;
}

export interface Insurer {
  readonly accountId: string;
  readonly id: string;
  readonly version: number;
  readonly name: string;
  /** Null for `own`. */
  readonly baseUrl: string | null;
  /** Our own side, at the address that we listen on. */
  readonly own: boolean;
  readonly paths: InsurerPaths;
  readonly productCode: string;
  readonly currency: string;
  readonly premium: PremiumRule;
  readonly state: 'active' | 'paused';
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface Coverage {
  readonly accountId: string;
  readonly id: string;
  /** Grows by one with each event and with each call to the insurer; also their sequence. */
  readonly version: number;
  readonly deliveryId: string;
  readonly insurerId: string;
  /** Ours, as the insurer is told it. */
  readonly trackingNumber: string;
  /** Minor units. */
  readonly premium: number;
  readonly insuredValue: number;
  readonly currency: string;
  readonly state: CoverageState;
  /** The insurer's own. */
  readonly policyNumber: string | null;
  readonly certificateUrl: string | null;
  /** Why the insurer refused it, in its words. */
  readonly refusal: string | null;
  /** The last word that the insurer was told. */
  readonly told: InsuranceStatus;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}
