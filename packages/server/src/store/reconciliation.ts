/** SQL of reconciliations: one an account and a day, written page by page. */
import { sql, type Kysely } from 'kysely';
import type { Finding } from '../domain/reconciliation/finding.ts';
import { json } from './json.ts';
import type { DB } from './schema.ts';

/** How far one has come. */
export interface Counted {
  readonly orders: number;
  /** All that were found, also those that found no room in the list. */
  readonly findings: number;
  /** The id of the last order that was looked at; null: none yet. */
  readonly after: string | null;
  /** ISO 8601; null while it is at work. */
  readonly finishedAt: string | null;
}

export interface Reconciliation {
  readonly accountId: string;
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
  /** Of this run: one that is begun anew has another. */
  readonly id: string;
  readonly counted: Counted;
  readonly findings: readonly Finding[];
  readonly createdAt: Date;
}

type Start = Omit<Reconciliation, 'findings'>;

const columns = sql.raw('account_id as "accountId", day, id, counted, findings, created_at as "createdAt"');

/** @param anew in the place of the day's own; else that one stays. */
export async function insertReconciliation(db: Kysely<DB>, start: Start, anew: boolean): Promise<void> {
  const { accountId, day, id, counted, createdAt } = start;
  const onceMore = sql`do update set id = ${id}, counted = ${json(counted)}, findings = '[]', created_at = ${createdAt}`;
  await sql`
    insert into reconciliation (account_id, day, id, counted, findings, created_at)
    values (${accountId}, ${day}, ${id}, ${json(counted)}, '[]', ${createdAt})
    on conflict (account_id, day) ${anew ? onceMore : sql`do nothing`}`.execute(db);
}

/** Those that have not come to their end. @param db of the house. @param since a day */
export async function listUnfinished(db: Kysely<DB>, since: string, limit: number): Promise<Start[]> {
  const { rows } = await sql<Start>`
    select account_id as "accountId", day, id, counted, created_at as "createdAt" from reconciliation
    where day >= ${since} and counted->>'finishedAt' is null
    order by account_id, day limit ${limit}`.execute(db);
  return rows;
}

/** Accounts that sell what providers have. @param db of the house. */
export async function listHubAccounts(db: Kysely<DB>): Promise<string[]> {
  const { rows } = await sql<{ accountId: string }>`
    select distinct account_id as "accountId" from provider_service order by account_id`.execute(db);
  return rows.map(({ accountId }) => accountId);
}

/** Goes one page further. @returns false when somebody else has, or has begun anew */
export async function saveReconciled(
  db: Kysely<DB>,
  { accountId, day, id, counted: before }: Start,
  counted: Counted,
  findings: readonly Finding[],
): Promise<boolean> {
  const { rows } = await sql`
    update reconciliation set counted = ${json(counted)}, findings = findings || ${json(findings)}
    where account_id = ${accountId} and day = ${day} and id = ${id}
      and counted->>'after' is not distinct from ${before.after}
    returning 1`.execute(db);
  return rows.length === 1;
}

export async function findReconciliation(
  db: Kysely<DB>,
  accountId: string,
  day: string,
): Promise<Reconciliation | null> {
  const { rows } = await sql<Reconciliation>`
    select ${columns} from reconciliation where account_id = ${accountId} and day = ${day}`.execute(db);
  return rows[0] ?? null;
}

/** Those before the day, the newest first, without their findings. */
export async function listReconciliations(
  db: Kysely<DB>,
  accountId: string,
  { before, limit }: { readonly before: string | null; readonly limit: number },
): Promise<Start[]> {
  const { rows } = await sql<Start>`
    select account_id as "accountId", day, id, counted, created_at as "createdAt" from reconciliation
    where account_id = ${accountId} and day < ${before ?? 'infinity'}
    order by day desc limit ${limit}`.execute(db);
  return rows;
}
