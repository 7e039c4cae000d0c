/** SQL of when each service of a provider is asked for changes. Claims serve all accounts at once. */
import { sql, type Kysely } from 'kysely';
import type { DB } from './schema.ts';

export interface DueService {
  readonly accountId: string;
  readonly id: string;
  /** Names this claim: what comes of it counts only while the service bears it. */
  readonly claim: string;
  /** In a row. */
  readonly failures: number;
  /** Changes may have been missed: its orders are to be compared one by one. */
  readonly sweepDue: boolean;
  /** Since when none was missed, but for what a sweep has still to find. */
  readonly lastPolledAt: Date | null;
}

/**
 * Services that are due, the longest first. A poll that its process did not live to end is a failed one: what the provider
 * told it is lost. @param db of the house.
 */
export async function claimDueServices(
  db: Kysely<DB>,
  claim: { readonly id: string; readonly now: Date; readonly limit: number; readonly leaseSeconds: number },
): Promise<DueService[]> {
  const { rows } = await sql<DueService>`
    with due as (
      select ctid as place, claimed_by is not null as lost from provider_service
      where next_poll_at <= ${claim.now} and (lease_until is null or lease_until <= now())
      order by next_poll_at limit ${claim.limit}
      for update skip locked
    )
    update provider_service s
    set claimed_by = ${claim.id}, lease_until = now() + make_interval(secs => ${claim.leaseSeconds}),
      poll_failures = case when due.lost then s.poll_failures + 1 else s.poll_failures end,
      sweep_due = s.sweep_due or due.lost
    from due where s.ctid = due.place
    returning s.account_id as "accountId", s.id, s.claimed_by as claim, s.poll_failures as failures,
      s.sweep_due as "sweepDue", s.last_polled_at as "lastPolledAt"`.execute(db);
  return rows;
}

/** How a poll ended. */
export interface PollResult {
  readonly failures: number;
  readonly sweepDue: boolean;
  readonly lastPolledAt: Date | null;
  readonly nextPollAt: Date;
}

/** @returns false when the claim has passed to somebody else */
export async function finishPoll(
  tx: Kysely<DB>,
  { accountId, id, claim }: Pick<DueService, 'accountId' | 'id' | 'claim'>,
  { failures, sweepDue, lastPolledAt, nextPollAt }: PollResult,
): Promise<boolean> {
  const { rows } = await sql`
    update provider_service set poll_failures = ${failures}, sweep_due = ${sweepDue}, last_polled_at = ${lastPolledAt},
      next_poll_at = ${nextPollAt}, claimed_by = null, lease_until = null
    where account_id = ${accountId} and id = ${id} and claimed_by = ${claim}
    returning 1`.execute(tx);
  return rows.length === 1;
}

/** The next version of a provider that an event tells of. Null: it is not there. */
export async function announceProvider(
  tx: Kysely<DB>,
  accountId: string,
  id: string,
  now: Date,
): Promise<{ readonly id: string; readonly code: string; readonly name: string; readonly version: number } | null> {
  const { rows } = await sql<{ id: string; code: string; name: string; version: number }>`
    update provider set version = version + 1, updated_at = ${now} where account_id = ${accountId} and id = ${id}
    returning id, code, name, version`.execute(tx);
  return rows[0] ?? null;
}
