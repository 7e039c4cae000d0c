/** Holds what the hub has of an order against what its provider, its carrier and the payments say. Pure. */
import type { CarrierWord } from '../carrier/carrier.ts';
import type { PublicStatus } from '../public-order/public-status.ts';
import { statusOfCarrier } from '../shipping-order/hear-carrier.ts';
import type { ShippingOrder } from '../shipping-order/shipping-order.ts';
import { wordOfShipping, type ShippingStatus } from '../shipping-order/shipping-status.ts';
import type { Finding, FindingKind } from './finding.ts';

/** What somebody who was asked has said, or why not; null: there was nobody to ask. */
export type Said<W> = { readonly word: W } | { readonly silence: string } | null;

export interface Testimony {
  /** A null word: it knows no such order. */
  readonly provider: Said<PublicStatus | null>;
  readonly carrier: Said<CarrierWord>;
  /** Words of calls that were refused. */
  readonly refused: readonly string[];
  /** The provider has still to be told something. */
  readonly untold: boolean;
  readonly owed: readonly { readonly kind: 'payment_excess' | 'refund_due'; readonly words: string }[];
}

/** What has moved a moment ago may not have reached everybody. */
const settledMs = 10 * 60_000;

/** Words of a provider that waits for the payment, or is ahead of it. */
const beforePayment: readonly (PublicStatus | null)[] = ['Unknown', 'AwaitingPayment', 'Processing', 'Ready'];

export function compare(order: ShippingOrder, testimony: Testimony, now: Date): readonly Finding[] {
  const { provider, carrier, refused, untold, owed } = testimony;
  const { id: shippingOrderId, number, orderId, status: hub } = order;
  const provided = provider && 'word' in provider ? provider.word : null;
  const carried = carrier && 'word' in carrier ? carrier.word : null;
  const found = (kind: FindingKind, words: string | null): Finding =>
    ({ shippingOrderId, number, orderId, kind, provider: provided, hub, carrier: carried, words }); // prettier-ignore
  const settled = now.getTime() - order.updatedAt.getTime() >= settledMs;

  const findings: Finding[] = [];
  if (provider && 'silence' in provider) findings.push(found('provider_unreachable', provider.silence));
  else if (provider && settled && !untold && !providerAgrees(hub, provided)) {
    findings.push(found('provider_disagrees', provided === null ? 'The provider knows no such order.' : null));
  }
  if (carrier && 'silence' in carrier) findings.push(found('carrier_unreachable', carrier.silence));
  else if (carried !== null && settled && !carrierAgrees(hub, carried)) findings.push(found('carrier_disagrees', null));
  for (const words of refused) findings.push(found('call_refused', words));
  if (hub === 'ready' && order.waybill === null && (settled || order.waybillTries > 0)) {
    findings.push(found('waybill_missing', order.waybillTries > 0 ? `Tries: ${order.waybillTries}.` : null));
  }
  for (const { kind, words } of owed) findings.push(found(kind, words));
  return findings;
}

function providerAgrees(hub: ShippingStatus, word: PublicStatus | null): boolean {
  return hub === 'awaiting_payment' ? beforePayment.includes(word) : word === wordOfShipping[hub];
}

/** The receiver's word comes after the carrier's last. */
function carrierAgrees(hub: ShippingStatus, word: CarrierWord): boolean {
  return statusOfCarrier[word] === (hub === 'confirmed' ? 'delivered' : hub);
}
