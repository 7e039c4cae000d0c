/** SQL of what covers deliveries elsewhere. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { Coverage, CoverageState } from '../domain/coverage/coverage.ts';
import type { InsuranceStatus } from '../domain/policy/insurance-status.ts';
import { json } from './json.ts';
import type { DB } from './schema.ts';

type CoverageRow = Selectable<DB['coverage']>;

/** @returns false when the delivery has one already. */
export async function insertCoverage(tx: Kysely<DB>, coverage: Coverage): Promise<boolean> {
  const { rows } = await sql`
    insert into coverage select * from jsonb_populate_record(null::coverage, ${json(toCoverageJson(coverage))})
    on conflict (account_id, delivery_id) do nothing returning id`.execute(tx);
  return rows.length === 1;
}

export async function findCoverage(db: Kysely<DB>, accountId: string, id: string): Promise<Coverage | null> {
  const { rows } = await sql<CoverageRow>`
    select * from coverage where account_id = ${accountId} and id = ${id}`.execute(db);
  return rows[0] ? toCoverage(rows[0]) : null;
}

/** As `findCoverage`, locked until the transaction ends. */
export async function lockCoverage(tx: Kysely<DB>, accountId: string, id: string): Promise<Coverage | null> {
  const { rows } = await sql<CoverageRow>`
    select * from coverage where account_id = ${accountId} and id = ${id} for no key update`.execute(tx);
  return rows[0] ? toCoverage(rows[0]) : null;
}

export async function findCoverageOf(db: Kysely<DB>, accountId: string, deliveryId: string): Promise<Coverage | null> {
  const { rows } = await sql<CoverageRow>`
    select * from coverage where account_id = ${accountId} and delivery_id = ${deliveryId}`.execute(db);
  return rows[0] ? toCoverage(rows[0]) : null;
}

/** As `findCoverageOf`, locked until the transaction ends. */
export async function lockCoverageOf(tx: Kysely<DB>, accountId: string, deliveryId: string): Promise<Coverage | null> {
  const { rows } = await sql<CoverageRow>`
    select * from coverage where account_id = ${accountId} and delivery_id = ${deliveryId} for no key update`.execute(
    tx,
  );
  return rows[0] ? toCoverage(rows[0]) : null;
}

/** Writes what may change of one that this transaction has locked. */
export async function saveCoverage(tx: Kysely<DB>, coverage: Coverage): Promise<void> {
  await sql`
    update coverage set version = ${coverage.version}, state = ${coverage.state},
      policy_number = ${coverage.policyNumber}, certificate_url = ${coverage.certificateUrl},
      refusal = ${coverage.refusal}, told = ${coverage.told}, updated_at = ${coverage.updatedAt}
    where account_id = ${coverage.accountId} and id = ${coverage.id}`.execute(tx);
}

/**
 * Which of the deliveries are covered, or wait for the follower to decide whether they are: what happens to these
 * concerns it, too. One look at an index for each: `exists` would read all coverage there is. @param db of the house.
 */
export async function findCoveredDeliveries(
  db: Kysely<DB>,
  follower: string,
  deliveries: readonly { readonly accountId: string; readonly deliveryId: string }[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select d."deliveryId" as id
    from jsonb_to_recordset(${json(deliveries)}) as d ("accountId" uuid, "deliveryId" uuid)
    where (
      select true from coverage c where c.account_id = d."accountId" and c.delivery_id = d."deliveryId" limit 1
    ) or (
      select true from follow_up f
      where f.account_id = d."accountId" and f.follower = ${follower} and f.aggregate_id = d."deliveryId"
        and f.parked_at is null
      limit 1
    )`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

function toCoverage(row: CoverageRow): Coverage {
  return {
    accountId: row.account_id,
    id: row.id,
    version: row.version,
    deliveryId: row.delivery_id,
    insurerId: row.insurer_id,
    trackingNumber: row.tracking_number,
    premium: row.premium,
    insuredValue: row.insured_value,
    currency: row.currency,
    // both words are checked by the database
    state: row.state as CoverageState,
    policyNumber: row.policy_number,
    certificateUrl: row.certificate_url,
    refusal: row.refusal,
    told: row.told as InsuranceStatus,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** Every column, for `jsonb_populate_record`. */
function toCoverageJson(coverage: Coverage): Record<string, unknown> {
  return {
    account_id: coverage.accountId,
    id: coverage.id,
    version: coverage.version,
    delivery_id: coverage.deliveryId,
    insurer_id: coverage.insurerId,
    tracking_number: coverage.trackingNumber,
    premium: coverage.premium,
    insured_value: coverage.insuredValue,
    currency: coverage.currency,
    state: coverage.state,
    policy_number: coverage.policyNumber,
    certificate_url: coverage.certificateUrl,
    refusal: coverage.refusal,
    told: coverage.told,
    created_at: coverage.createdAt,
    updated_at: coverage.updatedAt,
  };
}
