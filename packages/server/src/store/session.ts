/** SQL of sessions: pairs of tokens that a partner signed in for. Only hashes are kept. */
import type { Kysely } from 'kysely';
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
}

/** The session of a token that is neither expired nor revoked, with its account: the one query of a signed-in request. */
export async function findLiveSession(db: Kysely<DB>, tokenHash: Buffer, now: Date): Promise<LiveSession | null> {
  const row = await db
    .selectFrom('session as s')
    .innerJoin('account as a', 'a.id', 's.account_id')
    .innerJoin('credential as c', (join) =>
      join.onRef('c.account_id', '=', 's.account_id').onRef('c.id', '=', 's.credential_id'),
    )
    .selectAll('a')
    .select(['s.id as session_id', 's.credential_id', 's.secret_hash', 'c.label'])
    .where('s.token_hash', '=', tokenHash)
    .where('s.expires_at', '>', now)
    .where('s.revoked_at', 'is', null)
    .where('c.revoked_at', 'is', null)
    .executeTakeFirst();
  if (!row) return null;
  return {
    account: toAccount(row),
    sessionId: row.session_id,
    credentialId: row.credential_id,
    label: row.label,
    secretHash: row.secret_hash,
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
