/** SQL of policies. */
import { sql, type Kysely } from 'kysely';
import type { Policy, PolicyState } from '../domain/policy/policy.ts';
import { afterAll } from './keyset.ts';
import { toPolicy, toPolicyChange, toPolicyInsert, type PolicyRow, type PolicySecrets } from './policy-row.ts';
import type { DB } from './schema.ts';

/** Without what is never shown. */
const columns = sql.raw(`account_id, id, version, number, product_code, credential_id, tracking_number, state, premium,
  premium_text, insured_value, cod, currency, content, delivery_id, delivery_status, tracked_at, ordered_at, valid_until,
  claims_until, ended_at, cancelled_by, cancel_reason, cancel_time, created_at, updated_at`);

/** @returns false when the account has a policy of the tracking number already. */
export async function insertPolicy(tx: Kysely<DB>, policy: Policy, secrets: PolicySecrets): Promise<boolean> {
  const row = await tx
    .insertInto('policy')
    .values(toPolicyInsert(policy, secrets))
    .onConflict((conflict) => conflict.columns(['account_id', 'tracking_number']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export interface SubmittedPolicy {
  readonly policy: Policy;
  readonly fingerprint: Buffer;
  readonly certificateSealed: Buffer;
}

export async function findByTrackingNumber(
  db: Kysely<DB>,
  accountId: string,
  trackingNumber: string,
): Promise<SubmittedPolicy | null> {
  const { rows } = await sql<PolicyRow & { readonly fingerprint: Buffer; readonly certificate_sealed: Buffer }>`
    select ${columns}, fingerprint, certificate_sealed from policy
    where account_id = ${accountId} and tracking_number = ${trackingNumber}`.execute(db);
  const [row] = rows;
  return row
    ? { policy: toPolicy(row), fingerprint: row.fingerprint, certificateSealed: row.certificate_sealed }
    : null;
}

/** With the sealed token of its certificate's link. */
export async function findPolicy(
  db: Kysely<DB>,
  accountId: string,
  id: string,
): Promise<Omit<SubmittedPolicy, 'fingerprint'> | null> {
  const { rows } = await sql<PolicyRow & { readonly certificate_sealed: Buffer }>`
    select ${columns}, certificate_sealed from policy where account_id = ${accountId} and id = ${id}`.execute(db);
  const [row] = rows;
  return row ? { policy: toPolicy(row), certificateSealed: row.certificate_sealed } : null;
}

/** Locked until the transaction ends. */
export async function lockPolicy(tx: Kysely<DB>, accountId: string, id: string): Promise<Policy | null> {
  const { rows } = await sql<PolicyRow>`
    select ${columns} from policy where account_id = ${accountId} and id = ${id} for no key update`.execute(tx);
  return rows[0] ? toPolicy(rows[0]) : null;
}

/** Writes what may change of one that this transaction has locked. */
export async function savePolicy(tx: Kysely<DB>, policy: Policy): Promise<void> {
  await tx
    .updateTable('policy')
    .set(toPolicyChange(policy))
    .where('account_id', '=', policy.accountId)
    .where('id', '=', policy.id)
    .execute();
}

export interface PolicyFilter {
  readonly before: string | null;
  readonly limit: number;
  readonly state: PolicyState | null;
  readonly trackingNumber: string | null;
  readonly number: string | null;
}

/** Policies before the cursor, newest first. */
export async function listPolicies(
  db: Kysely<DB>,
  accountId: string,
  { before, limit, state, trackingNumber, number }: PolicyFilter,
): Promise<Policy[]> {
  const parts = [
    sql`id < ${before ?? afterAll}::uuid`,
    ...(state === null ? [] : [sql`state = ${state}`]),
    ...(trackingNumber === null ? [] : [sql`tracking_number = ${trackingNumber}`]),
    ...(number === null ? [] : [sql`number = ${number}`]),
  ];
  const { rows } = await sql<PolicyRow>`
    select ${columns} from policy where account_id = ${accountId} and ${sql.join(parts, sql` and `)}
    order by id desc limit ${limit}`.execute(db);
  return rows.map(toPolicy);
}

/** Of all accounts, whose time is over, the longest over first. @param db of the house. */
export async function listOverdue(
  db: Kysely<DB>,
  now: Date,
  limit: number,
): Promise<{ readonly accountId: string; readonly id: string }[]> {
  const { rows } = await sql<{ accountId: string; id: string }>`
    select account_id as "accountId", id from policy where state = 'active' and valid_until <= ${now}
    order by valid_until limit ${limit}`.execute(db);
  return rows;
}

/**
 * Our own delivery of a tracking number: by its order number or else by its waybill number, of several the one that comes
 * to the receiver.
 */
export async function findOwnDelivery(
  db: Kysely<DB>,
  accountId: string,
  trackingNumber: string,
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from delivery
    where account_id = ${accountId} and (order_number = ${trackingNumber} or waybill_number = ${trackingNumber})
      and direction = 'forward'
    order by order_number = ${trackingNumber} desc, legs = 'pickup', id limit 1`.execute(db);
  return rows[0]?.id ?? null;
}
