/** SQL of sessions: pairs of tokens that a partner signed in for. Only hashes are kept. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { Account } from '../domain/account/account.ts';
import { toAccount } from './account.ts';
import type { DB } from './schema.ts';

export interface NewSession {
  readonly accountId: string;
  readonly id: string;
  readonly credentialId: string;
  readonly tokenHash: Buffer;
  readonly secretHash: Buffer;
  readonly expiresAt: Date;
}

export async function insertSession(db: Kysely<DB>, session: NewSession): Promise<void> {
  await db
    .insertInto('session')
    .values({
      account_id: session.accountId,
      id: session.id,
      credential_id: session.credentialId,
      token_hash: session.tokenHash,
      secret_hash: session.secretHash,
      expires_at: session.expiresAt,
    })
    .execute();
}

export interface LiveSession {
  readonly account: Account;
  readonly sessionId: string;
  readonly credentialId: string;
  readonly label: string;
  readonly secretHash: Buffer;
  readonly expiresAt: Date;
}

type SessionRow = {
  readonly session_id: string;
  readonly credential_id: string;
  readonly secret_hash: Buffer;
  readonly expires_at: Date;
  readonly label: string;
};

/**
 * The session of a token that is neither expired nor revoked, with its account: the one query of a signed-in request.
 * It looks across accounts on any connection.
 */
export async function findLiveSession(db: Kysely<DB>, tokenHash: Buffer, now: Date): Promise<LiveSession | null> {
  const { rows } = await sql<Selectable<DB['account']> & SessionRow>`
    select * from find_live_session(${tokenHash}, ${now})`.execute(db);
  const [row] = rows;
  if (!row) return null;
  return {
    account: toAccount(row),
    sessionId: row.session_id,
    credentialId: row.credential_id,
    label: row.label,
    secretHash: row.secret_hash,
    expiresAt: row.expires_at,
  };
}

/** Ends a session. @returns false when it had ended already: of two refreshes with one token, one wins. */
export async function revokeSession(db: Kysely<DB>, accountId: string, id: string, now: Date): Promise<boolean> {
  const row = await db
    .updateTable('session')
    .set({ revoked_at: now })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
