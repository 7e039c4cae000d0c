/** SQL of what partners report of insured goods. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { TrackedItem } from '../domain/policy/policy.ts';
import type { Effect } from '../domain/policy/events.ts';
import { json } from './json.ts';
import { afterAll } from './keyset.ts';
import type { DB } from './schema.ts';

export interface PolicyReport extends Effect {
  readonly accountId: string;
  readonly id: string;
  readonly policyId: string;
  readonly item: TrackedItem;
  readonly receivedAt: Date;
}

/** Which of these fingerprints the policy has already, in hex. */
export async function knownReports(
  db: Kysely<DB>,
  { accountId, id }: { readonly accountId: string; readonly id: string },
  fingerprints: readonly Buffer[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ fingerprint: Buffer }>`
    select fingerprint from policy_event
    where account_id = ${accountId} and policy_id = ${id} and fingerprint = any(${fingerprints}::bytea[])`.execute(db);
  return new Set(rows.map(({ fingerprint }) => fingerprint.toString('hex')));
}

/** @param tx in which the policy is locked. */
export async function insertReports(
  tx: Kysely<DB>,
  reports: readonly (PolicyReport & { readonly fingerprint: Buffer })[],
): Promise<void> {
  await sql`
    insert into policy_event select * from jsonb_populate_recordset(null::policy_event, ${json(reports.map(toJson))})`.execute(tx); // prettier-ignore
}

/** Reports before the cursor, newest first. */
export async function listReports(
  db: Kysely<DB>,
  accountId: string,
  policyId: string,
  page: { readonly before: string | null; readonly limit: number },
): Promise<PolicyReport[]> {
  const { rows } = await sql<Selectable<DB['policy_event']>>`
    select * from policy_event
    where account_id = ${accountId} and policy_id = ${policyId} and id < ${page.before ?? afterAll}::uuid
    order by id desc limit ${page.limit}`.execute(db);
  return rows.map(toReport);
}

/** Every column, for `jsonb_populate_recordset`. */
function toJson(report: PolicyReport & { readonly fingerprint: Buffer }): Record<string, unknown> {
  const { deliveryStatus, at, ...rest } = report.item;
  return {
    account_id: report.accountId,
    id: report.id,
    policy_id: report.policyId,
    delivery_status: deliveryStatus,
    tracked_at: at,
    item: rest,
    fingerprint: `\\x${report.fingerprint.toString('hex')}`,
    applied: report.applied,
    why: report.why,
    received_at: report.receivedAt,
  };
}

function toReport(row: Selectable<DB['policy_event']>): PolicyReport {
  return {
    accountId: row.account_id,
    id: row.id,
    policyId: row.policy_id,
    // written by toJson and by nothing else
    item: {
      ...(row.item as Omit<TrackedItem, 'deliveryStatus' | 'at'>),
      deliveryStatus: row.delivery_status as TrackedItem['deliveryStatus'],
      at: row.tracked_at,
    },
    applied: row.applied,
    why: row.why,
    receivedAt: row.received_at,
  };
}
