/** SQL of partners' applications. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { PartnerApp } from '../domain/partner/app.ts';
import type { DB } from './schema.ts';

export interface StoredPartnerApp extends PartnerApp {
  /** In the secret box; null: a public client, which has none. */
  readonly sealedSecret: Buffer | null;
}

/** The app of a client key, if it was not revoked. It looks across accounts on any connection. */
export async function findPartnerApp(db: Kysely<DB>, clientKey: string): Promise<StoredPartnerApp | null> {
  const { rows } = await sql<Selectable<DB['partner_app']>>`select * from find_partner_app(${clientKey})`.execute(db);
  const [row] = rows;
  return row ? toPartnerApp(row) : null;
}

/** The app of an id, if it was not revoked. */
export async function findPartnerAppById(
  db: Kysely<DB>,
  accountId: string,
  id: string,
): Promise<StoredPartnerApp | null> {
  const row = await db
    .selectFrom('partner_app')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return row ? toPartnerApp(row) : null;
}

function toPartnerApp(row: Selectable<DB['partner_app']>): StoredPartnerApp {
  return {
    accountId: row.account_id,
    id: row.id,
    name: row.name,
    clientKey: row.client_key,
    redirectUrls: row.redirect_urls,
    native: row.native,
    platformId: row.platform_id,
    sealedSecret: row.secret,
  };
}
