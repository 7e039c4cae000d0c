/** What provider, hub and carrier do not agree on, for people to look at. Nothing personal stands in it. */
import type { CarrierWord } from '../carrier/carrier.ts';
import type { PublicStatus } from '../public-order/public-status.ts';
import type { ShippingStatus } from '../shipping-order/shipping-status.ts';

export const findingKinds = [
  /** The provider has another word for the order than it was told, or does not know it. */
  'provider_disagrees',
  'provider_unreachable',
  'carrier_disagrees',
  'carrier_unreachable',
  /** A partner has refused a call about it for good. */
  'call_refused',
  /** The goods can be fetched and no carrier has taken them. */
  'waybill_missing',
  /** It was paid more than once, and the money has not gone back. */
  'payment_excess',
  /** It ended after it was paid, or was paid after it ended, and the money has not gone back. */
  'refund_due',
] as const;
export type FindingKind = (typeof findingKinds)[number];

export interface Finding {
  readonly shippingOrderId: string;
  readonly number: string;
  readonly orderId: string;
  readonly kind: FindingKind;
  /** What each of them says; null: it was not asked, knows nothing or gave no answer. */
  readonly provider: PublicStatus | null;
  readonly hub: ShippingStatus;
  readonly carrier: CarrierWord | null;
  /** For people. */
  readonly words: string | null;
}
