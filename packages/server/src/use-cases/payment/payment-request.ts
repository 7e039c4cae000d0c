/** Where the browser of a receiver is sent to pay, and with what: a form that is posted. */
import type { ShippingOrder } from '../../domain/shipping-order/shipping-order.ts';
import type { Deps } from '../deps.ts';

export interface PaymentRequest {
  readonly action: string;
  /** The guide to MPay, "Perform online payment". */
  readonly fields: Readonly<Record<string, string>>;
}

/** Where the receiver's browser sees our pages. */
export interface PagesPlace {
  /** Path of their folder. */
  readonly base: string;
  /** The same with scheme and host, for whoever sends the browser back from elsewhere. */
  readonly address: string;
}

/** @returns null where nobody takes payments */
export function paymentRequest(
  { mpay }: Pick<Deps, 'mpay'>,
  { number }: Pick<ShippingOrder, 'number'>,
  { base, address }: PagesPlace,
): PaymentRequest | null {
  if (mpay.kind !== 'mpay') {
    return mpay.kind === 'sandbox' ? { action: `${base}/sandbox-pay/${number}`, fields: {} } : null;
  }
  const ReturnUrl = `${address}/orders/${number}`;
  return { action: mpay.payUrl, fields: { ServiceID: mpay.serviceId, OrderKey: number, ReturnUrl } };
}
