/** SQL of the prices that an account asks for in place of ours. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { PriceRule } from '../domain/price/price.ts';
import type { VehicleKind } from '../domain/task/vehicle-kind.ts';
import { json } from './json.ts';
import type { DB } from './schema.ts';

type PriceRow = Selectable<DB['price_table']>;

export async function findPrice(db: Kysely<DB>, accountId: string, vehicle: VehicleKind): Promise<PriceRule | null> {
  const { rows } = await sql<PriceRow>`
    select * from price_table where account_id = ${accountId} and service_type = ${vehicle}`.execute(db);
  return rows[0] ? toPriceRule(rows[0]) : null;
}

export interface PriceEntry {
  readonly vehicleKind: VehicleKind;
  readonly rule: PriceRule;
}

/** At most one for each kind of vehicle. */
export async function listPrices(db: Kysely<DB>, accountId: string): Promise<ReadonlyMap<string, PriceRule>> {
  const { rows } = await sql<PriceRow>`select * from price_table where account_id = ${accountId}`.execute(db);
  return new Map(rows.map((row) => [row.service_type, toPriceRule(row)]));
}

/** Writes the whole table: what is not named goes. Two who do so at once take turns. */
export async function replacePrices(tx: Kysely<DB>, accountId: string, prices: readonly PriceEntry[]): Promise<void> {
  await sql`select 1 from account where id = ${accountId} for no key update`.execute(tx);
  await sql`delete from price_table where account_id = ${accountId}`.execute(tx);
  const rows = prices.map(({ vehicleKind, rule }) => ({
    account_id: accountId,
    service_type: vehicleKind,
    currency: rule.currency,
    base_fee: rule.baseFee,
    fee_per_km: rule.feePerKm,
    minimum_fee: rule.minimumFee,
    extra_stop_fee: rule.extraStopFee,
  }));
  await sql`
    insert into price_table (account_id, service_type, currency, base_fee, fee_per_km, minimum_fee, extra_stop_fee)
    select account_id, service_type, currency, base_fee, fee_per_km, minimum_fee, extra_stop_fee
    from jsonb_populate_recordset(null::price_table, ${json(rows)})`.execute(tx);
}

function toPriceRule(row: PriceRow): PriceRule {
  return {
    currency: row.currency,
    baseFee: row.base_fee,
    feePerKm: row.fee_per_km,
    minimumFee: row.minimum_fee,
    extraStopFee: row.extra_stop_fee,
  };
}
