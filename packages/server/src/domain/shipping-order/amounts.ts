/** What a receiver has to pay. Minor units throughout. */
import type { OrderDetails } from '../public-order/public-order.ts';
import type { ShippingOrder } from './shipping-order.ts';

/** What the provider is to get through us: all pieces of all products, or nothing where they were paid already. */
export function orderAmountOf({ isPaid, products }: Pick<OrderDetails, 'isPaid' | 'products'>): number {
  return isPaid ? 0 : products.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
}

export function amountDue({ orderAmount, deliveryCost }: Pick<ShippingOrder, 'orderAmount' | 'deliveryCost'>): number {
  return orderAmount + deliveryCost;
}
