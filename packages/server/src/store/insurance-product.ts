/** SQL of insurance products: what can be insured, and at which price. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { InsuranceProduct } from '../domain/policy/product.ts';
import { json } from './json.ts';
import type { DB } from './schema.ts';

type ProductRow = Selectable<DB['insurance_product']>;

/** @returns false when the account has the code already. */
export async function insertProduct(tx: Kysely<DB>, product: InsuranceProduct): Promise<boolean> {
  const { rows } = await sql`
    insert into insurance_product select * from jsonb_populate_record(null::insurance_product, ${json(toProductJson(product))})
    on conflict (account_id, code) do nothing returning code`.execute(tx);
  return rows.length === 1;
}

export async function findProduct(db: Kysely<DB>, accountId: string, code: string): Promise<InsuranceProduct | null> {
  const { rows } = await sql<ProductRow>`
    select * from insurance_product where account_id = ${accountId} and code = ${code}`.execute(db);
  return rows[0] ? toProduct(rows[0]) : null;
}

/** As `findProduct`, locked until the transaction ends. */
export async function lockProduct(tx: Kysely<DB>, accountId: string, code: string): Promise<InsuranceProduct | null> {
  const { rows } = await sql<ProductRow>`
    select * from insurance_product where account_id = ${accountId} and code = ${code} for no key update`.execute(tx);
  return rows[0] ? toProduct(rows[0]) : null;
}

/** Writes what may change of one that this transaction has locked. */
export async function saveProduct(tx: Kysely<DB>, product: InsuranceProduct): Promise<void> {
  await tx
    .updateTable('insurance_product')
    .set({
      version: product.version,
      name: product.name,
      least_value: product.leastValue,
      most_value: product.mostValue,
      premium: JSON.stringify(product.premium),
      check_premium: product.checkPremium,
      coverage: product.coverage,
      valid_days: product.validDays,
      claim_days: product.claimDays,
      archived_at: product.archivedAt,
      updated_at: product.updatedAt,
    })
    .where('account_id', '=', product.accountId)
    .where('code', '=', product.code)
    .execute();
}

/** Products behind the code, by their codes. */
export async function listProducts(
  db: Kysely<DB>,
  accountId: string,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<InsuranceProduct[]> {
  const { rows } = await sql<ProductRow>`
    select * from insurance_product where account_id = ${accountId} and code > ${after} order by code limit ${limit}`.execute(db); // prettier-ignore
  return rows.map(toProduct);
}

function toProduct(row: ProductRow): InsuranceProduct {
  return {
    accountId: row.account_id,
    code: row.code,
    version: row.version,
    name: row.name,
    numberPrefix: row.number_prefix,
    currency: row.currency,
    leastValue: row.least_value,
    mostValue: row.most_value,
    // written from a PremiumRule and from nothing else
    premium: row.premium as unknown as InsuranceProduct['premium'],
    checkPremium: row.check_premium,
    coverage: row.coverage,
    validDays: row.valid_days,
    claimDays: row.claim_days,
    archivedAt: row.archived_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** Every column, for `jsonb_populate_record`. */
function toProductJson(product: InsuranceProduct): Record<string, unknown> {
  return {
    account_id: product.accountId,
    code: product.code,
    version: product.version,
    name: product.name,
    number_prefix: product.numberPrefix,
    currency: product.currency,
    least_value: product.leastValue,
    most_value: product.mostValue,
    premium: product.premium,
    check_premium: product.checkPremium,
    coverage: product.coverage,
    valid_days: product.validDays,
    claim_days: product.claimDays,
    archived_at: product.archivedAt,
    created_at: product.createdAt,
    updated_at: product.updatedAt,
  };
}
