/** SQL of bearers: who sends a request with an access token. */
import { sql, type Kysely } from 'kysely';
import type { Account } from '../domain/account/account.ts';
import { toAccount } from './account.ts';
import type { DB } from './schema.ts';

export interface Bearer {
  readonly account: Account;
  readonly grantId: string;
  /** Words with spaces between them. */
  readonly scope: string;
  readonly expiresAt: Date;
  readonly app: { readonly id: string; readonly name: string };
  /** The platform of the app; null: it has none. */
  readonly platform: { readonly id: string; readonly organisationId: string; readonly isHome: boolean } | null;
  readonly member: {
    readonly id: string;
    readonly email: string;
    readonly name: string;
    readonly roles: readonly string[];
    readonly organisation: { readonly id: string; readonly businessName: string };
  };
}

type BearerRow = Parameters<typeof toAccount>[0] & {
  readonly grant_id: string;
  readonly scope: string | null;
  readonly expires_at: Date;
  readonly app_id: string;
  readonly app_name: string;
  readonly platform_id: string | null;
  readonly platform_organisation_id: string | null;
  readonly platform_is_home: boolean | null;
  readonly member_id: string;
  readonly email: string;
  readonly member_name: string;
  readonly roles: readonly string[];
  readonly organisation_id: string;
  readonly business_name: string;
};

/**
 * Whom an access token speaks for: it has not expired, its grant was not revoked, nor its app, and its member is not
 * disabled. Roles and organisation are those of now. It looks across accounts on any connection.
 */
export async function findBearer(db: Kysely<DB>, tokenHash: Buffer, now: Date): Promise<Bearer | null> {
  const { rows } = await sql<BearerRow>`select * from find_bearer(${tokenHash}, ${now})`.execute(db);
  const [row] = rows;
  if (!row) return null;
  const { platform_id: id, platform_organisation_id: organisationId } = row;
  return {
    account: toAccount(row),
    grantId: row.grant_id,
    scope: row.scope ?? '',
    expiresAt: row.expires_at,
    app: { id: row.app_id, name: row.app_name },
    platform: id && organisationId ? { id, organisationId, isHome: row.platform_is_home === true } : null,
    member: {
      id: row.member_id,
      email: row.email,
      name: row.member_name,
      roles: row.roles,
      organisation: { id: row.organisation_id, businessName: row.business_name },
    },
  };
}
