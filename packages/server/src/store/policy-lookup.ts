/** SQL of look-ups that do not know yet whose a policy is. They look across accounts on any connection. */
import { sql, type Kysely } from 'kysely';
import type { DB } from './schema.ts';

export interface FoundPolicy {
  readonly accountId: string;
  readonly policyId: string;
  /** Minor units. */
  readonly premium: number;
  /** To the letter as it was sent. */
  readonly premiumText: string;
  readonly currency: string;
}

/** Policies of a tracking number, of several accounts perhaps: the signature tells whose is meant. @param db of anyone. */
export async function findPolicies(db: Kysely<DB>, trackingNumber: string): Promise<FoundPolicy[]> {
  const { rows } = await sql<FoundPolicy>`
    select account_id as "accountId", policy_id as "policyId", premium, premium_text as "premiumText", currency
    from find_policies(${trackingNumber})`.execute(db);
  return rows;
}

/** The policy whose certificate a link opens. @param db of anyone. */
export async function findCertificate(
  db: Kysely<DB>,
  tokenHash: Buffer,
): Promise<Pick<FoundPolicy, 'accountId' | 'policyId'> | null> {
  const { rows } = await sql<Pick<FoundPolicy, 'accountId' | 'policyId'>>`
    select account_id as "accountId", policy_id as "policyId" from find_certificate(${tokenHash})`.execute(db);
  return rows[0] ?? null;
}
