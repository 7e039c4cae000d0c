/** SQL of the insurance that the sandbox is given at a start. */
import { sql, type Kysely } from 'kysely';
import type { Insurer } from '../domain/coverage/coverage.ts';
import type { InsuranceProduct } from '../domain/policy/product.ts';
import type { DB } from './schema.ts';

export async function hasSeedProduct(tx: Kysely<DB>, accountId: string, code: string): Promise<boolean> {
  const { rows } = await sql`select 1 from insurance_product where account_id = ${accountId} and code = ${code}`.execute(tx); // prettier-ignore
  return rows.length === 1;
}

export async function insertSeedProduct(tx: Kysely<DB>, product: InsuranceProduct): Promise<void> {
  await tx
    .insertInto('insurance_product')
    .values({
      account_id: product.accountId,
      code: product.code,
      version: product.version,
      name: product.name,
      number_prefix: product.numberPrefix,
      currency: product.currency,
      least_value: product.leastValue,
      most_value: product.mostValue,
      premium: JSON.stringify(product.premium),
      check_premium: product.checkPremium,
      coverage: product.coverage,
      valid_days: product.validDays,
      claim_days: product.claimDays,
      created_at: product.createdAt,
      updated_at: product.updatedAt,
    })
    .execute();
}

export async function insertSeedInsurer(tx: Kysely<DB>, insurer: Insurer, sealedToken: Buffer): Promise<void> {
  await tx
    .insertInto('insurer')
    .values({
      account_id: insurer.accountId,
      id: insurer.id,
      version: insurer.version,
      name: insurer.name,
      base_url: insurer.baseUrl,
      own: insurer.own,
      paths: JSON.stringify(insurer.paths),
      sealed_token: sealedToken,
      product_code: insurer.productCode,
      currency: insurer.currency,
      premium: JSON.stringify(insurer.premium),
      state: insurer.state,
      created_at: insurer.createdAt,
      updated_at: insurer.updatedAt,
    })
    .execute();
}
