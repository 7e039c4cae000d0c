/** Everything that an account has, as text, to see that nobody has changed it. */
import { sql, type Kysely } from 'kysely';
import type { DB } from '../src/store/schema.ts';

/** Tables that belong to an account, by the column that says whose a row is. Partitions come with their parents. */
export async function tenantTables(db: Kysely<DB>): Promise<readonly (readonly [table: string, owner: string])[]> {
  const { rows } = await sql<{ table: string }>`
    select c.relname as table from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and c.relname <> 'waybill_migration'
    order by 1`.execute(db);
  return rows.map(({ table }) => [table, table === 'account' ? 'id' : 'account_id']);
}

/** @param db of the house. */
export async function dumpOf(db: Kysely<DB>, accountId: string): Promise<string> {
  const parts = [];
  for (const [table, owner] of await tenantTables(db)) {
    const { rows } = await sql<{ all: string | null }>`
      select jsonb_agg(to_jsonb(t) order by to_jsonb(t)::text)::text as all from ${sql.table(table)} t
      where ${sql.ref(owner)} = ${accountId}`.execute(db);
    parts.push(`${table}: ${rows[0]?.all ?? ''}`);
  }
  return parts.join('\n');
}
