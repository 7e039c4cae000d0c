/** Reads subscription orders as partners list them. */
import { findOrderViews } from '../../store/subscription-view.ts';
import type { Caller } from '../caller.ts';
import { list, type ListDeps, type Wanted } from '../listing/listing.ts';
import type { Listed } from './listed.ts';

export async function listOrders(deps: ListDeps, { accountId }: Caller, wanted: Omit<Wanted, 'list'>): Promise<Listed> {
  const { total, ids } = await list(deps, accountId, { ...wanted, list: 'orders' });
  return { total, views: await findOrderViews(deps.db.of(accountId), accountId, ids) };
}
