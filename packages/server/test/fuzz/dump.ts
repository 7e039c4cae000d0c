/** Everything that a tenant has, as text, to see that somebody else changed nothing. */
import { Client } from 'pg';
import type { TestDatabase } from '../database.ts';
import type { Tenant } from '../tenant.ts';

/** All tables that have an account, out of the catalogue, so that none is forgotten; as the superuser, who sees all. */
export async function dump({ superuserUrl }: TestDatabase, { account }: Tenant): Promise<string> {
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'account_id'
       where c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'outbox'
         and c.relnamespace = 'public'::regnamespace order by 1`,
    );
    const parts: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ all: string | null }>(
        `select jsonb_agg(to_jsonb(t) order by to_jsonb(t)::text)::text as all from "${name}" t where account_id = $1`,
        [account.id],
      );
      parts.push(`${name}: ${rows[0]?.all ?? ''}`);
    }
    return parts.join('\n');
  } finally {
    await client.end();
  }
}
