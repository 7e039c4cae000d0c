/** SQL of the sessions of couriers' phones. Only hashes of their tokens are kept. */
import { sql, type Kysely } from 'kysely';
import type { Account } from '../domain/account/account.ts';
import { toAccount } from './account.ts';
import type { DB } from './schema.ts';

export interface NewCourierSession {
  readonly accountId: string;
  readonly id: string;
  readonly courierId: string;
  /** The one he signed in with: revoked, it takes the session along. */
  readonly credentialId: string;
  readonly tokenHash: Buffer;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export async function insertCourierSession(db: Kysely<DB>, session: NewCourierSession): Promise<void> {
  await db
    .insertInto('courier_session')
    .values({
      account_id: session.accountId,
      id: session.id,
      courier_id: session.courierId,
      credential_id: session.credentialId,
      token_hash: session.tokenHash,
      created_at: session.createdAt,
      expires_at: session.expiresAt,
    })
    .execute();
}

export interface LiveCourierSession {
  readonly account: Account;
  readonly sessionId: string;
  readonly credentialId: string;
  readonly expiresAt: Date;
  readonly courierId: string;
  readonly courierName: string;
}

type SessionRow = Parameters<typeof toAccount>[0] & {
  readonly session_id: string;
  readonly credential_id: string;
  readonly expires_at: Date;
  readonly courier_id: string;
  readonly courier_name: string;
};

/**
 * Whose phone it is: the session has not expired, and neither it nor the sign-in behind it was revoked. It looks across
 * accounts on any connection.
 */
export async function findCourierSession(
  db: Kysely<DB>,
  tokenHash: Buffer,
  now: Date,
): Promise<LiveCourierSession | null> {
  const { rows } = await sql<SessionRow>`select * from find_courier_session(${tokenHash}, ${now})`.execute(db);
  const [row] = rows;
  if (!row) return null;
  return {
    account: toAccount(row),
    sessionId: row.session_id,
    credentialId: row.credential_id,
    expiresAt: row.expires_at,
    courierId: row.courier_id,
    courierName: row.courier_name,
  };
}

export async function prolongCourierSession(db: Kysely<DB>, accountId: string, id: string, until: Date): Promise<void> {
  await db
    .updateTable('courier_session')
    .set({ expires_at: until })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .execute();
}

/** One that has ended already stays as it ended. */
export async function revokeCourierSession(db: Kysely<DB>, accountId: string, id: string, now: Date): Promise<void> {
  await db
    .updateTable('courier_session')
    .set({ revoked_at: now })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute();
}

/** The courier who has this sign-in. */
export async function findCourierOfCredential(
  db: Kysely<DB>,
  accountId: string,
  credentialId: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('courier')
    .select('id')
    .where('account_id', '=', accountId)
    .where('credential_id', '=', credentialId)
    .executeTakeFirst();
  return row?.id ?? null;
}
