/** What is told of shipping orders and of the providers behind them. Nothing personal stands in it. */
import type { PublicStatus } from '../public-order/public-status.ts';
import type { ShippingStatus } from './shipping-status.ts';

/** Who made a shipping order move. */
export const causes = ['receiver', 'payment', 'provider', 'carrier', 'operator', 'clock'] as const;
export type Cause = (typeof causes)[number];

/** Why money is to go back. */
export const refundReasons = ['cancelled', 'expired', 'excess', 'after_end'] as const;
export type RefundReason = (typeof refundReasons)[number];

export interface ShippingOrderSummary {
  readonly id: string;
  readonly number: string;
  readonly serviceId: string;
  readonly orderId: string;
  /** After the change. */
  readonly status: ShippingStatus;
  readonly providerStatus: PublicStatus | null;
  readonly message: string | null;
  readonly carrierId: string;
  readonly waybill: string | null;
  readonly deliveryId: string | null;
}

interface ShippingOrderChange {
  readonly shippingOrder: ShippingOrderSummary;
}

interface ProviderChange {
  readonly provider: { readonly id: string; readonly code: string; readonly name: string };
}

/** Data of each event type. */
export interface ShippingChanges {
  'shipping_order.created': ShippingOrderChange;
  /** `amount`: what came in through us, in minor units; 0 where the provider says that it was paid. */
  'shipping_order.paid': ShippingOrderChange & {
    readonly amount: number;
    readonly currency: string;
    readonly paidAt: Date;
    readonly cause: Cause;
  };
  'shipping_order.status_changed': ShippingOrderChange & {
    readonly from: ShippingStatus;
    readonly to: ShippingStatus;
    readonly message: string | null;
    readonly cause: Cause;
  };
  /** Another carrier is to fetch it. */
  'shipping_order.reassigned': ShippingOrderChange & {
    readonly fromCarrierId: string;
    readonly toCarrierId: string;
  };
  'shipping_order.refund_due': ShippingOrderChange & {
    readonly amount: number;
    readonly currency: string;
    readonly refundReason: RefundReason;
  };
  /** The money of a payment has gone back. */
  'shipping_order.refunded': ShippingOrderChange & {
    readonly amount: number;
    readonly currency: string;
  };
  /** Its breaker opened. */
  'provider.unreachable': ProviderChange & { readonly failure: string };
  'provider.recovered': ProviderChange;
}
