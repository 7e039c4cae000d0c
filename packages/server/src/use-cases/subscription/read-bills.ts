/** Reads bills as partners list them. */
import { findBillViews } from '../../store/subscription-view.ts';
import type { Caller } from '../caller.ts';
import { list, type ListDeps, type Wanted } from '../listing/listing.ts';
import type { Listed } from './listed.ts';

export async function listBills(deps: ListDeps, { accountId }: Caller, wanted: Omit<Wanted, 'list'>): Promise<Listed> {
  const { total, ids } = await list(deps, accountId, { ...wanted, list: 'bills' });
  return { total, views: await findBillViews(deps.db.of(accountId), accountId, ids) };
}
