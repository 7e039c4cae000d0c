/** A platform of a tenant with its own organisation, one that it looks after, an OrgAdmin, an app, and a bearer token. */
import { sql } from 'kysely';
import { roles, type Role } from '../src/domain/partner/roles.ts';
import { newId } from '../src/lib/new-id.ts';
import { insertRoles } from '../src/store/organisation.ts';
import type { Deps } from '../src/use-cases/deps.ts';
import { makePartner, type Partner, type PartnerOptions } from './make-partner.ts';
import type { Tenant } from './tenant.ts';

export interface Platform extends Partner {
  readonly platformId: string;
  /** An organisation that the platform looks after. */
  readonly associatedId: string;
  /** Merchant there. */
  readonly roleId: string;
  /** Signs the requests of the app for its OrgAdmin. */
  readonly headers: { readonly authorization: string };
}

/** @param isHome where other dialects' deliveries show; one in an account */
export async function makePlatform(
  deps: Deps,
  tenant: Tenant,
  { isHome = true, ...options }: PartnerOptions & { readonly isHome?: boolean } = {},
): Promise<Platform> {
  const partner = await makePartner(deps, tenant, options);
  const account = tenant.account.id;
  const [platformId, associatedId] = [newId(), newId()];
  let roleId = '';
  const rows = [
    sql`insert into platform (account_id, id, name, organisation_id, is_home)
      values (${account}, ${platformId}, 'P', ${partner.organisationId}, ${isHome})`,
    sql`insert into organisation (account_id, id, version, business_name, platform_id)
      values (${account}, ${associatedId}, 1, ${`Associated ${associatedId.slice(-6)}`}, ${platformId})`,
    sql`update partner_app set platform_id = ${platformId} where id = ${partner.appId}`,
  ];
  for (const row of rows) await row.execute(deps.db.house);
  for (const organisationId of [partner.organisationId, associatedId]) {
    const made = roles.map((name) => ({ id: newId(), name }));
    await insertRoles(deps.db.house, account, organisationId, made);
    if (organisationId === associatedId) roleId = made.find(({ name }) => name === 'Merchant')?.id ?? '';
  }
  return { ...partner, platformId, associatedId, roleId, headers: await bearerFor(deps, partner) };
}

/** What signs the requests of a partner's app for its member. */
export async function bearerFor(
  deps: Deps,
  { tenant, appId, memberId }: Pick<Partner, 'tenant' | 'appId' | 'memberId'>,
): Promise<{ readonly authorization: string }> {
  const { bearerToken } = await deps.authorizationServer.issue({ accountId: tenant.account.id, appId, memberId });
  return { authorization: `Bearer ${bearerToken}` };
}

/** One more person in an organisation of the tenant, with one role. @returns the member's id */
export async function addMember(
  deps: Deps,
  { account }: Tenant,
  { organisationId, role, email }: { readonly organisationId: string; readonly role: Role; readonly email?: string },
): Promise<string> {
  const id = newId();
  const hash = await deps.passwords.hash('Sandbox#1!');
  await sql`insert into member (account_id, id, version, organisation_id, email, name, password_hash, roles)
    values (${account.id}, ${id}, 1, ${organisationId}, ${email ?? `${role.toLowerCase()}.${id.slice(-6)}@example.com`},
      ${`${role} of ${organisationId.slice(-6)}`}, ${hash}, ${[role]})`.execute(deps.db.house);
  return id;
}
