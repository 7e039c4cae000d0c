/** SQL of platforms. */
import { sql, type Kysely } from 'kysely';
import type { Platform } from '../domain/partner/organisation.ts';
import { afterAll } from './keyset.ts';
import type { DB } from './schema.ts';

/** @returns false when it would be the second home of the account */
export async function insertPlatform(tx: Kysely<DB>, one: Platform): Promise<boolean> {
  const { rows } = await sql`
    insert into platform (account_id, id, name, organisation_id, is_home, created_at)
    values (${one.accountId}, ${one.id}, ${one.name}, ${one.organisationId}, ${one.isHome}, ${one.createdAt})
    on conflict (account_id) where is_home do nothing returning id`.execute(tx);
  return rows.length === 1;
}

const columns = sql`
  account_id as "accountId", id, name, organisation_id as "organisationId", is_home as "isHome",
  created_at as "createdAt"`;

export async function findPlatform(db: Kysely<DB>, accountId: string, id: string): Promise<Platform | null> {
  const { rows } = await sql<Platform>`
    select ${columns} from platform where account_id = ${accountId} and id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** Those before the cursor, newest first. */
export async function listPlatforms(
  db: Kysely<DB>,
  accountId: string,
  page: { readonly before: string | null; readonly limit: number },
): Promise<Platform[]> {
  const { rows } = await sql<Platform>`
    select ${columns} from platform where account_id = ${accountId} and id < ${page.before ?? afterAll}::uuid
    order by id desc limit ${page.limit}`.execute(db);
  return rows;
}
