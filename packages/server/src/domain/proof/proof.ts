/** Proof of a pickup or a drop-off: who, when, where, and files whose bytes cannot be changed unnoticed. */
import type { Leg } from '../delivery/delivery.ts';
import type { LatLng } from '../geo.ts';

export const proofFileKinds = ['photo', 'signature'] as const;
export type ProofFileKind = (typeof proofFileKinds)[number];

export interface ProofFile {
  readonly id: string;
  readonly kind: ProofFileKind;
  readonly contentType: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

export interface Proof {
  readonly accountId: string;
  readonly id: string;
  readonly deliveryId: string;
  readonly leg: Leg;
  readonly recipientName: string | null;
  readonly note: string | null;
  readonly position: LatLng | null;
  /** The courier's clock. */
  readonly capturedAt: Date;
  /** Our clock. */
  readonly receivedAt: Date;
  readonly files: readonly ProofFile[];
}
