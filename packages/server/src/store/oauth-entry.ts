/** SQL of what the authorization server keeps: sign-ins under way, codes, tokens. Looked up by hash, sealed at rest. */
import { sql, type Kysely } from 'kysely';
import type { DB } from './schema.ts';

export type EntryKind = 'Session' | 'Interaction' | 'AuthorizationCode' | 'AccessToken' | 'RefreshToken';

export interface NewEntry {
  readonly accountId: string;
  readonly kind: EntryKind;
  readonly idHash: Buffer;
  /** Sealed. */
  readonly payload: Buffer;
  readonly expiresAt: Date;
}

/** A code or a token. @returns false, with nothing written, when its grant was revoked, were it a moment ago. */
export async function saveToken(
  db: Kysely<DB>,
  { accountId, kind, idHash, payload, expiresAt }: NewEntry,
  { grantId, scope }: { readonly grantId: string; readonly scope: string | null },
): Promise<boolean> {
  const { rows } = await sql`
    insert into oauth_entry (account_id, kind, id_hash, grant_id, scope, payload, expires_at)
    select account_id, ${kind}, ${idHash}, id, ${scope}, ${payload}, ${expiresAt} from oauth_grant
    where account_id = ${accountId} and id = ${grantId} and revoked_at is null for share
    on conflict (account_id, kind, id_hash) do update
      set scope = excluded.scope, payload = excluded.payload, expires_at = excluded.expires_at
    returning 1`.execute(db);
  return rows.length === 1;
}

/** A sign-in under way. */
export async function saveInteraction(db: Kysely<DB>, entry: NewEntry): Promise<void> {
  await db
    .insertInto('oauth_entry')
    .values(toRow(entry))
    .onConflict((conflict) =>
      conflict
        .columns(['account_id', 'kind', 'id_hash'])
        .doUpdateSet({ payload: entry.payload, expires_at: entry.expiresAt }),
    )
    .execute();
}

/** A browser's session. It may have a new id under its old uid: of two requests that change it, the later counts. */
export async function saveSession(db: Kysely<DB>, entry: NewEntry, uidHash: Buffer): Promise<void> {
  await db
    .insertInto('oauth_entry')
    .values({ ...toRow(entry), uid_hash: uidHash })
    .onConflict((conflict) =>
      conflict
        .column('uid_hash')
        .where('uid_hash', 'is not', null)
        .doUpdateSet({ id_hash: entry.idHash, payload: entry.payload, expires_at: entry.expiresAt }),
    )
    .execute();
}

const toRow = ({ accountId, kind, idHash, payload, expiresAt }: NewEntry) => ({
  account_id: accountId,
  kind,
  id_hash: idHash,
  payload,
  expires_at: expiresAt,
});

export interface StoredEntry {
  readonly accountId: string;
  readonly payload: Buffer;
  readonly consumedAt: Date | null;
}

/**
 * An entry, also one that has expired or was used; not one of a grant that was revoked. It looks across accounts on any
 * connection.
 */
export async function findEntry(db: Kysely<DB>, kind: EntryKind, idHash: Buffer): Promise<StoredEntry | null> {
  const { rows } = await sql<StoredEntry>`
    select account_id as "accountId", payload, consumed_at as "consumedAt"
    from find_oauth_entry(${kind}, ${idHash})`.execute(db);
  return rows[0] ?? null;
}

/** The browser's session of a uid. It looks across accounts on any connection. */
export async function findSessionByUid(db: Kysely<DB>, uidHash: Buffer): Promise<StoredEntry | null> {
  const { rows } = await sql<StoredEntry>`
    select account_id as "accountId", payload, consumed_at as "consumedAt"
    from find_oauth_session(${uidHash})`.execute(db);
  return rows[0] ?? null;
}

/** Uses an entry up. @returns false when it was used already: of two at once, one wins. */
export async function consumeEntry(
  db: Kysely<DB>,
  accountId: string,
  { kind, idHash }: Pick<NewEntry, 'kind' | 'idHash'>,
  now: Date,
): Promise<boolean> {
  const row = await db
    .updateTable('oauth_entry')
    .set({ consumed_at: now })
    .where('account_id', '=', accountId)
    .where('kind', '=', kind)
    .where('id_hash', '=', idHash)
    .where('consumed_at', 'is', null)
    .returning('kind')
    .executeTakeFirst();
  return row !== undefined;
}

export async function deleteEntry(
  db: Kysely<DB>,
  accountId: string,
  { kind, idHash }: Pick<NewEntry, 'kind' | 'idHash'>,
): Promise<void> {
  await db
    .deleteFrom('oauth_entry')
    .where('account_id', '=', accountId)
    .where('kind', '=', kind)
    .where('id_hash', '=', idHash)
    .execute();
}
