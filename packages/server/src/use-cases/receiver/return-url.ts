/** Where a receiver goes back to: only to where the provider has said that its pages are. */
import type { Provider } from '../../domain/provider/provider.ts';
import type { ShippingOrder } from '../../domain/shipping-order/shipping-order.ts';

const longest = 1000;

/** @returns null for whatever is not one of the provider's */
export function acceptReturnUrl({ returnOrigins }: Pick<Provider, 'returnOrigins'>, text: string): string | null {
  const url = text.length > longest ? null : URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || !returnOrigins.includes(url.origin)) return null;
  if (url.username !== '' || url.password !== '') return null;
  return url.href;
}

/** The way back with what was made, for a provider that goes on by itself. */
export function returnWith(
  returnUrl: string,
  { orderId, number }: Pick<ShippingOrder, 'orderId' | 'number'>,
  serviceCode: string,
): string {
  const url = new URL(returnUrl);
  url.searchParams.set('orderId', orderId);
  url.searchParams.set('serviceId', serviceCode);
  url.searchParams.set('deliveryId', number);
  return url.href;
}
