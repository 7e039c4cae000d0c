/** What the amount of a shipping order is made of. Pure. */
import type { ShippingOrder } from '../shipping-order/shipping-order.ts';

export interface PaymentLine {
  readonly id: 'order' | 'delivery';
  /** Minor units. */
  readonly amount: number;
}

/** The goods, where they are paid through us, and the way. */
export function paymentLinesOf({
  orderAmount,
  deliveryCost,
}: Pick<ShippingOrder, 'orderAmount' | 'deliveryCost'>): readonly PaymentLine[] {
  const delivery = { id: 'delivery', amount: deliveryCost } as const;
  return orderAmount === 0 ? [delivery] : [{ id: 'order', amount: orderAmount }, delivery];
}
