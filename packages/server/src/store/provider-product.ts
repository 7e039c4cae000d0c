/** SQL of what a service sends, as its provider has registered it. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { ProviderProduct } from '../domain/provider/provider.ts';
import { json } from './json.ts';
import type { DB } from './schema.ts';

/** All of a service, by code. They are few: see the quota of the native API. */
export async function listProviderProducts(
  db: Kysely<DB>,
  accountId: string,
  serviceId: string,
): Promise<readonly ProviderProduct[]> {
  const { rows } = await sql<Selectable<DB['provider_product']>>`
    select * from provider_product
    where account_id = ${accountId} and service_id = ${serviceId} order by code`.execute(db);
  return rows.map((row) => ({
    serviceId: row.service_id,
    code: row.code,
    name: row.name,
    lengthMm: row.length_mm,
    widthMm: row.width_mm,
    heightMm: row.height_mm,
    weightGrams: row.weight_grams,
  }));
}

/** In place of those before. @param tx in which the service is locked. */
export async function saveProviderProducts(
  tx: Kysely<DB>,
  { accountId, serviceId }: { readonly accountId: string; readonly serviceId: string },
  products: readonly ProviderProduct[],
): Promise<void> {
  await sql`delete from provider_product where account_id = ${accountId} and service_id = ${serviceId}`.execute(tx);
  const rows = products.map(({ code, name, lengthMm, widthMm, heightMm, weightGrams }) => ({ code, name, length_mm: lengthMm, width_mm: widthMm, height_mm: heightMm, weight_grams: weightGrams })); // prettier-ignore
  await sql`
    insert into provider_product (account_id, service_id, code, name, length_mm, width_mm, height_mm, weight_grams)
    select ${accountId}, ${serviceId}, code, name, length_mm, width_mm, height_mm, weight_grams
    from jsonb_populate_recordset(null::provider_product, ${json(rows)})`.execute(tx);
}
