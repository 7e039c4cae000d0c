/** SQL of public services, and of who may ask for which. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { PublicService } from '../domain/public-order/public-order.ts';
import { json } from './json.ts';
import { afterAll } from './keyset.ts';
import type { DB } from './schema.ts';

/** A service with the credentials that may ask for it. */
export interface GrantedService extends PublicService {
  readonly credentialIds: readonly string[];
}

type Row = Selectable<DB['public_service']>;

/** @returns false when the account has the code already */
export async function insertService(tx: Kysely<DB>, service: PublicService): Promise<boolean> {
  const { rows } = await sql`
    insert into public_service (account_id, id, code, name, currency, created_at)
    values (${service.accountId}, ${service.id}, ${service.code}, ${service.name}, ${service.currency},
      ${service.createdAt})
    on conflict (account_id, code) do nothing returning id`.execute(tx);
  return rows.length === 1;
}

/** The service of this code, if the credential may ask for it. */
export async function findGrantedService(
  db: Kysely<DB>,
  accountId: string,
  credentialId: string,
  code: string,
): Promise<PublicService | null> {
  const { rows } = await sql<Row>`
    select s.* from public_service s
    join public_service_grant g on g.account_id = s.account_id and g.service_id = s.id
    where s.account_id = ${accountId} and s.code = ${code} and g.credential_id = ${credentialId}`.execute(db);
  return rows[0] ? toService(rows[0]) : null;
}

export async function findServiceByCode(
  db: Kysely<DB>,
  accountId: string,
  code: string,
): Promise<PublicService | null> {
  const { rows } = await sql<Row>`
    select * from public_service where account_id = ${accountId} and code = ${code}`.execute(db);
  return rows[0] ? toService(rows[0]) : null;
}

/** Those before the cursor, newest first; one alone by its id. */
export async function listServices(
  db: Kysely<DB>,
  accountId: string,
  { id = null, before, limit }: { readonly id?: string | null; readonly before: string | null; readonly limit: number },
): Promise<GrantedService[]> {
  const alone = id === null ? sql`` : sql`and s.id = ${id}`;
  const { rows } = await sql<Row & { readonly credential_ids: readonly string[] }>`
    select s.*, array(
      select g.credential_id from public_service_grant g
      where g.account_id = s.account_id and g.service_id = s.id order by g.credential_id) as credential_ids
    from public_service s
    where s.account_id = ${accountId} and s.id < ${before ?? afterAll}::uuid ${alone}
    order by s.id desc limit ${limit}`.execute(db);
  return rows.map((row) => ({ ...toService(row), credentialIds: row.credential_ids }));
}

/** Holds off other writers of its changes and grants until the transaction ends. @returns whether it is there */
export async function lockService(tx: Kysely<DB>, accountId: string, id: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from public_service where account_id = ${accountId} and id = ${id} for no key update`.execute(tx);
  return rows.length === 1;
}

/** Those of the ids that are live credentials of the dialect. */
export async function liveCredentials(
  db: Kysely<DB>,
  accountId: string,
  dialect: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from credential where account_id = ${accountId} and id = any(${ids}::uuid[])
      and dialect = ${dialect} and revoked_at is null`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** These may ask for it from now on, and nobody else. */
export async function saveGrants(
  tx: Kysely<DB>,
  accountId: string,
  serviceId: string,
  credentialIds: readonly string[],
): Promise<void> {
  await sql`
    delete from public_service_grant where account_id = ${accountId} and service_id = ${serviceId}
      and credential_id <> all(${credentialIds}::uuid[])`.execute(tx);
  const rows = credentialIds.map((id) => ({ account_id: accountId, credential_id: id, service_id: serviceId }));
  await sql`
    insert into public_service_grant (account_id, credential_id, service_id)
    select account_id, credential_id, service_id from jsonb_populate_recordset(null::public_service_grant, ${json(rows)})
    on conflict do nothing`.execute(tx);
}

function toService(row: Row): PublicService {
  return {
    accountId: row.account_id,
    id: row.id,
    code: row.code,
    name: row.name,
    currency: row.currency,
    createdAt: row.created_at,
  };
}
