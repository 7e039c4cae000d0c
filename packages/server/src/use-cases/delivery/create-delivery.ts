/** Takes an order: one durable statement for the delivery, its packages, its event and its outbox row. */
import { create } from '../../domain/delivery/lifecycle.ts';
import type { DeliveryDraft } from '../../domain/delivery/delivery.ts';
import type { Deps } from '../deps.ts';
import { requireHubs } from '../hub/hubs.ts';
import type { Identity } from '../identity.ts';
import { transact } from '../transact.ts';
import { insertOnce, type Created } from './insert-once.ts';

/**
 * A delivery is unique by order number, direction and legs: the same content again answers the first one's id.
 * @throws DomainError `duplicate` for other content under the number, `invalid_input` for an unknown hub
 */
export async function createDelivery(deps: Deps, identity: Identity, draft: DeliveryDraft): Promise<Created> {
  const { account, caller } = identity;
  await requireHubs(deps, account, [
    { path: 'distributionCentre', code: draft.distributionCentre },
    { path: 'pickup.branch', code: draft.pickup?.branch ?? null },
    { path: 'dropoff.branch', code: draft.dropoff?.branch ?? null },
    { path: 'returnTo.branch', code: draft.returnTo?.branch ?? null },
  ]);
  const request = { content: draft, taken: `There is an order ${draft.orderNumber} with other content already.` };
  const insert = (db: Deps['db']) => {
    const birth = { accountId: account.id, id: deps.newId(), now: deps.now() };
    return insertOnce(deps, db, caller, create(draft, birth), request);
  };
  // without an answer to keep, the statement is a transaction of its own
  return caller.seal ? transact(deps, caller, insert) : insert(deps.db);
}
