/** Asks the provider how one of its orders stands, and takes its word. */
import type { PublicStatus } from '../../domain/public-order/public-status.ts';
import type { ShippingOrder } from '../../domain/shipping-order/shipping-order.ts';
import { DomainError } from '../../domain/errors.ts';
import { markCompared } from '../../store/shipping-order-sweep.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { fetchDetails } from '../provider/fetch-details.ts';
import type { RegisteredService } from '../provider/verbs.ts';
import { hearProvider } from '../shipping-order/hear.ts';

/**
 * Not inside a transaction.
 * @returns the provider's word; null when it knows no such order
 * @throws DomainError `partner_unavailable`
 */
export async function askForOrder(
  deps: Deps,
  caller: Caller,
  of: RegisteredService,
  { id, orderId }: Pick<ShippingOrder, 'id' | 'orderId'>,
): Promise<PublicStatus | null> {
  const word = await wordOf(deps, of, orderId);
  if (word !== null) await hearProvider(deps, caller, of, orderId, word);
  await markCompared(deps.db.of(caller.accountId), caller.accountId, id, deps.now());
  return word;
}

async function wordOf(deps: Deps, of: RegisteredService, orderId: string): Promise<PublicStatus | null> {
  try {
    return (await fetchDetails(deps, of, orderId)).status;
  } catch (error) {
    // reconciliation tells of it
    if (error instanceof DomainError && error.code === 'public_order_not_found') return null;
    throw error;
  }
}
