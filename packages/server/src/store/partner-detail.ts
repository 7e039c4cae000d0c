/** SQL of a partner's application in full, as its owner may see it. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { DB } from './schema.ts';

export interface StoredPartnerDetail {
  readonly accountId: string;
  readonly id: string;
  readonly name: string;
  readonly clientKey: string;
  /** In the secret box; null: a public client, which has none. */
  readonly sealedSecret: Buffer | null;
  readonly webhookEndpointId: string | null;
  readonly createdAt: Date;
  readonly updatedBy: string;
  readonly updatedAt: Date;
}

/** The app of a client key, if it was not revoked. It looks across accounts on any connection. */
export async function findPartnerDetail(db: Kysely<DB>, clientKey: string): Promise<StoredPartnerDetail | null> {
  const { rows } = await sql<Selectable<DB['partner_app']>>`select * from find_partner_app(${clientKey})`.execute(db);
  const [row] = rows;
  if (!row) return null;
  return {
    accountId: row.account_id,
    id: row.id,
    name: row.name,
    clientKey: row.client_key,
    sealedSecret: row.secret,
    webhookEndpointId: row.webhook_endpoint_id,
    createdAt: row.created_at,
    updatedBy: row.updated_by,
    updatedAt: row.updated_at,
  };
}
