/** SQL of organisations and their roles. */
import { sql, type Kysely, type Selectable } from 'kysely';
import { noTerms, type Organisation, type Terms } from '../domain/partner/organisation.ts';
import type { Role } from '../domain/partner/roles.ts';
import { json } from './json.ts';
import { afterAll } from './keyset.ts';
import type { DB } from './schema.ts';

/** @returns false when the account has a business of that name already, whatever its capitals */
export async function insertOrganisation(tx: Kysely<DB>, one: Organisation): Promise<boolean> {
  const { rows } = await sql`
    insert into organisation (account_id, id, version, business_name, platform_id, squad_code, is_qa, details,
      created_at, updated_at)
    values (${one.accountId}, ${one.id}, ${one.version}, ${one.businessName}, ${one.platformId}, ${one.squadCode},
      ${one.isQa}, ${json(one.terms)}, ${one.createdAt}, ${one.updatedAt})
    on conflict (account_id, lower(business_name)) do nothing returning id`.execute(tx);
  return rows.length === 1;
}

type Row = Selectable<DB['organisation']>;

export async function findOrganisation(db: Kysely<DB>, accountId: string, id: string): Promise<Organisation | null> {
  const { rows } = await sql<Row>`
    select * from organisation where account_id = ${accountId} and id = ${id}`.execute(db);
  return rows[0] ? toOrganisation(rows[0]) : null;
}

/** As `findOrganisation`, locked until the transaction ends. */
export async function lockOrganisation(tx: Kysely<DB>, accountId: string, id: string): Promise<Organisation | null> {
  const { rows } = await sql<Row>`
    select * from organisation where account_id = ${accountId} and id = ${id} for no key update`.execute(tx);
  return rows[0] ? toOrganisation(rows[0]) : null;
}

/** Writes one that this transaction has locked. The index `organisation_name` refuses the name of another. */
export async function saveOrganisation(tx: Kysely<DB>, one: Organisation): Promise<void> {
  await sql`
    update organisation set version = ${one.version}, business_name = ${one.businessName},
      squad_code = ${one.squadCode}, is_qa = ${one.isQa}, details = ${json(one.terms)}, updated_at = ${one.updatedAt}
    where account_id = ${one.accountId} and id = ${one.id}`.execute(tx);
}

/** Those that a platform looks after. */
export interface Managed {
  readonly accountId: string;
  readonly platformId: string;
}

/** One page of those that a platform looks after, oldest first. */
export async function listManaged(
  db: Kysely<DB>,
  { accountId, platformId }: Managed,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<Organisation[]> {
  const { rows } = await sql<Row>`
    select * from organisation where account_id = ${accountId} and platform_id = ${platformId}
    order by id offset ${offset} limit ${limit}`.execute(db);
  return rows.map(toOrganisation);
}

export async function countManaged(db: Kysely<DB>, { accountId, platformId }: Managed): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from organisation
    where account_id = ${accountId} and platform_id = ${platformId}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Those before the cursor, newest first; of one platform, or all. */
export async function listOrganisations(
  db: Kysely<DB>,
  accountId: string,
  {
    before,
    limit,
    platformId,
  }: {
    readonly before: string | null;
    readonly limit: number;
    readonly platformId: string | null;
  },
): Promise<Organisation[]> {
  const ofPlatform = platformId === null ? sql`` : sql`and platform_id = ${platformId}`;
  const { rows } = await sql<Row>`
    select * from organisation where account_id = ${accountId} and id < ${before ?? afterAll}::uuid ${ofPlatform}
    order by id desc limit ${limit}`.execute(db);
  return rows.map(toOrganisation);
}

export interface OrganisationRole {
  readonly id: string;
  readonly name: Role;
}

export async function insertRoles(
  tx: Kysely<DB>,
  accountId: string,
  organisationId: string,
  list: readonly OrganisationRole[],
): Promise<void> {
  const rows = list.map(({ id, name }) => ({ account_id: accountId, id, organisation_id: organisationId, name }));
  await sql`
    insert into organisation_role (account_id, id, organisation_id, name)
    select account_id, id, organisation_id, name
    from jsonb_populate_recordset(null::organisation_role, ${json(rows)})`.execute(tx);
}

/** At most one of each name, in the order in which they were made. */
export async function listRoles(
  db: Kysely<DB>,
  accountId: string,
  organisationId: string,
): Promise<OrganisationRole[]> {
  const { rows } = await sql<OrganisationRole>`
    select id, name from organisation_role
    where account_id = ${accountId} and organisation_id = ${organisationId} order by id`.execute(db);
  return rows;
}

function toOrganisation(row: Row): Organisation {
  return {
    accountId: row.account_id,
    id: row.id,
    version: row.version,
    businessName: row.business_name,
    platformId: row.platform_id,
    squadCode: row.squad_code,
    isQa: row.is_qa,
    // written by the two statements above; the column begins with none of its fields
    terms: { ...noTerms, ...(row.details as Partial<Terms>) },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
