/** SQL of the operator's side of partners' apps: how they are registered, changed and ended. */
import { sql, type Kysely } from 'kysely';
import type { PartnerApp } from '../domain/partner/app.ts';
import { afterAll } from './keyset.ts';
import type { DB } from './schema.ts';

export interface RegisteredApp extends PartnerApp {
  readonly version: number;
  /** It has no secret. */
  readonly isPublic: boolean;
  /** Where it hears of its tasks; null: nowhere. */
  readonly webhook: { readonly endpointId: string; readonly url: string } | null;
  readonly sso: { readonly origin: string; readonly receiveSessionUrl: string } | null;
  readonly updatedBy: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly revokedAt: Date | null;
}

/** Without a webhook: the endpoint names the app, so it comes after it. */
export async function insertApp(
  tx: Kysely<DB>,
  one: Omit<RegisteredApp, 'webhook' | 'isPublic'> & { readonly sealedSecret: Buffer | null },
): Promise<void> {
  await sql`
    insert into partner_app (account_id, id, version, name, client_key, secret, redirect_urls, native, platform_id,
      sso_origin, receive_session_url, updated_by, created_at, updated_at)
    values (${one.accountId}, ${one.id}, ${one.version}, ${one.name}, ${one.clientKey}, ${one.sealedSecret},
      ${[...one.redirectUrls]}, ${one.native}, ${one.platformId}, ${one.sso?.origin ?? null},
      ${one.sso?.receiveSessionUrl ?? null}, ${one.updatedBy}, ${one.createdAt}, ${one.updatedAt})`.execute(tx);
}

/** Writes what its owner may change of one that this transaction has locked. */
export async function saveApp(tx: Kysely<DB>, one: RegisteredApp): Promise<void> {
  await sql`
    update partner_app set version = ${one.version}, name = ${one.name}, redirect_urls = ${[...one.redirectUrls]},
      platform_id = ${one.platformId}, webhook_endpoint_id = ${one.webhook?.endpointId ?? null},
      sso_origin = ${one.sso?.origin ?? null}, receive_session_url = ${one.sso?.receiveSessionUrl ?? null},
      updated_by = ${one.updatedBy}, updated_at = ${one.updatedAt}, revoked_at = ${one.revokedAt}
    where account_id = ${one.accountId} and id = ${one.id}`.execute(tx);
}

export async function saveSecret(
  tx: Kysely<DB>,
  { accountId, id }: Pick<RegisteredApp, 'accountId' | 'id'>,
  sealedSecret: Buffer,
): Promise<void> {
  await sql`update partner_app set secret = ${sealedSecret} where account_id = ${accountId} and id = ${id}`.execute(tx);
}

interface Row extends Omit<RegisteredApp, 'webhook' | 'sso'> {
  readonly endpointId: string | null;
  readonly webhookUrl: string | null;
  readonly ssoOrigin: string | null;
  readonly receiveSessionUrl: string | null;
}

/** An endpoint that was deleted by itself is none. */
const select = sql`
  select a.account_id as "accountId", a.id, a.version, a.name, a.client_key as "clientKey",
    a.secret is null as "isPublic", a.redirect_urls as "redirectUrls", a.native, a.platform_id as "platformId",
    e.id as "endpointId", e.url as "webhookUrl", a.sso_origin as "ssoOrigin",
    a.receive_session_url as "receiveSessionUrl", a.updated_by as "updatedBy", a.created_at as "createdAt",
    a.updated_at as "updatedAt", a.revoked_at as "revokedAt"
  from partner_app a left join webhook_endpoint e
    on e.account_id = a.account_id and e.id = a.webhook_endpoint_id and e.deleted_at is null`;

/** Ended ones too. */
export async function findApp(db: Kysely<DB>, accountId: string, id: string): Promise<RegisteredApp | null> {
  const { rows } = await sql<Row>`${select} where a.account_id = ${accountId} and a.id = ${id}`.execute(db);
  return rows[0] ? toApp(rows[0]) : null;
}

/** As `findApp`, locked until the transaction ends. */
export async function lockApp(tx: Kysely<DB>, accountId: string, id: string): Promise<RegisteredApp | null> {
  await sql`select 1 from partner_app where account_id = ${accountId} and id = ${id} for no key update`.execute(tx);
  return findApp(tx, accountId, id);
}

/** Those before the cursor, newest first, ended ones too. */
export async function listApps(
  db: Kysely<DB>,
  accountId: string,
  page: { readonly before: string | null; readonly limit: number },
): Promise<RegisteredApp[]> {
  const { rows } = await sql<Row>`
    ${select} where a.account_id = ${accountId} and a.id < ${page.before ?? afterAll}::uuid
    order by a.id desc limit ${page.limit}`.execute(db);
  return rows.map(toApp);
}

/** Ends whatever members allowed the app. @returns how many grants ended */
export async function revokeGrantsOfApp(tx: Kysely<DB>, accountId: string, appId: string, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    update oauth_grant set revoked_at = ${now}
    where account_id = ${accountId} and app_id = ${appId} and revoked_at is null`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

function toApp({ endpointId, webhookUrl, ssoOrigin, receiveSessionUrl, ...app }: Row): RegisteredApp {
  return {
    ...app,
    webhook: endpointId !== null && webhookUrl !== null ? { endpointId, url: webhookUrl } : null,
    sso: ssoOrigin !== null && receiveSessionUrl !== null ? { origin: ssoOrigin, receiveSessionUrl } : null,
  };
}
