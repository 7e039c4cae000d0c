/** A GPS device: built into a vehicle, or the phone in a courier's pocket. */
import type { LatestPosition } from './position.ts';

export const trackerKinds = ['device', 'phone'] as const;
export type TrackerKind = (typeof trackerKinds)[number];

export interface Tracker {
  readonly accountId: string;
  readonly id: string;
  /** Printed on the device; unique in the account. */
  readonly code: string;
  readonly kind: TrackerKind;
  readonly latest: LatestPosition | null;
  readonly createdAt: Date;
}
