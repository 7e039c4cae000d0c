/** SQL of what the sandbox is given at a start: of its platform rows with ids that never change, written once. */
import { sql, type Kysely } from 'kysely';
import type { EmissionsType, VehicleKind } from '../domain/task/vehicle-kind.ts';
import { json } from './json.ts';
import type { DB } from './schema.ts';

/** Lets no other process look or write until the transaction ends. */
export async function lockForSeed(tx: Kysely<DB>, accountId: string): Promise<void> {
  await sql`select 1 from account where id = ${accountId} for no key update`.execute(tx);
}

/** Whether an app has the key, were it revoked. */
export async function hasSeedApp(tx: Kysely<DB>, clientKey: string): Promise<boolean> {
  const { rows } = await sql`select 1 from partner_app where client_key = ${clientKey}`.execute(tx);
  return rows.length === 1;
}

/** Those of some tasks that are there. */
export async function findSeedTasks(
  tx: Kysely<DB>,
  accountId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('task')
    .select('delivery_id')
    .where('account_id', '=', accountId)
    .where('delivery_id', 'in', ids)
    .execute();
  return new Set(rows.map((row) => row.delivery_id));
}

export interface SeedOrganisation {
  readonly id: string;
  readonly businessName: string;
}

export interface SeedMember {
  readonly id: string;
  readonly organisationId: string;
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly passwordHash: string;
}

export interface SeedPlatform {
  readonly accountId: string;
  readonly id: string;
  readonly name: string;
  readonly own: SeedOrganisation;
  readonly associated: readonly SeedOrganisation[];
  readonly roles: readonly { readonly id: string; readonly organisationId: string; readonly name: string }[];
  readonly members: readonly SeedMember[];
}

/** The home platform of an account, with its organisations, their roles and their people. */
export async function insertSeedPlatform(tx: Kysely<DB>, seed: SeedPlatform): Promise<void> {
  const { accountId, own, associated, roles, members } = seed;
  const insertOrganisations = (organisations: readonly SeedOrganisation[], platformId: string | null) => sql`
    insert into organisation (account_id, id, version, business_name, platform_id)
    select ${accountId}, o.id, 1, o."businessName", ${platformId}
    from jsonb_to_recordset(${json(organisations)}) as o (id uuid, "businessName" text)`;
  await insertOrganisations([own], null).execute(tx);
  await sql`
    insert into platform (account_id, id, name, organisation_id, is_home)
    values (${accountId}, ${seed.id}, ${seed.name}, ${own.id}, true)`.execute(tx);
  await insertOrganisations(associated, seed.id).execute(tx);
  await sql`
    insert into organisation_role (account_id, id, organisation_id, name)
    select ${accountId}, r.id, r."organisationId", r.name
    from jsonb_to_recordset(${json(roles)}) as r (id uuid, "organisationId" uuid, name text)`.execute(tx);
  await sql`
    insert into member (account_id, id, version, organisation_id, email, name, password_hash, roles)
    select ${accountId}, m.id, 1, m."organisationId", m.email, m.name, m."passwordHash", array[m.role]
    from jsonb_to_recordset(${json(members)})
      as m (id uuid, "organisationId" uuid, email text, name text, "passwordHash" text, role text)`.execute(tx);
}

export interface SeedApp {
  readonly accountId: string;
  readonly id: string;
  readonly name: string;
  readonly clientKey: string;
  readonly sealedSecret: Buffer;
  readonly platformId: string;
  readonly home: string;
}

/** @param home the page that the browser comes back to; the page that waits for sessions stands below it */
export async function insertSeedApp(tx: Kysely<DB>, { home, ...app }: SeedApp): Promise<void> {
  await tx
    .insertInto('partner_app')
    .values({
      account_id: app.accountId,
      id: app.id,
      version: 1,
      name: app.name,
      client_key: app.clientKey,
      secret: app.sealedSecret,
      platform_id: app.platformId,
      redirect_urls: [home],
      sso_origin: new URL(home).origin,
      receive_session_url: receiveSessionUrl(home),
      updated_by: 'waybill',
    })
    .execute();
}

const receiveSessionUrl = (home: string) => `${home}/receive-session`;

/** An app may have twenty. */
const mostRedirects = 20;

/** The server may be reached elsewhere than last time. Earlier addresses stay: another process may still be there. */
export async function moveSeedApp(
  db: Kysely<DB>,
  { accountId, id, home }: Pick<SeedApp, 'accountId' | 'id' | 'home'>,
): Promise<void> {
  const origin = new URL(home).origin;
  await sql`
    update partner_app set
      redirect_urls = case when ${home} = any(redirect_urls) then redirect_urls
        else (array_append(redirect_urls, ${home}))[greatest(1, cardinality(redirect_urls) + 2 - ${mostRedirects}::int):] end,
      sso_origin = ${origin}, receive_session_url = ${receiveSessionUrl(home)}, version = version + 1, updated_at = now()
    where account_id = ${accountId} and id = ${id}
      and (sso_origin is distinct from ${origin} or ${home} <> all(redirect_urls))`.execute(db);
}

export interface SeedDuty {
  readonly accountId: string;
  readonly courierId: string;
  readonly organisationId: string;
  readonly vehicleKind: VehicleKind;
  readonly emissionsType: EmissionsType;
  readonly marine: boolean;
  readonly since: Date;
}

export async function insertSeedDuty(tx: Kysely<DB>, duty: SeedDuty): Promise<void> {
  await tx
    .insertInto('courier_duty')
    .values({
      account_id: duty.accountId,
      courier_id: duty.courierId,
      organisation_id: duty.organisationId,
      vehicle_kind: duty.vehicleKind,
      emissions_type: duty.emissionsType,
      marine: duty.marine,
      on_duty_since: duty.since,
    })
    .execute();
}

/** What stands in reference numbers of SUBPLACE's. */
export async function saveSeedPartnerCode(tx: Kysely<DB>, accountId: string, partnerCode: string): Promise<void> {
  await sql`update account set settings = settings || ${json({ partnerCode })} where id = ${accountId}`.execute(tx);
}
