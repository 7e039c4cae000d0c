/** SQL of payments. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { Payment, PaymentOutcome } from '../domain/payment/payment.ts';
import type { PaymentCounts } from '../domain/payment/payment-status.ts';
import { afterAll } from './keyset.ts';
import type { DB } from './schema.ts';

/** What a payer sent, beside what it means. */
export interface PaymentEvidence {
  /** Of its content: the same number with other content is another payment. */
  readonly fingerprint: Buffer;
  /** As it came, with its signature; null where nothing was signed. */
  readonly message: string | null;
}

/** @returns false when the account has a payment of that number already. */
export async function insertPayment(
  tx: Kysely<DB>,
  payment: Payment,
  { fingerprint, message }: PaymentEvidence,
): Promise<boolean> {
  const { rows } = await sql`
    insert into payment (account_id, id, shipping_order_id, payment_id, invoice_id, amount, currency, paid_at, fingerprint,
      outcome, message, created_at)
    values (${payment.accountId}, ${payment.id}, ${payment.shippingOrderId}, ${payment.paymentId}, ${payment.invoiceId},
      ${payment.amount}, ${payment.currency}, ${payment.paidAt}, ${fingerprint}, ${payment.outcome}, ${message},
      ${payment.createdAt})
    on conflict (account_id, payment_id) do nothing returning id`.execute(tx);
  return rows.length === 1;
}

type Row = Omit<Selectable<DB['payment']>, 'message' | 'fingerprint'>;

const columns = sql.raw('p.account_id, p.id, p.shipping_order_id, p.payment_id, p.invoice_id, p.amount, p.currency, p.paid_at, p.outcome, p.refunded_at, p.created_at'); // prettier-ignore

/** By the payer's own number. */
export async function findPaymentByNumber(
  db: Kysely<DB>,
  accountId: string,
  paymentId: string,
): Promise<{ readonly payment: Payment; readonly fingerprint: Buffer } | null> {
  const { rows } = await sql<Row & { readonly fingerprint: Buffer }>`
    select ${columns}, p.fingerprint from payment p
    where p.account_id = ${accountId} and p.payment_id = ${paymentId}`.execute(db);
  return rows[0] ? { payment: toPayment(rows[0]), fingerprint: rows[0].fingerprint } : null;
}

export async function countPayments(
  db: Kysely<DB>,
  accountId: string,
  shippingOrderId: string,
): Promise<PaymentCounts> {
  const { rows } = await sql<PaymentCounts>`
    select count(*)::int as "all", count(refunded_at)::int as refunded from payment
    where account_id = ${accountId} and shipping_order_id = ${shippingOrderId}`.execute(db);
  return rows[0] ?? { all: 0, refunded: 0 };
}

export interface StandingPayment extends Payment {
  /** It is to go back, and has not yet. */
  readonly refundDue: boolean;
}

/** An order that has ended without its goods gives back what was applied, too. */
const isDue = sql`(p.refunded_at is null and (p.outcome <> 'applied' or o.status in ('cancelled', 'expired')))`;
const withOrder = sql`payment p join shipping_order o on o.account_id = p.account_id and o.id = p.shipping_order_id`;

export interface PaymentFilter {
  readonly before: string | null;
  readonly limit: number;
  readonly shippingOrderId: string | null;
  readonly refund: 'due' | 'done' | null;
}

/** Payments before the cursor, newest first. */
export async function listPayments(
  db: Kysely<DB>,
  accountId: string,
  { before, limit, shippingOrderId, refund }: PaymentFilter,
): Promise<StandingPayment[]> {
  const ofOrder = shippingOrderId === null ? sql`` : sql`and p.shipping_order_id = ${shippingOrderId}`;
  const ofRefund = { due: sql`and ${isDue}`, done: sql`and p.refunded_at is not null` };
  const { rows } = await sql<Row & { readonly refund_due: boolean }>`
    select ${columns}, ${isDue} as refund_due from ${withOrder}
    where p.account_id = ${accountId} and p.id < ${before ?? afterAll}::uuid ${ofOrder}
      ${refund === null ? sql`` : ofRefund[refund]}
    order by p.id desc limit ${limit}`.execute(db);
  return rows.map(toStanding);
}

/** Locked until the transaction ends. */
export async function lockPayment(tx: Kysely<DB>, accountId: string, id: string): Promise<StandingPayment | null> {
  const { rows } = await sql<Row & { readonly refund_due: boolean }>`
    select ${columns}, ${isDue} as refund_due from ${withOrder}
    where p.account_id = ${accountId} and p.id = ${id} for no key update of p`.execute(tx);
  return rows[0] ? toStanding(rows[0]) : null;
}

/** @param tx in which the payment is locked. */
export async function saveRefund(
  tx: Kysely<DB>,
  { accountId, id }: Pick<Payment, 'accountId' | 'id'>,
  refundedAt: Date,
): Promise<void> {
  await sql`update payment set refunded_at = ${refundedAt} where account_id = ${accountId} and id = ${id}`.execute(tx);
}

const toStanding = (row: Row & { readonly refund_due: boolean }): StandingPayment => ({
  ...toPayment(row),
  refundDue: row.refund_due,
});

function toPayment(row: Row): Payment {
  return {
    accountId: row.account_id,
    id: row.id,
    shippingOrderId: row.shipping_order_id,
    paymentId: row.payment_id,
    invoiceId: row.invoice_id,
    amount: row.amount,
    currency: row.currency,
    paidAt: row.paid_at,
    // the database checks its words
    outcome: row.outcome as PaymentOutcome,
    refundedAt: row.refunded_at,
    createdAt: row.created_at,
  };
}
