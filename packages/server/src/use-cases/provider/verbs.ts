/** The verbs by which the rest of the house speaks with providers' systems: their shapes. */
import type { Provider, ProviderService } from '../../domain/provider/provider.ts';
import type { OrderDetails } from '../../domain/public-order/public-order.ts';
import type { Deps } from '../deps.ts';

export interface RegisteredService {
  readonly provider: Provider;
  readonly service: ProviderService;
  /** ISO 4217, of what the provider sells. */
  readonly currency: string;
}

/**
 * What the provider says of an order at this moment. It calls the network: not inside a transaction.
 * @throws DomainError `public_order_not_found` when the provider knows no such order; `partner_unavailable` when it does
 * not answer, or not in its document's words
 */
export type FetchDetails = (deps: Deps, of: RegisteredService, orderId: string) => Promise<OrderDetails>;

/** @throws DomainError `provider_not_found` for a code that nobody has, or whose provider is paused */
export type FindService = (deps: Deps, code: string) => Promise<RegisteredService>;
