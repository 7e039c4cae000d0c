/** SQL of couriers who said no to an offer: they do not see it again. */
import { sql, type Kysely } from 'kysely';
import type { DB } from './schema.ts';

/** @returns false when he had said so before. */
export async function insertRefusal(
  tx: Kysely<DB>,
  { accountId, offerId, courierId, at }: { readonly accountId: string; readonly offerId: string; readonly courierId: string; readonly at: Date }, // prettier-ignore
): Promise<boolean> {
  const { rows } = await sql`
    insert into offer_refusal (account_id, offer_id, courier_id, refused_at)
    values (${accountId}, ${offerId}, ${courierId}, ${at})
    on conflict do nothing returning offer_id`.execute(tx);
  return rows.length === 1;
}
