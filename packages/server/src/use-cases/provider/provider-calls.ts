/** What providers are asked and told, and what they answer, by operation. In the core's words, as JSON. */
import type { OrderDetails } from '../../domain/public-order/public-order.ts';
import type { PublicStatus } from '../../domain/public-order/public-status.ts';
import type { StatusToTell } from '../shipping-order/outgoing-calls.ts';

export interface ProviderCalls {
  readonly get_details: {
    readonly content: { readonly serviceCode: string; readonly orderId: string };
    /** Prices are minor units of `providerCurrency`. */
    readonly answer: OrderDetails;
  };
  readonly put_status: { readonly content: StatusToTell; readonly answer: null };
  readonly get_changes: { readonly content: { readonly serviceCode: string }; readonly answer: readonly ToldChange[] };
}

/** Of an order whose status has changed since the provider was asked before. */
export interface ToldChange {
  readonly serviceCode: string;
  readonly orderId: string;
  /** Null: a word that nobody documented, which says nothing but that something has changed. */
  readonly status: PublicStatus | null;
}
