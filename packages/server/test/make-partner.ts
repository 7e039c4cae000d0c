/** A partner of a tenant: an organisation, a member who can sign in, and an app that asks for them. */
import { sql } from 'kysely';
import { newId } from '../src/lib/new-id.ts';
import type { Deps } from '../src/use-cases/deps.ts';
import type { Tenant } from './tenant.ts';

export interface Partner {
  readonly tenant: Tenant;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly memberId: string;
  readonly email: string;
  readonly password: string;
  /** What is typed on the sign-in page. */
  readonly signIn: { readonly email: string; readonly password: string };
  readonly appId: string;
  readonly clientKey: string;
  /** Empty for a public app. */
  readonly secretKey: string;
  readonly redirectUrl: string;
}

export interface PartnerOptions {
  readonly redirectUrls?: readonly [string, ...string[]];
  readonly public?: boolean;
  readonly native?: boolean;
  readonly appName?: string;
  readonly email?: string;
}

export async function makePartner(deps: Deps, tenant: Tenant, options: PartnerOptions = {}): Promise<Partner> {
  const db = deps.db.house;
  const account = tenant.account.id;
  const [organisationId, memberId, appId] = [newId(), newId(), newId()];
  const redirectUrls = options.redirectUrls ?? (['https://partner.example/callback'] as const);
  const signIn = {
    email: options.email ?? `mei.${memberId.slice(-6)}@example.com`,
    password: 'Sandbox#1!',
  };
  const partner: Partner = {
    ...signIn,
    signIn,
    tenant,
    organisationId,
    organisationName: `Straits Freight ${organisationId.slice(-6)}`,
    memberId,
    appId,
    clientKey: `client-${appId}`,
    secretKey: options.public ? '' : `secret-${newId()}`,
    redirectUrl: redirectUrls[0],
  };
  const hash = await deps.passwords.hash(partner.password);
  const secret = options.public ? null : deps.secrets.seal(partner.secretKey);
  await sql`insert into organisation (account_id, id, version, business_name)
    values (${account}, ${organisationId}, 1, ${partner.organisationName})`.execute(db);
  await sql`insert into member (account_id, id, version, organisation_id, email, name, password_hash, roles)
    values (${account}, ${memberId}, 1, ${organisationId}, ${partner.email}, 'Mei Lin', ${hash}, '{OrgAdmin}')`.execute(
    db,
  );
  await sql`insert into partner_app (account_id, id, version, name, client_key, secret, redirect_urls, native, updated_by)
    values (${account}, ${appId}, 1, ${options.appName ?? 'Harbour Desk'}, ${partner.clientKey}, ${secret},
      ${[...redirectUrls]}, ${options.native ?? false}, 'test')`.execute(db);
  return partner;
}
