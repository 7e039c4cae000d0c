/** SQL of sessions that a sign-in page hands to a partner's own page, and of the apps that have one. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { DB } from './schema.ts';

export interface SsoApp {
  readonly accountId: string;
  readonly id: string;
  readonly name: string;
  readonly clientKey: string;
  readonly platformId: string;
  /** Whose windows may hear of a session. */
  readonly origin: string;
  /** The partner's page that waits for it. */
  readonly receiveSessionUrl: string;
}

/** The app of a client key, if it has a platform, a page that waits for sessions, and was not revoked. On any connection. */
export async function findSsoApp(db: Kysely<DB>, clientKey: string): Promise<SsoApp | null> {
  const { rows } = await sql<Selectable<DB['partner_app']>>`select * from find_partner_app(${clientKey})`.execute(db);
  const [row] = rows;
  if (!row?.platform_id || !row.sso_origin || !row.receive_session_url) return null;
  return {
    accountId: row.account_id,
    id: row.id,
    name: row.name,
    clientKey: row.client_key,
    platformId: row.platform_id,
    origin: row.sso_origin,
    receiveSessionUrl: row.receive_session_url,
  };
}

/** Whether a live app of any account has its page at this origin. */
export async function isSsoOrigin(house: Kysely<DB>, origin: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from partner_app where sso_origin = ${origin} and revoked_at is null limit 1`.execute(house);
  return rows.length === 1;
}

/** Whether an organisation is a platform's own, or one that it looks after. */
export async function isOfPlatform(
  db: Kysely<DB>,
  accountId: string,
  { platformId, organisationId }: { readonly platformId: string; readonly organisationId: string },
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from organisation o join platform p on p.account_id = o.account_id and p.id = ${platformId}
    where o.account_id = ${accountId} and o.id = ${organisationId}
      and (p.organisation_id = o.id or o.platform_id = p.id)`.execute(db);
  return rows.length === 1;
}

export interface NewSsoSession {
  readonly accountId: string;
  readonly id: string;
  /** SHA-256 of what the partner is given. */
  readonly idHash: Buffer;
  readonly appId: string;
  readonly memberId: string;
  readonly expiresAt: Date;
}

export async function insertSsoSession(db: Kysely<DB>, session: NewSsoSession): Promise<void> {
  await db
    .insertInto('sso_session')
    .values({
      account_id: session.accountId,
      id: session.id,
      id_hash: session.idHash,
      app_id: session.appId,
      member_id: session.memberId,
      expires_at: session.expiresAt,
    })
    .execute();
}

export interface StoredSsoSession {
  readonly accountId: string;
  readonly id: string;
  readonly appId: string;
  readonly memberId: string;
}

/** A session, also one that is used or over. It looks across accounts on any connection. */
export async function findSsoSession(db: Kysely<DB>, idHash: Buffer): Promise<StoredSsoSession | null> {
  const { rows } = await sql<Selectable<DB['sso_session']>>`select * from find_sso_session(${idHash})`.execute(db);
  const [row] = rows;
  return row ? { accountId: row.account_id, id: row.id, appId: row.app_id, memberId: row.member_id } : null;
}

type Which = Pick<StoredSsoSession, 'accountId' | 'id'>;

/** Uses a session up. @returns false when it is over, or was used: of two at once, one wins. */
export async function useSsoSession(db: Kysely<DB>, { accountId, id }: Which, now: Date): Promise<boolean> {
  const row = await db
    .updateTable('sso_session')
    .set({ used_at: now })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Says what came of a session that was used. @returns false when somebody tried to use it again meanwhile */
export async function keepGrantOf(db: Kysely<DB>, { accountId, id }: Which, grantId: string): Promise<boolean> {
  const row = await db
    .updateTable('sso_session')
    .set({ grant_id: grantId })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('grant_id', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** No grant has this id. */
const spoilt = 'used twice';

/**
 * Marks a session that comes a second time, so that no grant can be kept for it any more.
 * @returns the grant that it gave before; null: none, or none yet
 */
export async function spoilSsoSession(db: Kysely<DB>, { accountId, id }: Which): Promise<string | null> {
  const { rows } = await sql<{ grant_id: string }>`
    with found as (
      select grant_id from sso_session where account_id = ${accountId} and id = ${id} and used_at is not null for update
    )
    update sso_session s set grant_id = ${spoilt} from found
    where s.account_id = ${accountId} and s.id = ${id}
    returning found.grant_id`.execute(db);
  const grantId = rows[0]?.grant_id ?? null;
  return grantId === spoilt ? null : grantId;
}
