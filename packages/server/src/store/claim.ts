/** SQL of claims. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { Claim, ClaimState, ClaimSubject } from '../domain/claim/claim.ts';
import { json } from './json.ts';
import { afterAll } from './keyset.ts';
import type { DB } from './schema.ts';

type ClaimRow = Selectable<DB['claim']>;

/** @returns false when there is an open claim on the same already. */
export async function insertClaim(tx: Kysely<DB>, claim: Claim): Promise<boolean> {
  const { rows } = await sql`
    insert into claim (account_id, id, version, policy_id, coverage_id, state, cause, description, amount, granted,
      currency, evidence, decision, reference, created_at, updated_at)
    values (${claim.accountId}, ${claim.id}, ${claim.version}, ${claim.policyId}, ${claim.coverageId}, ${claim.state},
      ${claim.cause}, ${claim.description}, ${claim.amount}, ${claim.granted}, ${claim.currency},
      ${json(claim.evidence)}, ${claim.decision}, ${claim.reference}, ${claim.createdAt}, ${claim.updatedAt})
    on conflict do nothing returning id`.execute(tx);
  return rows.length === 1;
}

export async function findClaim(db: Kysely<DB>, accountId: string, id: string): Promise<Claim | null> {
  const { rows } = await sql<ClaimRow>`
    select * from claim where account_id = ${accountId} and id = ${id}`.execute(db);
  return rows[0] ? toClaim(rows[0]) : null;
}

/** As `findClaim`, locked until the transaction ends. */
export async function lockClaim(tx: Kysely<DB>, accountId: string, id: string): Promise<Claim | null> {
  const { rows } = await sql<ClaimRow>`
    select * from claim where account_id = ${accountId} and id = ${id} for no key update`.execute(tx);
  return rows[0] ? toClaim(rows[0]) : null;
}

/** Writes what may change of one that this transaction has locked. */
export async function saveClaim(tx: Kysely<DB>, claim: Claim): Promise<void> {
  await sql`
    update claim set version = ${claim.version}, state = ${claim.state}, granted = ${claim.granted},
      decision = ${claim.decision}, reference = ${claim.reference}, updated_at = ${claim.updatedAt}
    where account_id = ${claim.accountId} and id = ${claim.id}`.execute(tx);
}

export interface ClaimPage {
  readonly before: string | null;
  readonly limit: number;
  readonly state: ClaimState | null;
}

/** A claim as lists show it: the evidence of a hundred is far too much for one answer. */
export type ClaimRecord = Claim extends infer C ? (C extends Claim ? Omit<C, 'evidence'> : never) : never;

const columns = sql.raw(`account_id, id, version, policy_id, coverage_id, state, cause, description, amount, granted,
  currency, decision, reference, created_at, updated_at`);

/** Claims before the cursor, newest first. */
export async function listClaims(
  db: Kysely<DB>,
  accountId: string,
  { before, limit, state }: ClaimPage,
): Promise<ClaimRecord[]> {
  const ofState = state === null ? sql`` : sql`and state = ${state}`;
  const { rows } = await sql<Omit<ClaimRow, 'evidence'>>`
    select ${columns} from claim
    where account_id = ${accountId} and id < ${before ?? afterAll}::uuid ${ofState}
    order by id desc limit ${limit}`.execute(db);
  return rows.map(toClaimRecord);
}

function toClaim(row: ClaimRow): Claim {
  // written by insertClaim alone
  return { ...toClaimRecord(row), evidence: row.evidence as unknown as Claim['evidence'] };
}

function toClaimRecord(row: Omit<ClaimRow, 'evidence'>): ClaimRecord {
  return {
    // exactly one of them is there: checked by the database
    ...({ policyId: row.policy_id, coverageId: row.coverage_id } as ClaimSubject),
    accountId: row.account_id,
    id: row.id,
    version: row.version,
    state: row.state as ClaimState, // checked by the database, too
    cause: row.cause,
    description: row.description,
    amount: row.amount,
    granted: row.granted,
    currency: row.currency,
    decision: row.decision,
    reference: row.reference,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
