/** One delivery of the story, by the names that the dialects have for it. */
import type { DeliveryState } from '../../src/domain/delivery/delivery-state.ts';
import type { DialectName } from './vocabularies.ts';

export interface Parcel {
  readonly id: string;
  /** Everybody's: LogiNext's `orderNo`, SUBPLACE's `reference_no`, MDelivery's `orderID`, the insurer's `tracking_number`. */
  readonly orderNumber: string;
  /** A cycle of a subscription brings it: then SUBPLACE knows of it. */
  readonly isSubscribed: boolean;
  /** Those that were seen so far. */
  readonly states: DeliveryState[];
}

/** Somebody outside who speaks one of the dialects. */
export interface Partner {
  /** What the dialect's own operation says now; null while it knows nothing of it. */
  readonly wordOf: (parcel: Parcel) => Promise<string | null>;
}

export type Partners = Readonly<Record<DialectName, Partner>>;
