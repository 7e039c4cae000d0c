/** Where the browser of a receiver is sent to pay, and with what: a form that is posted. */
import type { ShippingOrder } from '../../domain/shipping-order/shipping-order.ts';
import type { Deps } from '../deps.ts';

export interface PaymentRequest {
  readonly action: string;
  /** The guide to MPay, "Perform online payment". */
  readonly fields: Readonly<Record<string, string>>;
}

/** @returns null where nobody takes payments */
export function paymentRequest(
  { mpay, publicUrl }: Pick<Deps, 'mpay' | 'publicUrl'>,
  { number }: Pick<ShippingOrder, 'number'>,
): PaymentRequest | null {
  if (mpay.kind !== 'mpay')
    return mpay.kind === 'sandbox' ? { action: `/mdelivery/public/sandbox-pay/${number}`, fields: {} } : null;
  const ReturnUrl = `${publicUrl()}/mdelivery/public/orders/${number}`;
  return { action: mpay.payUrl, fields: { ServiceID: mpay.serviceId, OrderKey: number, ReturnUrl } };
}
