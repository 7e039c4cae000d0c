/** SQL of the organisations that tasks belong to. */
import { sql, type Kysely } from 'kysely';
import type { TaskSnapshot } from '../domain/task/task.ts';
import type { DB } from './schema.ts';

/** As tasks show it. */
export type TaskOrganisation = TaskSnapshot['organisation'] & Pick<TaskSnapshot, 'platformId'>;

/** By id; what the account does not have is left out. */
export async function findTaskOrganisations(
  db: Kysely<DB>,
  accountId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, TaskOrganisation>> {
  const { rows } = await sql<TaskOrganisation>`
    select o.id, o.business_name as "businessName", coalesce(o.platform_id, own.id) as "platformId"
    from organisation o
    left join platform own on own.account_id = o.account_id and own.organisation_id = o.id
    where o.account_id = ${accountId} and o.id = any(${ids}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}
