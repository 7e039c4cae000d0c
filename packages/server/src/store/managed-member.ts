/** SQL of members as the operator sees them: those that were disabled too. */
import { sql, type Kysely } from 'kysely';
import type { ManagedMember } from '../domain/partner/member.ts';
import { afterAll } from './keyset.ts';
import type { DB } from './schema.ts';

const columns = sql`
  m.account_id as "accountId", m.id, m.version, m.organisation_id as "organisationId",
  o.business_name as "organisationName", m.email, m.name, m.roles, m.created_at as "createdAt",
  m.disabled_at as "disabledAt"
  from member m join organisation o on o.account_id = m.account_id and o.id = m.organisation_id`;

/** Those before the cursor, newest first; of one organisation, or all. */
export async function listMembers(
  db: Kysely<DB>,
  accountId: string,
  {
    before,
    limit,
    organisationId,
  }: { readonly before: string | null; readonly limit: number; readonly organisationId: string | null },
): Promise<ManagedMember[]> {
  const ofOrganisation = organisationId === null ? sql`` : sql`and m.organisation_id = ${organisationId}`;
  const { rows } = await sql<ManagedMember>`
    select ${columns} where m.account_id = ${accountId} and m.id < ${before ?? afterAll}::uuid ${ofOrganisation}
    order by m.id desc limit ${limit}`.execute(db);
  return rows;
}

/** Locked until the transaction ends. */
export async function lockMember(tx: Kysely<DB>, accountId: string, id: string): Promise<ManagedMember | null> {
  const { rows } = await sql<ManagedMember>`
    select ${columns} where m.account_id = ${accountId} and m.id = ${id} for no key update of m`.execute(tx);
  return rows[0] ?? null;
}

/** Writes one that this transaction has locked. @param passwordHash null: it keeps its password */
export async function saveMember(tx: Kysely<DB>, one: ManagedMember, passwordHash: string | null): Promise<void> {
  await sql`
    update member set version = ${one.version}, roles = ${[...one.roles]}, disabled_at = ${one.disabledAt},
      password_hash = coalesce(${passwordHash}, password_hash)
    where account_id = ${one.accountId} and id = ${one.id}`.execute(tx);
}
