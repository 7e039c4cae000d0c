/** Takes an order: one durable statement for the delivery, its packages, its event and its outbox row. */
import type { Kysely, Transaction } from 'kysely';
import { duplicate } from '../../domain/errors.ts';
import { create, type BirthState } from '../../domain/delivery/lifecycle.ts';
import type { DeliveryDraft } from '../../domain/delivery/delivery.ts';
import { claimOrderNumber } from '../../store/order-number.ts';
import type { DB } from '../../store/schema.ts';
import { violates } from '../../store/violation.ts';
import type { Deps } from '../deps.ts';
import { requireHubs, type HubReference } from '../hub/hubs.ts';
import type { Identity } from '../identity.ts';
import { transact } from '../transact.ts';
import { insertOnce, type Created } from './insert-once.ts';

/** Columns whose foreign keys lead to a hub. */
const hubColumns = ['distribution_centre', 'pickup_branch', 'dropoff_branch', 'return_branch'] as const;

export interface CreateOptions {
  /** False where the partner named no order date and `orderedAt` is the hour at which it came. */
  readonly dated?: boolean;
  /** Without a word it waits for a courier. */
  readonly state?: BirthState;
  /** What is to be written with it, in one transaction. */
  readonly also?: (tx: Transaction<DB>, created: Created) => Promise<void>;
}

/**
 * A delivery is unique by order number, direction and legs, and under a service of its own whatever the legs: the same
 * content again answers the first one's id.
 * @throws DomainError `duplicate` for other content under the number, `invalid_input` for an unknown hub
 */
export async function createDelivery(
  deps: Deps,
  identity: Identity,
  draft: DeliveryDraft,
  { dated = true, state, also }: CreateOptions = {},
): Promise<Created> {
  const { account, caller } = identity;
  const taken = `There is an order ${draft.orderNumber} with other content already.`;
  const request = { content: contentOf(draft, dated), taken };
  const insert = async (db: Kysely<DB>): Promise<Created> => {
    const birth = { accountId: account.id, id: deps.newId(), now: deps.now(), ...(state && { state }) };
    const changed = create(draft, birth);
    if (draft.service !== null && !(await claimOrderNumber(db, changed.delivery)))
      throw duplicate('orderNumber', taken);
    return insertOnce(deps, db, caller, changed, request);
  };
  const insertWith = async (tx: Transaction<DB>): Promise<Created> => {
    const created = await insert(tx);
    await also?.(tx, created);
    return created;
  };
  // without a number to claim and an answer to keep, the statement is a transaction of its own
  const alone = draft.service === null && !caller.seal && !also;
  const run = () => (alone ? insert(deps.db.of(account.id)) : transact(deps, caller, insertWith));
  try {
    return await run();
  } catch (error) {
    if (!isUnknownHub(error)) throw error;
  }
  // only now, because nearly every order names hubs that are there: asking first would cost each a round trip
  await requireHubs(deps, account, hubsOf(draft));
  return run();
}

/**
 * Whatever makes two requests the same. Fields that came with later releases count only where they say something, so that
 * orders taken before are still known again.
 */
function contentOf(draft: DeliveryDraft, dated: boolean): unknown {
  const { orderedAt, service, cashOnPickup, ...rest } = draft;
  return {
    ...rest,
    ...(dated && { orderedAt }),
    ...(service !== null && { service }),
    ...(cashOnPickup !== null && { cashOnPickup }),
  };
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
