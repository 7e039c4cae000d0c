/** SQL of subscription orders. */
import { sql, type Kysely } from 'kysely';
import type { SubscriptionOrder } from '../domain/subscription/order.ts';
import type { OrderState } from '../domain/subscription/order-state.ts';
import type { Due } from './due.ts';
import { json } from './json.ts';
import { afterAll } from './keyset.ts';
import type { DB } from './schema.ts';
import { toSubscriptionOrder, toSubscriptionOrderJson, type SubscriptionOrderRow } from './subscription-order-row.ts';

export async function insertSubscriptionOrders(tx: Kysely<DB>, orders: readonly SubscriptionOrder[]): Promise<void> {
  await sql`
    insert into subscription_order
    select * from jsonb_populate_recordset(null::subscription_order, ${json(orders.map(toSubscriptionOrderJson))})`.execute(
    tx,
  );
}

/** Locked until the transaction ends: its bills and fulfilments change only under this lock. */
export async function lockSubscriptionOrder(
  tx: Kysely<DB>,
  accountId: string,
  id: string,
): Promise<SubscriptionOrder | null> {
  const { rows } = await sql<SubscriptionOrderRow>`
    select * from subscription_order where account_id = ${accountId} and id = ${id} for no key update`.execute(tx);
  return rows[0] ? toSubscriptionOrder(rows[0]) : null;
}

/** Writes what may change of one that this transaction has locked. */
export async function saveSubscriptionOrder(tx: Kysely<DB>, order: SubscriptionOrder): Promise<void> {
  await tx
    .updateTable('subscription_order')
    .set({
      version: order.version,
      state: order.state,
      anchor: order.anchor,
      cycles_made: order.cyclesMade,
      next_cycle_at: order.nextCycleAt,
      paid_at: order.paidAt,
      approved_at: order.approvedAt,
      ended_at: order.endedAt,
      reason: order.reason,
      updated_at: order.updatedAt,
    })
    .where('account_id', '=', order.accountId)
    .where('id', '=', order.id)
    .execute();
}

/** Those whose next cycle has begun, the longest first. @param db of the house. */
export async function listDueOrders(db: Kysely<DB>, now: Date, limit: number): Promise<Due[]> {
  const { rows } = await sql<Due>`
    select account_id as "accountId", id from subscription_order
    where next_cycle_at <= ${now} order by next_cycle_at limit ${limit}`.execute(db);
  return rows;
}

/** Locks one that is still due. @returns false when it is not, or somebody else is at it */
export async function takeDueOrder(tx: Kysely<DB>, { accountId, id }: Due, now: Date): Promise<boolean> {
  const { rows } = await sql`
    select 1 from subscription_order
    where account_id = ${accountId} and id = ${id} and next_cycle_at <= ${now} for no key update skip locked`.execute(
    tx,
  );
  return rows.length === 1;
}

/** One whose cycles could not be made is looked at again then. */
export async function postponeCycles(db: Kysely<DB>, { accountId, id }: Due, until: Date): Promise<void> {
  await sql`
    update subscription_order set next_cycle_at = ${until}
    where account_id = ${accountId} and id = ${id} and next_cycle_at < ${until}`.execute(db);
}

export interface OrderFilter {
  readonly before: string | null;
  readonly limit: number;
  readonly state: OrderState | null;
  readonly number: string | null;
}

/** Ids of orders before the cursor, newest first. */
export async function listOrderIds(
  db: Kysely<DB>,
  accountId: string,
  { before, limit, state, number }: OrderFilter,
): Promise<string[]> {
  const ofState = state === null ? sql`` : sql`and state = ${state}`;
  const ofNumber = number === null ? sql`` : sql`and number = ${number}`;
  const { rows } = await sql<{ id: string }>`
    select id from subscription_order
    where account_id = ${accountId} and id < ${before ?? afterAll}::uuid ${ofState} ${ofNumber}
    order by id desc limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}
