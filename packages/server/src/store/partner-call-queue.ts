/**
 * SQL of the queue of calls to partners: calls are leased, made, and settled. It serves all accounts at once. As in
 * webhook-queue.ts the first of an aggregate is found by stepping into an index. When a call is due is said by our clock,
 * how long a lease lasts by the database's: so that processes whose clocks differ agree on whose a call is. What is locked
 * is written by its place in the table: planned while that is empty, a look by its key may go along any index that begins
 * with the account.
 */
import { sql, type Kysely } from 'kysely';
import { json } from './json.ts';
import type { PartnerHealth } from './partner-health.ts';
import type { PartnerCallRow } from './partner-call.ts';
import type { DB } from './schema.ts';

export interface DueCall extends Omit<PartnerCallRow, 'dueAt' | 'createdAt' | 'content'>, PartnerHealth {
  /** Where its row stands, as long as the transaction locks it. */
  readonly place: string;
  readonly content: unknown;
  /** Tries so far, since it was put back the last time. */
  readonly attempts: number;
}

export interface Search {
  readonly now: Date;
  readonly limit: number;
  /** `connector partner`: those of which no more are wanted. */
  readonly except: readonly string[];
}

/** Calls that may be made, the longest due first: of each aggregate and connector only the first that waits. Locked. */
export async function lockDueCalls(tx: Kysely<DB>, { now, limit, except }: Search): Promise<DueCall[]> {
  const { rows } = await sql<DueCall>`
    select c.ctid::text as place, c.account_id as "accountId", c.id, c.connector, c.partner_id as "partnerId", c.aggregate_id as "aggregateId",
      c.sequence, c.operation, c.content, c.attempts, coalesce(h.failures, 0) as failures, h.open_until as "openUntil"
    from partner_call c
    left join partner_health h
      on h.account_id = c.account_id and h.connector = c.connector and h.partner_id = c.partner_id
    where c.state = 'waiting' and c.due_at <= ${now} and (c.lease_until is null or c.lease_until <= now())
      and not (c.connector || ' ' || c.partner_id = any(${except}::text[]))
      and c.id = (
        select id from partner_call
        where state = 'waiting' and (account_id, connector, aggregate_id) >= (c.account_id, c.connector, c.aggregate_id)
        order by account_id, connector, aggregate_id, sequence limit 1
      )
    order by c.due_at limit ${limit}
    for update of c skip locked`.execute(tx);
  return rows;
}

type Place = Pick<DueCall, 'place'>;

/** @param tx in which they are locked. @param claim names the lease: an outcome counts only while the call bears it. */
export async function leaseCalls(
  tx: Kysely<DB>,
  calls: readonly Place[],
  { claim, seconds }: { readonly claim: string; readonly seconds: number },
): Promise<void> {
  await sql`
    update partner_call set claimed_by = ${claim}, lease_until = now() + make_interval(secs => ${seconds})
    where ctid = any(${calls.map(({ place }) => place)}::text[]::tid[])`.execute(tx);
}

/** Calls to partners that nobody may call now: until their breakers let one through. @param tx in which they are locked. */
export async function putOffCalls(tx: Kysely<DB>, calls: readonly Place[]): Promise<void> {
  await sql`
    update partner_call c set due_at = h.open_until from partner_health h
    where c.ctid = any(${calls.map(({ place }) => place)}::text[]::tid[])
      and h.account_id = c.account_id and h.connector = c.connector and h.partner_id = c.partner_id
      and h.open_until is not null`.execute(tx);
}

interface CallId {
  readonly accountId: string;
  readonly id: string;
}

/** Gives calls back as they were: whoever comes next makes them. */
export async function handBackCalls(
  db: Kysely<DB>,
  calls: readonly (CallId & { readonly claim: string })[],
): Promise<void> {
  await sql`
    update partner_call c set claimed_by = null, lease_until = null
    from jsonb_to_recordset(${json(calls.map(({ accountId, id, claim }) => ({ accountId, id, claim })))})
      as p ("accountId" uuid, id uuid, claim uuid)
    where c.account_id = p."accountId" and c.id = p.id and c.claimed_by = p.claim`.execute(db);
}

/** Locks a call. @returns false when the lease has passed to somebody else, or the call is settled. */
export async function lockLeased(
  tx: Kysely<DB>,
  { accountId, id, claim }: CallId & { readonly claim: string },
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from partner_call
    where account_id = ${accountId} and id = ${id} and claimed_by = ${claim} and state = 'waiting'
    for update`.execute(tx);
  return rows.length === 1;
}

/** What becomes of a call after a try. */
export interface Settlement {
  readonly state: 'waiting' | 'acknowledged' | 'refused';
  readonly attempts: number;
  readonly status: number | null;
  readonly error: string | null;
  readonly answer: unknown;
  /** When it is tried next; means something only while it waits. */
  readonly dueAt: Date;
  readonly now: Date;
}

/** @param tx in which it is locked. */
export async function settleCall(tx: Kysely<DB>, { accountId, id }: CallId, to: Settlement): Promise<void> {
  const { state, attempts, status, error, answer, dueAt, now } = to;
  await sql`
    update partner_call set state = ${state}, attempts = ${attempts}, status = ${status}, error = ${error},
      answer = ${json(answer ?? null)}, due_at = ${dueAt}, claimed_by = null, lease_until = null,
      settled_at = ${state === 'waiting' ? null : now}
    where account_id = ${accountId} and id = ${id}`.execute(tx);
}
