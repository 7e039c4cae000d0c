/** SQL of breakers: how each partner has answered lately, one row for all processes. */
import { sql, type Kysely } from 'kysely';
import type { DB } from './schema.ts';

/** Whom a breaker stands before: a partner, as one connector reaches it. */
export interface PartnerKey {
  readonly accountId: string;
  readonly connector: string;
  readonly partnerId: string;
}

export interface PartnerHealth {
  /** Without an answer between them. */
  readonly failures: number;
  /** Until then nobody calls; null: the breaker is closed. */
  readonly openUntil: Date | null;
}

/** Null: never called. */
export async function findPartnerHealth(
  db: Kysely<DB>,
  { accountId, connector, partnerId }: PartnerKey,
): Promise<PartnerHealth | null> {
  const { rows } = await sql<PartnerHealth>`
    select failures, open_until as "openUntil" from partner_health
    where account_id = ${accountId} and connector = ${connector} and partner_id = ${partnerId}`.execute(db);
  return rows[0] ?? null;
}

/** Lets one caller through an open breaker whose pause is over. @returns false when another was quicker. */
export async function takeProbe(
  db: Kysely<DB>,
  { accountId, connector, partnerId }: PartnerKey,
  { now, until }: { readonly now: Date; /** Whoever probes has ended by then, or died. */ readonly until: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update partner_health set open_until = ${until}, updated_at = ${now}
    where account_id = ${accountId} and connector = ${connector} and partner_id = ${partnerId}
      and open_until <= ${now}
    returning 1`.execute(db);
  return rows.length === 1;
}

/** Closes the breaker. @returns how many failures there were before */
export async function noteAnswer(
  tx: Kysely<DB>,
  { accountId, connector, partnerId }: PartnerKey,
  now: Date,
): Promise<number> {
  const { rows } = await sql<{ failures: number }>`
    with before as (
      select failures from partner_health
      where account_id = ${accountId} and connector = ${connector} and partner_id = ${partnerId} for no key update
    ), noted as (
      insert into partner_health as h (account_id, connector, partner_id, failures, last_success_at, updated_at)
      select ${accountId}::uuid, ${connector}, ${partnerId}::uuid, 0, ${now}::timestamptz, ${now}::timestamptz
      from (select max(failures) from before) as locked
      on conflict (account_id, connector, partner_id) do update
      set failures = 0, open_until = null, last_success_at = ${now}, updated_at = ${now}
    )
    select failures from before`.execute(tx);
  return rows[0]?.failures ?? 0;
}

/**
 * Counts a call without an answer. While the breaker is open only that of its probe counts: calls that were under way when
 * it opened say nothing new.
 * @returns failures so far, and whether this one counted
 */
export async function noteSilence(
  tx: Kysely<DB>,
  { accountId, connector, partnerId }: PartnerKey,
  { words, now, probe }: { readonly words: string; readonly now: Date; readonly probe: boolean },
): Promise<{ readonly failures: number; readonly counted: boolean }> {
  const { rows } = await sql<{ failures: number; counted: boolean }>`
    insert into partner_health as h (account_id, connector, partner_id, failures, last_failure, updated_at)
    values (${accountId}, ${connector}, ${partnerId}, 1, ${words}, ${now})
    on conflict (account_id, connector, partner_id) do update
    set failures = case when ${probe} or h.open_until is null then h.failures + 1 else h.failures end,
      last_failure = ${words}, updated_at = ${now}
    returning failures, (${probe} or h.open_until is null) as counted`.execute(tx);
  return rows[0] ?? { failures: 0, counted: false };
}

/** @param tx that has noted a silence */
export async function openBreaker(
  tx: Kysely<DB>,
  { accountId, connector, partnerId }: PartnerKey,
  until: Date,
): Promise<void> {
  await sql`
    update partner_health set open_until = ${until}
    where account_id = ${accountId} and connector = ${connector} and partner_id = ${partnerId}`.execute(tx);
}
