/** Reads fulfilments as partners list them and ask for them. */
import type { SubscriptionView } from '../../domain/subscription/events.ts';
import { DomainError } from '../../domain/errors.ts';
import { findByReference } from '../../store/fulfilment.ts';
import { findFulfilmentViews } from '../../store/subscription-view.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { list, type ListDeps, type Wanted } from '../listing/listing.ts';
import type { Listed } from './listed.ts';

export async function listFulfilments(
  deps: ListDeps,
  { accountId }: Caller,
  wanted: Omit<Wanted, 'list'>,
): Promise<Listed> {
  const { total, ids } = await list(deps, accountId, { ...wanted, list: 'fulfilments' });
  return { total, views: await findFulfilmentViews(deps.db.of(accountId), accountId, ids) };
}

/** @throws DomainError `fulfilment_not_found` */
export async function readFulfilment(
  deps: Pick<Deps, 'db'>,
  { accountId }: Caller,
  reference: string,
): Promise<SubscriptionView> {
  const db = deps.db.of(accountId);
  const found = await findByReference(db, accountId, reference);
  const [view] = found ? await findFulfilmentViews(db, accountId, [found.id]) : [];
  if (!view) throw new DomainError('fulfilment_not_found', 'There is no such fulfilment.');
  return view;
}
