/** SQL that writes many new deliveries at once. */
import { sql, type Kysely } from 'kysely';
import type { Delivery } from '../domain/delivery/delivery.ts';
import { toDeliveryJson, toItemsJson, toPackagesJson } from './delivery-row.ts';
import { json } from './json.ts';
import type { DB } from './schema.ts';

/**
 * With their packages and items, in one statement. Their events are the caller's to write.
 * @throws a violation where an order number is taken: for numbers that are made of the deliveries' own ids
 */
export async function insertDeliveries(tx: Kysely<DB>, deliveries: readonly Delivery[]): Promise<void> {
  const rows = deliveries.map((delivery) => toDeliveryJson(delivery, null));
  await sql`
    with new_package as (
      insert into package
      select * from jsonb_populate_recordset(null::package, ${json(deliveries.flatMap(toPackagesJson))})
    ), new_item as (
      insert into item select * from jsonb_populate_recordset(null::item, ${json(deliveries.flatMap(toItemsJson))})
    )
    insert into delivery select * from jsonb_populate_recordset(null::delivery, ${json(rows)})`.execute(tx);
}
