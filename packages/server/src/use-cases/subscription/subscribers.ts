/** Subscribers: made, read, changed. */
import { DomainError } from '../../domain/errors.ts';
import type { Subscriber, SubscriberDraft } from '../../domain/subscription/plan.ts';
import {
  findSubscriber,
  insertSubscribers,
  listSubscribers as selectSubscribers,
  lockSubscriber,
  saveSubscriber,
} from '../../store/subscriber.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import type { PageOf } from '../page.ts';
import { transact } from '../transact.ts';
import { assertVersion } from './assert-version.ts';

export async function createSubscriber(deps: Deps, caller: Caller, draft: SubscriberDraft): Promise<Subscriber> {
  const now = deps.now();
  const { accountId } = caller;
  const subscriber: Subscriber = { ...draft, accountId, id: deps.newId(), version: 1, createdAt: now, updatedAt: now };
  return transact(deps, caller, async (tx) => {
    await insertSubscribers(tx, [subscriber]);
    return subscriber;
  });
}

/** @throws DomainError `subscriber_not_found` */
export async function getSubscriber(deps: Deps, { accountId }: Caller, id: string): Promise<Subscriber> {
  const subscriber = await findSubscriber(deps.db.of(accountId), accountId, id);
  if (!subscriber) throw notFound();
  return subscriber;
}

export async function listSubscribers(deps: Deps, { accountId }: Caller, page: PageOf): Promise<Subscriber[]> {
  return selectSubscribers(deps.db.of(accountId), accountId, page);
}

/** A field that is not given stays as it is. The name stays: orders are found by it. */
export type SubscriberChange = Partial<Omit<SubscriberDraft, 'name'>>;

/**
 * Orders keep the contacts that they were placed with.
 * @param version that the client saw; null: any
 * @throws DomainError `subscriber_not_found`, `version_conflict`
 */
export async function changeSubscriber(
  deps: Deps,
  caller: Caller,
  { id, version, change }: { readonly id: string; readonly version: number | null; readonly change: SubscriberChange },
): Promise<Subscriber> {
  return transact(deps, caller, async (tx) => {
    const before = await lockSubscriber(tx, caller.accountId, id);
    if (!before) throw notFound();
    assertVersion('subscriber', before, version);
    const after = { ...before, ...change, version: before.version + 1, updatedAt: deps.now() };
    await saveSubscriber(tx, after);
    return after;
  });
}

const notFound = () => new DomainError('subscriber_not_found', 'There is no such subscriber.');
