/** SQL of grants: what a member allowed an app. Every code and token hangs on one, and dies with it. */
import { sql, type Kysely } from 'kysely';
import type { DB } from './schema.ts';

export interface NewGrant {
  readonly accountId: string;
  readonly id: string;
  readonly appId: string;
  readonly memberId: string;
  /** Sealed. */
  readonly payload: Buffer;
  readonly expiresAt: Date;
}

/** Writes a grant, or changes what it says while it lives. */
export async function saveGrant(db: Kysely<DB>, grant: NewGrant): Promise<void> {
  await db
    .insertInto('oauth_grant')
    .values({
      account_id: grant.accountId,
      id: grant.id,
      app_id: grant.appId,
      member_id: grant.memberId,
      payload: grant.payload,
      expires_at: grant.expiresAt,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['account_id', 'id'])
        .doUpdateSet({ payload: grant.payload, expires_at: grant.expiresAt })
        .where('oauth_grant.revoked_at', 'is', null),
    )
    .execute();
}

export interface StoredGrant {
  readonly accountId: string;
  readonly payload: Buffer;
}

/** A grant that was not revoked. It looks across accounts on any connection. */
export async function findGrant(db: Kysely<DB>, id: string): Promise<StoredGrant | null> {
  const { rows } = await sql<StoredGrant>`
    select account_id as "accountId", payload from find_oauth_grant(${id})`.execute(db);
  return rows[0] ?? null;
}

/** Ends a grant, and with it whatever it gave and will give. @returns false when it had ended already. */
export async function revokeGrant(db: Kysely<DB>, accountId: string, id: string, now: Date): Promise<boolean> {
  const row = await db
    .updateTable('oauth_grant')
    .set({ revoked_at: now })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
