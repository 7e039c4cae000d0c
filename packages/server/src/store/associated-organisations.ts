/** SQL of the organisations that a platform looks after. */
import type { Kysely } from 'kysely';
import type { DB } from './schema.ts';

export async function findAssociatedIds(db: Kysely<DB>, accountId: string, platformId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('organisation')
    .select('id')
    .where('account_id', '=', accountId)
    .where('platform_id', '=', platformId)
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}
