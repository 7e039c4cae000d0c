/** Stores, whose plans people subscribe to: made, read, changed. */
import { DomainError, duplicate } from '../../domain/errors.ts';
import type { Store, StoreDraft } from '../../domain/subscription/plan.ts';
import { findStore, insertStore, listStores as selectStores, lockStore, saveStore } from '../../store/store.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import type { PageOf } from '../page.ts';
import { transact } from '../transact.ts';
import { assertVersion } from './assert-version.ts';

/** @throws DomainError `duplicate` when the account has the name already */
export async function createStore(deps: Deps, caller: Caller, draft: StoreDraft): Promise<Store> {
  const now = deps.now();
  const { accountId } = caller;
  const store: Store = { ...draft, accountId, id: deps.newId(), version: 1, createdAt: now, updatedAt: now };
  return transact(deps, caller, async (tx) => {
    if (await insertStore(tx, store)) return store;
    throw taken(store);
  });
}

/** @throws DomainError `store_not_found` */
export async function getStore(deps: Deps, { accountId }: Caller, id: string): Promise<Store> {
  const store = await findStore(deps.db.of(accountId), accountId, id);
  if (!store) throw notFound();
  return store;
}

export async function listStores(deps: Deps, { accountId }: Caller, page: PageOf): Promise<Store[]> {
  return selectStores(deps.db.of(accountId), accountId, page);
}

/** A field that is not given stays as it is. */
export type StoreChange = Partial<StoreDraft>;

/**
 * Orders that were placed keep the name, and deliveries that are ordered already are fetched where they were to be fetched.
 * @param version that the client saw; null: any
 * @throws DomainError `store_not_found`, `version_conflict`, `duplicate` when the account has the name already
 */
export async function changeStore(
  deps: Deps,
  caller: Caller,
  { id, version, change }: { readonly id: string; readonly version: number | null; readonly change: StoreChange },
): Promise<Store> {
  return transact(deps, caller, async (tx) => {
    const before = await lockStore(tx, caller.accountId, id);
    if (!before) throw notFound();
    assertVersion('store', before, version);
    const after = { ...before, ...change, version: before.version + 1, updatedAt: deps.now() };
    if (await saveStore(tx, after)) return after;
    throw taken(after);
  });
}

const taken = ({ name }: Store) => duplicate('name', `There is a store ${name} already.`, 'It is taken.');
const notFound = () => new DomainError('store_not_found', 'There is no such store.');
