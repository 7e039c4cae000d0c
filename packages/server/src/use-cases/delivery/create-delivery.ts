/** Takes an order: one durable statement for the delivery, its packages, its event and its outbox row. */
import type { Kysely } from 'kysely';
import { create } from '../../domain/delivery/lifecycle.ts';
import type { DeliveryDraft } from '../../domain/delivery/delivery.ts';
import type { DB } from '../../store/schema.ts';
import { violates } from '../../store/violation.ts';
import type { Deps } from '../deps.ts';
import { requireHubs, type HubReference } from '../hub/hubs.ts';
import type { Identity } from '../identity.ts';
import { transact } from '../transact.ts';
import { insertOnce, type Created } from './insert-once.ts';

/** Columns whose foreign keys lead to a hub. */
const hubColumns = ['distribution_centre', 'pickup_branch', 'dropoff_branch', 'return_branch'] as const;

/**
 * A delivery is unique by order number, direction and legs: the same content again answers the first one's id.
 * @throws DomainError `duplicate` for other content under the number, `invalid_input` for an unknown hub
 */
export async function createDelivery(deps: Deps, identity: Identity, draft: DeliveryDraft): Promise<Created> {
  const { account, caller } = identity;
  const request = { content: draft, taken: `There is an order ${draft.orderNumber} with other content already.` };
  const insert = (db: Kysely<DB>): Promise<Created> => {
    const birth = { accountId: account.id, id: deps.newId(), now: deps.now() };
    return insertOnce(deps, db, caller, create(draft, birth), request);
  };
  // without an answer to keep, the statement is a transaction of its own
  const run = () => (caller.seal ? transact(deps, caller, insert) : insert(deps.db.of(account.id)));
  try {
    return await run();
  } catch (error) {
    if (!isUnknownHub(error)) throw error;
  }
  // only now, because nearly every order names hubs that are there: asking first would cost each a round trip
  await requireHubs(deps, account, hubsOf(draft));
  return run();
}

function hubsOf(draft: DeliveryDraft): readonly HubReference[] {
  return [
    { path: 'distributionCentre', code: draft.distributionCentre },
    { path: 'pickup.branch', code: draft.pickup?.branch ?? null },
    { path: 'dropoff.branch', code: draft.dropoff?.branch ?? null },
    { path: 'returnTo.branch', code: draft.returnTo?.branch ?? null },
  ];
}

function isUnknownHub(error: unknown): boolean {
  return hubColumns.some((column) => violates(error, `delivery_account_id_${column}_fkey`));
}
