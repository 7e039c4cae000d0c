/** Reads deliveries with their trips, stops and proofs. */
import type { Delivery } from '../../domain/delivery/delivery.ts';
import type { DeliveryState } from '../../domain/delivery/delivery-state.ts';
import { DomainError } from '../../domain/errors.ts';
import { findDeliveries } from '../../store/delivery.ts';
import {
  findByNumber,
  findView,
  listViews,
  searchDeliveries as search,
  type DeliverySearch,
  type DeliveryView,
  type SearchClause,
} from '../../store/delivery-view.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import type { PageOf } from '../page.ts';

export type { DeliverySearch, DeliveryView, SearchClause };

/** @throws DomainError `delivery_not_found` */
export async function getDelivery(deps: Deps, { accountId }: Caller, id: string): Promise<DeliveryView> {
  const view = await findView(deps.db.of(accountId), accountId, id);
  if (!view) throw new DomainError('delivery_not_found', 'There is no such delivery.');
  return view;
}

/** Newest first. */
export async function listDeliveries(
  deps: Deps,
  { accountId }: Caller,
  filter: PageOf & { readonly state: DeliveryState | null; readonly orderNumber: string | null },
): Promise<DeliveryView[]> {
  return listViews(deps.db.of(accountId), accountId, filter);
}

/** By dates and states; at most 100 a page. */
export async function searchDeliveries(
  deps: Deps,
  { accountId }: Caller,
  wanted: DeliverySearch,
): Promise<DeliveryView[]> {
  return search(deps.db.of(accountId), accountId, wanted);
}

/** All with exactly this order number. */
export async function deliveriesByNumber(deps: Deps, { accountId }: Caller, number: string): Promise<DeliveryView[]> {
  return findByNumber(deps.db.of(accountId), accountId, number);
}

/** Those of the ids that the account has, in the order asked for. */
export async function deliveriesById(deps: Deps, { accountId }: Caller, ids: readonly string[]): Promise<Delivery[]> {
  return findDeliveries(deps.db.of(accountId), accountId, ids);
}
