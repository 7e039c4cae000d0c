/** SQL of credentials: how a partner's systems sign in. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { Account, Credential } from '../domain/account/account.ts';
import { toAccount } from './account.ts';
import type { DB } from './schema.ts';

export interface NewCredential {
  readonly accountId: string;
  readonly id: string;
  readonly dialect: string;
  readonly label: string;
  /** A user name, or the hex SHA-256 of a random key. */
  readonly lookup: string;
  readonly passwordHash: string | null;
}

/** @returns false, with nothing written, when another live credential of the dialect has the lookup. */
export async function insertCredential(db: Kysely<DB>, credential: NewCredential): Promise<boolean> {
  const row = await db
    .insertInto('credential')
    .values({
      account_id: credential.accountId,
      id: credential.id,
      dialect: credential.dialect,
      label: credential.label,
      lookup: credential.lookup,
      password_hash: credential.passwordHash,
    })
    .onConflict((conflict) => conflict.columns(['dialect', 'lookup']).where('revoked_at', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export interface SignIn {
  readonly account: Account;
  readonly credentialId: string;
  readonly label: string;
  readonly passwordHash: string | null;
}

type SignInRow = { readonly credential_id: string; readonly label: string; readonly password_hash: string | null };

/**
 * The live credential with this lookup, with its account: the one query of a request that carries an API key. It looks
 * across accounts on any connection.
 */
export async function findSignIn(db: Kysely<DB>, dialect: string, lookup: string): Promise<SignIn | null> {
  const { rows } = await sql<Selectable<DB['account']> & SignInRow>`
    select * from find_sign_in(${dialect}, ${lookup})`.execute(db);
  const [row] = rows;
  if (!row) return null;
  return {
    account: toAccount(row),
    credentialId: row.credential_id,
    label: row.label,
    passwordHash: row.password_hash,
  };
}

/** Credentials before the cursor, newest first, revoked ones too. */
export async function listCredentials(
  db: Kysely<DB>,
  accountId: string,
  page: { readonly before: string | null; readonly limit: number },
): Promise<Credential[]> {
  let query = db
    .selectFrom('credential')
    .select(['account_id', 'id', 'dialect', 'label', 'created_at', 'revoked_at'])
    .where('account_id', '=', accountId)
    .orderBy('id', 'desc')
    .limit(page.limit);
  if (page.before) query = query.where('id', '<', page.before);
  const rows = await query.execute();
  return rows.map((row) => ({
    accountId: row.account_id,
    id: row.id,
    dialect: row.dialect,
    label: row.label,
    createdAt: row.created_at,
    revokedAt: row.revoked_at,
  }));
}

/** Ends a credential and every session that it opened. @returns false when there is no such live credential. */
export async function revokeCredential(db: Kysely<DB>, accountId: string, id: string, now: Date): Promise<boolean> {
  const { rows } = await sql`
    with revoked as (
      update credential set revoked_at = ${now}
      where account_id = ${accountId} and id = ${id} and revoked_at is null returning account_id, id
    ), closed as (
      update session s set revoked_at = ${now} from revoked r
      where s.account_id = r.account_id and s.credential_id = r.id and s.revoked_at is null
    )
    select 1 from revoked`.execute(db);
  return rows.length === 1;
}
