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
    throw duplicate('name', `There is a store ${draft.name} already.`, 'It is taken.');
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

/** A field that is not given stays as it is. The name stays: orders are found by it. */
export type StoreChange = Partial<Omit<StoreDraft, 'name'>>;

/**
 * Deliveries that are ordered already are fetched where they were to be fetched.
 * @param version that the client saw; null: any
 * @throws DomainError `store_not_found`, `version_conflict`
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
    await saveStore(tx, after);
    return after;
  });
}

const notFound = () => new DomainError('store_not_found', 'There is no such store.');
