/** SQL of kept answers: what a repeated request with the same key gets. */
import { sql, type Kysely } from 'kysely';
import type { DB } from './schema.ts';

export interface RequestKey {
  readonly accountId: string;
  /** Method, route and credential: the same key elsewhere is another request. */
  readonly operation: string;
  readonly key: string;
}

export interface KeptAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: Buffer;
}

export interface KeptRequest {
  readonly fingerprint: Buffer;
  readonly answer: KeptAnswer | null;
  /** Until then the first request is taken to be running. */
  readonly claimedUntil: Date;
  readonly createdAt: Date;
}

/**
 * Claims the key for a request that is about to run. Takes over a claim whose time is up and a key older than a day.
 * @returns false when somebody else has it; then `findKeptRequest` tells what became of it.
 */
export async function claimKey(
  db: Kysely<DB>,
  { accountId, operation, key }: RequestKey,
  claim: { readonly fingerprint: Buffer; readonly now: Date; readonly until: Date; readonly oldest: Date },
): Promise<boolean> {
  const { rows } = await sql`
    insert into idempotency_key as k (account_id, operation, key, fingerprint, claimed_until, created_at)
    values (${accountId}, ${operation}, ${key}, ${claim.fingerprint}, ${claim.until}, ${claim.now})
    on conflict (account_id, operation, key) do update set
      fingerprint = excluded.fingerprint, claimed_until = excluded.claimed_until, created_at = excluded.created_at,
      status = null, content_type = null, body = null
    where (k.status is null and k.claimed_until < ${claim.now} and k.fingerprint = excluded.fingerprint)
      or k.created_at < ${claim.oldest}
    returning 1`.execute(db);
  return rows.length === 1;
}

export async function findKeptRequest(
  db: Kysely<DB>,
  { accountId, operation, key }: RequestKey,
): Promise<KeptRequest | null> {
  const row = await db
    .selectFrom('idempotency_key')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('operation', '=', operation)
    .where('key', '=', key)
    .executeTakeFirst();
  if (!row) return null;
  const { status, content_type: contentType, body } = row;
  return {
    fingerprint: row.fingerprint,
    claimedUntil: row.claimed_until,
    createdAt: row.created_at,
    answer: status !== null && contentType !== null && body !== null ? { status, contentType, body } : null,
  };
}

/** Keeps the answer beside its effect, in the same transaction. */
export async function keepAnswer(
  tx: Kysely<DB>,
  { accountId, operation, key }: RequestKey,
  answer: KeptAnswer,
): Promise<void> {
  const { rows } = await sql`
    update idempotency_key set status = ${answer.status}, content_type = ${answer.contentType}, body = ${answer.body}
    where account_id = ${accountId} and operation = ${operation} and key = ${key} and status is null
    returning 1`.execute(tx);
  // somebody took the claim over while we worked: our effect must not happen a second time
  if (rows.length !== 1) throw new Error('The claim on the idempotency key was lost.');
}

/** Gives the key back: the request had no effect and may be sent again, corrected. */
export async function releaseKey(db: Kysely<DB>, { accountId, operation, key }: RequestKey): Promise<void> {
  await db
    .deleteFrom('idempotency_key')
    .where('account_id', '=', accountId)
    .where('operation', '=', operation)
    .where('key', '=', key)
    .where('status', 'is', null)
    .execute();
}
