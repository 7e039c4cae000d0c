/** SQL of what partners read of subscriptions: orders with subscriber, fulfilment and bill, a page in a few statements. */
import { sql, type Kysely } from 'kysely';
import type { Bill } from '../domain/subscription/bill.ts';
import type { SubscriptionView } from '../domain/subscription/events.ts';
import type { Fulfilment } from '../domain/subscription/fulfilment.ts';
import { toBill, type BillRow } from './bill-row.ts';
import { toFulfilment, type FulfilmentRow } from './fulfilment-row.ts';
import { json } from './json.ts';
import type { DB } from './schema.ts';
import { toSubscriptionOrder, type SubscriptionOrderRow } from './subscription-order-row.ts';

/** Orders with their first fulfilment and their first bill, in the order of the ids. */
export async function findOrderViews(
  db: Kysely<DB>,
  accountId: string,
  orderIds: readonly string[],
): Promise<SubscriptionView[]> {
  const { rows } = await sql<FulfilmentRow>`
    select * from fulfilment where account_id = ${accountId} and order_id = any(${orderIds}::uuid[]) and cycle = 1`.execute(
    db,
  );
  const firsts = new Map(rows.map((row) => [row.order_id, toFulfilment(row)]));
  const of = orderIds.map((orderId) => ({ orderId, cycle: 1, fulfilment: firsts.get(orderId) ?? null, bill: null }));
  return findViews(db, accountId, of);
}

/** Fulfilments with the bill of their cycle, in the order of the ids. */
export async function findFulfilmentViews(
  db: Kysely<DB>,
  accountId: string,
  ids: readonly string[],
): Promise<SubscriptionView[]> {
  const { rows } = await sql<FulfilmentRow>`
    select * from fulfilment where account_id = ${accountId} and id = any(${ids}::uuid[])`.execute(db);
  const byId = new Map(rows.map((row) => [row.id, toFulfilment(row)]));
  const found = ids.flatMap((id) => byId.get(id) ?? []);
  const of = found.map((fulfilment) => ({ orderId: fulfilment.orderId, cycle: fulfilment.cycle, fulfilment, bill: null })); // prettier-ignore
  return findViews(db, accountId, of);
}

/** Bills, in the order of the ids; without fulfilments. */
export async function findBillViews(
  db: Kysely<DB>,
  accountId: string,
  ids: readonly string[],
): Promise<SubscriptionView[]> {
  const { rows } = await sql<BillRow>`
    select * from bill where account_id = ${accountId} and id = any(${ids}::uuid[])`.execute(db);
  const byId = new Map(rows.map((row) => [row.id, toBill(row)]));
  const found = ids.flatMap((id) => byId.get(id) ?? []);
  const of = found.map((bill) => ({ orderId: bill.orderId, cycle: bill.cycle, fulfilment: null, bill }));
  return findViews(db, accountId, of);
}

interface Sought {
  readonly orderId: string;
  readonly cycle: number;
  readonly fulfilment: Fulfilment | null;
  /** Null: it is looked for. */
  readonly bill: Bill | null;
}

type OrderRow = SubscriptionOrderRow & {
  readonly subscriber_name: string;
  readonly subscriber_email: string | null;
  readonly subscriber_phone: string | null;
};

async function findViews(db: Kysely<DB>, accountId: string, sought: readonly Sought[]): Promise<SubscriptionView[]> {
  if (sought.length === 0) return [];
  const { rows } = await sql<OrderRow>`
    select o.*, p.name as subscriber_name, p.email as subscriber_email, p.phone as subscriber_phone
    from subscription_order o
    join subscriber p on p.account_id = o.account_id and p.id = o.subscriber_id
    where o.account_id = ${accountId} and o.id = any(${sought.map(({ orderId }) => orderId)}::uuid[])`.execute(db);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const found = sought.flatMap((one) => {
    const row = byId.get(one.orderId);
    return row ? [{ ...one, row, order: toSubscriptionOrder(row) }] : [];
  });
  // what is paid upfront has one bill for all cycles
  const cycleOf = ({ order, cycle }: (typeof found)[number]) => (order.terms.cycle === 'upfront' ? 1 : cycle);
  const unknown = found.filter(({ bill }) => bill === null);
  const bills = await findBills(db, accountId, unknown.map((one) => ({ orderId: one.orderId, cycle: cycleOf(one) }))); // prettier-ignore
  return found.map((one) => ({
    order: one.order,
    subscriber: { name: one.row.subscriber_name, email: one.row.subscriber_email, phone: one.row.subscriber_phone },
    fulfilment: one.fulfilment,
    bill: one.bill ?? bills.get(`${one.orderId} ${cycleOf(one)}`) ?? null,
  }));
}

/** By order and cycle. */
async function findBills(
  db: Kysely<DB>,
  accountId: string,
  wanted: readonly { readonly orderId: string; readonly cycle: number }[],
): Promise<ReadonlyMap<string, Bill>> {
  if (wanted.length === 0) return new Map();
  const { rows } = await sql<BillRow>`
    select b.* from jsonb_to_recordset(${json(wanted)}) as w ("orderId" uuid, cycle integer)
    join bill b on b.account_id = ${accountId} and b.order_id = w."orderId" and b.cycle = w.cycle`.execute(db);
  return new Map(rows.map((row) => [`${row.order_id} ${row.cycle}`, toBill(row)]));
}
