/** SQL of invitations. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { Invitation } from '../domain/partner/invitation.ts';
import { json } from './json.ts';
import type { DB } from './schema.ts';

export interface NewInvitation extends Omit<Invitation, 'acceptedAt'> {
  /** SHA-256 of what stands in the link. */
  readonly tokenHash: Buffer;
}

/** Adds invitations, at most one for an address: a new one takes the place of the open one before. */
export async function putInvitations(tx: Kysely<DB>, list: readonly NewInvitation[]): Promise<void> {
  const rows = list.map((one) => ({
    account_id: one.accountId,
    id: one.id,
    organisation_id: one.organisationId,
    role: one.role,
    email: one.email,
    token_hash: `\\x${one.tokenHash.toString('hex')}`,
    invited_by: one.invitedBy,
    created_at: one.createdAt,
    expires_at: one.expiresAt,
  }));
  await sql`
    insert into invitation
      (account_id, id, organisation_id, role, email, token_hash, invited_by, created_at, expires_at)
    select account_id, id, organisation_id, role, email, token_hash, invited_by, created_at, expires_at
    from jsonb_populate_recordset(null::invitation, ${json(rows)})
    on conflict (account_id, email) where accepted_at is null do update set
      id = excluded.id, organisation_id = excluded.organisation_id, role = excluded.role,
      token_hash = excluded.token_hash, invited_by = excluded.invited_by, created_at = excluded.created_at,
      expires_at = excluded.expires_at`.execute(tx);
}

type Row = Selectable<DB['invitation']>;

/** The invitation of a link, whether it is still good or not. It looks across accounts on any connection. */
export async function findInvitation(db: Kysely<DB>, tokenHash: Buffer): Promise<Invitation | null> {
  const { rows } = await sql<Row>`select * from find_invitation(${tokenHash})`.execute(db);
  return rows[0] ? toInvitation(rows[0]) : null;
}

/** The same invitation, locked until the transaction ends; null when another has taken its place. */
export async function lockInvitation(tx: Kysely<DB>, accountId: string, tokenHash: Buffer): Promise<Invitation | null> {
  const { rows } = await sql<Row>`
    select * from invitation where account_id = ${accountId} and token_hash = ${tokenHash} for update`.execute(tx);
  return rows[0] ? toInvitation(rows[0]) : null;
}

export async function acceptInvitation(
  tx: Kysely<DB>,
  { accountId, id }: Pick<Invitation, 'accountId' | 'id'>,
  { memberId, at }: { readonly memberId: string; readonly at: Date },
): Promise<void> {
  await sql`
    update invitation set accepted_at = ${at}, member_id = ${memberId}
    where account_id = ${accountId} and id = ${id}`.execute(tx);
}

function toInvitation(row: Row): Invitation {
  return {
    accountId: row.account_id,
    id: row.id,
    organisationId: row.organisation_id,
    // the database checks it against the list
    role: row.role as Invitation['role'],
    email: row.email,
    invitedBy: row.invited_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    acceptedAt: row.accepted_at,
  };
}
