/** SQL of bills. They change under the lock of their order. */
import { sql, type Kysely } from 'kysely';
import type { Bill } from '../domain/subscription/bill.ts';
import { toBill, toBillJson, type BillRow } from './bill-row.ts';
import type { CyclePage } from './cycle-page.ts';
import type { Due } from './due.ts';
import { json } from './json.ts';
import type { DB } from './schema.ts';

export async function insertBills(tx: Kysely<DB>, bills: readonly Bill[]): Promise<void> {
  await sql`
    insert into bill select * from jsonb_populate_recordset(null::bill, ${json(bills.map(toBillJson))})`.execute(tx);
}

export async function findBill(db: Kysely<DB>, accountId: string, id: string): Promise<Bill | null> {
  const { rows } = await sql<BillRow>`select * from bill where account_id = ${accountId} and id = ${id}`.execute(db);
  return rows[0] ? toBill(rows[0]) : null;
}

/** Those of an order before the cycle, the newest first. */
export async function listBillsOf(
  db: Kysely<DB>,
  accountId: string,
  { orderId, before, limit }: CyclePage,
): Promise<Bill[]> {
  const { rows } = await sql<BillRow>`
    select * from bill where account_id = ${accountId} and order_id = ${orderId} and cycle < ${before}
    order by cycle desc limit ${limit}`.execute(db);
  return rows.map(toBill);
}

/** Unpaid ones whose last day is over, the longest first. @param db of the house. */
export async function listOverdueBills(db: Kysely<DB>, now: Date, limit: number): Promise<Due[]> {
  const { rows } = await sql<Due>`
    select account_id as "accountId", id from bill
    where state = 'unpaid' and due_at <= ${now} order by due_at limit ${limit}`.execute(db);
  return rows;
}

/** Writes what may change. */
export async function saveBill(tx: Kysely<DB>, { accountId, id, state, collected, paidAt }: Bill): Promise<void> {
  await tx
    .updateTable('bill')
    .set({ state, collected, paid_at: paidAt })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .execute();
}
