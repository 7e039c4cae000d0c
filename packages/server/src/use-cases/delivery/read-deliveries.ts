/** Reads deliveries with their trips, stops and proofs. */
import type { Delivery } from '../../domain/delivery/delivery.ts';
import type { DeliveryState } from '../../domain/delivery/delivery-state.ts';
import { DomainError } from '../../domain/errors.ts';
import { findDeliveries } from '../../store/delivery.ts';
import type { DeliverySearch, SearchClause } from '../../store/delivery-search.ts';
import {
  findByNumber,
  findView,
  listViews,
  searchDeliveries as search,
  type DeliveryView,
} from '../../store/delivery-view.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import type { PageOf } from '../page.ts';

export type { DeliverySearch, DeliveryView, SearchClause };

/** Null for an id that the account does not have. */
export async function findDelivery(deps: Deps, { accountId }: Caller, id: string): Promise<DeliveryView | null> {
  return findView(deps.db.of(accountId), accountId, id);
}

/** @throws DomainError `delivery_not_found` */
export async function getDelivery(deps: Deps, caller: Caller, id: string): Promise<DeliveryView> {
  const view = await findDelivery(deps, caller, id);
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

/** By dates, states and service; a page of at most 100, and whether there are more. */
export async function searchDeliveries(
  deps: Deps,
  { accountId }: Caller,
  wanted: DeliverySearch,
): Promise<{ readonly found: readonly DeliveryView[]; readonly more: boolean }> {
  const found = await search(deps.db.of(accountId), accountId, { ...wanted, limit: wanted.limit + 1 });
  return { found: found.slice(0, wanted.limit), more: found.length > wanted.limit };
}

/** All with exactly this order number. */
export async function deliveriesByNumber(deps: Deps, { accountId }: Caller, number: string): Promise<DeliveryView[]> {
  return findByNumber(deps.db.of(accountId), accountId, number);
}

/** Those of the ids that the account has, in the order asked for. */
export async function deliveriesById(deps: Deps, { accountId }: Caller, ids: readonly string[]): Promise<Delivery[]> {
  return findDeliveries(deps.db.of(accountId), accountId, ids);
}
