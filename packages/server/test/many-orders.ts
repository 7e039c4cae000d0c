/** An account with more subscription orders than a database looks through in a moment. */
import { sql, type Kysely } from 'kysely';
import { newId } from '../src/lib/new-id.ts';
import type { DB } from '../src/store/schema.ts';

/** Of the names that are searched: in every hundredth order, and in one. */
export const rare = { some: 'quokka', one: 'axolotl' } as const;

/**
 * Rows of the list, and the orders of some: the newest and the oldest twenty and those with a rare name. With store, plan
 * and subscriber; without bills and fulfilments.
 * @param db of the house.
 */
export async function addManyOrders(db: Kysely<DB>, accountId: string, count: number): Promise<void> {
  const id = newId();
  const terms = JSON.stringify({ storeName: 'LOCKIN Malaysia', planNumber: 1, planName: '2X Pro Rental Plan', variationName: 'White', sku: null, model: 'rent_to_own', cycle: 'upfront', deliveryMode: 'one_time', fulfilment: 'delivery', period: 6, effective: null, dueDays: 7, deliveryDays: 3, product: [] }); // prettier-ignore
  const statements = [
    sql`insert into store (account_id, id, version, name) values (${accountId}, ${id}, 1, 'LOCKIN Malaysia')`,
    sql`insert into subscription_plan (account_id, id, version, number, store_id, name, model, cycle, delivery_mode,
        fulfilment, period, due_days, delivery_days, currency, product)
      values (${accountId}, ${id}, 1, 1, ${id}, '2X Pro Rental Plan', 'rent_to_own', 'upfront', 'one_time', 'delivery', 6,
        7, 3, 'MYR', '[]')`,
    sql`insert into plan_variation (account_id, id, plan_id, ordinal, name, price, options)
      values (${accountId}, ${id}, ${id}, 0, 'White', 47500, '[]')`,
    sql`insert into subscriber (account_id, id, version, name) values (${accountId}, ${id}, 1, 'LEONG KOK YOONG')`,
    sql`insert into subscription_order (account_id, id, version, number, serial, state, store_id, plan_id, variation_id,
        subscriber_id, terms, quantity, currency, price, time_zone, cycles_made, placed_at, updated_at)
      select ${accountId}, ${idOf}, 1, 'SO-' || n, n, 'placed', ${id}, ${id}, ${id}, ${id}, ${terms}::jsonb, 1, 'MYR',
        47500, 'Asia/Kuala_Lumpur', 0, ${at}, ${at}
      from generate_series(1, ${count}::int) n
      where n % 100 = 0 or n = 7 or n <= 20 or n > ${count}::int - 20`,
    sql`insert into listing (account_id, list, position, revision, row_id, kind, status, at, text)
      select ${accountId}, 'orders', n, n, ${idOf}, 0, 0, ${at},
        'so-' || n || e'\nleong kok yoong\n2x pro rental plan\nwhite\nlockin malaysia\n'
          || case when n % 100 = 0 then ${rare.some}::text else '' end || case when n = 7 then ${rare.one}::text else '' end
      from generate_series(1, ${count}::int) n`,
    sql`insert into listing_counter (account_id, list, position, revision)
      values (${accountId}, 'orders', ${count}, ${count})`,
  ];
  for (const statement of statements) await statement.execute(db);
  await sql`analyze listing, subscription_order`.execute(db);
}

/** Of the n-th order. */
const idOf = sql`('01900000-0000-7000-9000-' || lpad(to_hex(n), 12, '0'))::uuid`;
const at = sql`timestamptz '2022-01-01T00:00:00Z' + n * interval '1 minute'`;
