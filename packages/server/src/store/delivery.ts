/** SQL of deliveries: the row, its packages and items. */
import { sql, type Kysely } from 'kysely';
import type { Delivery } from '../domain/delivery/delivery.ts';
import {
  packagesOfD,
  toDelivery,
  toDeliveryJson,
  toItemsJson,
  toPackagesJson,
  type DeliveryRow,
} from './delivery-row.ts';
import { toEventJson, type EventToWrite } from './event-row.ts';
import { json } from './json.ts';
import type { DB } from './schema.ts';

/**
 * Writes a new delivery with its packages, items, event and outbox row in one statement: one round trip and, outside
 * a transaction, one durable commit.
 * @returns false, with nothing written, when the account already has the order number for that direction and legs.
 */
export async function insertDelivery(
  db: Kysely<DB>,
  delivery: Delivery,
  fingerprint: Buffer | null,
  event: EventToWrite,
): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    with new_delivery as (
      insert into delivery select * from jsonb_populate_record(null::delivery, ${json(toDeliveryJson(delivery, fingerprint))})
      on conflict (account_id, order_number, direction, legs) do nothing
      returning account_id, id
    ), new_package as (
      insert into package select p.* from jsonb_populate_recordset(null::package, ${json(toPackagesJson(delivery))}) p
      join new_delivery d on d.account_id = p.account_id and d.id = p.delivery_id
    ), new_item as (
      insert into item select i.* from jsonb_populate_recordset(null::item, ${json(toItemsJson(delivery))}) i
      join new_delivery d on d.account_id = i.account_id and d.id = i.delivery_id
    ), new_event as (
      insert into event select e.* from jsonb_populate_record(null::event, ${json(toEventJson(event))}) e
      join new_delivery d on d.account_id = e.account_id
      returning account_id, id
    ), new_outbox as (
      insert into outbox (account_id, event_id) select account_id, id from new_event
    )
    select id from new_delivery`.execute(db);
  return rows.length === 1;
}

/** The delivery that has this order number already, with the hash of what its partner sent. */
export async function findByOrderNumber(
  db: Kysely<DB>,
  { accountId, orderNumber, direction, legs }: Pick<Delivery, 'accountId' | 'orderNumber' | 'direction' | 'legs'>,
): Promise<{ delivery: Delivery; fingerprint: Buffer | null } | null> {
  const { rows } = await sql<DeliveryRow>`
    select d.*, ${sql.raw(packagesOfD)} as packages
    from delivery d where d.account_id = ${accountId}
      and d.order_number = ${orderNumber} and d.direction = ${direction} and d.legs = ${legs}`.execute(db);
  const [row] = rows;
  return row ? { delivery: toDelivery(row), fingerprint: row.fingerprint } : null;
}

/** Deliveries by id, in the order of the ids asked for; an id that the account does not have is left out. */
export async function findDeliveries(db: Kysely<DB>, accountId: string, ids: readonly string[]): Promise<Delivery[]> {
  const { rows } = await sql<DeliveryRow>`
    select d.*, ${sql.raw(packagesOfD)} as packages
    from delivery d where d.account_id = ${accountId} and d.id = any(${ids}::uuid[])`.execute(db);
  const found = new Map(rows.map((row) => [row.id, toDelivery(row)]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

/**
 * As `findDeliveries`, locked until the transaction ends. Rows are locked in the order of their ids, so that two
 * transactions over the same deliveries wait for one another and never deadlock.
 */
export async function lockDeliveries(tx: Kysely<DB>, accountId: string, ids: readonly string[]): Promise<Delivery[]> {
  await sql`
    select 1 from delivery where account_id = ${accountId} and id = any(${ids}::uuid[])
    order by id for no key update`.execute(tx);
  return findDeliveries(tx, accountId, ids);
}

/**
 * Writes the next version of deliveries that this transaction has locked.
 * @throws Error when a row is not at the version before: the caller did not lock it.
 */
export async function saveDeliveries(tx: Kysely<DB>, deliveries: readonly Delivery[]): Promise<void> {
  const rows = deliveries.map((delivery) => toDeliveryJson(delivery, null));
  const { rows: saved } = await sql`
    update delivery d set
      version = n.version, state = n.state, service = n.service, order_number = n.order_number,
      waybill_number = n.waybill_number,
      ordered_at = n.ordered_at, distribution_centre = n.distribution_centre, weight_grams = n.weight_grams,
      volume_mm3 = n.volume_mm3, goods_value = n.goods_value, declared_packages = n.declared_packages,
      payment_mode = n.payment_mode, partial_allowed = n.partial_allowed, return_allowed = n.return_allowed,
      cancellation_allowed = n.cancellation_allowed, carriage = n.carriage, dropoff_kind = n.dropoff_kind,
      pickup = n.pickup, pickup_branch = n.pickup_branch, pickup_from = n.pickup_from, pickup_until = n.pickup_until,
      pickup_lat = n.pickup_lat, pickup_lng = n.pickup_lng,
      dropoff = n.dropoff, dropoff_branch = n.dropoff_branch, dropoff_from = n.dropoff_from,
      dropoff_until = n.dropoff_until, dropoff_lat = n.dropoff_lat, dropoff_lng = n.dropoff_lng,
      return_to = n.return_to, return_branch = n.return_branch, trip_id = n.trip_id, attempts = n.attempts,
      picked_up_at = n.picked_up_at, ended_at = n.ended_at, cancelled_at = n.cancelled_at,
      cancelled_by = n.cancelled_by, reason_code = n.reason_code, reason = n.reason,
      recipient_name = n.recipient_name, customer_comment = n.customer_comment, customer_rating = n.customer_rating,
      amount_collected = n.amount_collected, payment_method = n.payment_method,
      payment_reference = n.payment_reference, updated_at = n.updated_at
    from jsonb_populate_recordset(null::delivery, ${json(rows)}) n
    where d.account_id = n.account_id and d.id = n.id and d.version = n.version - 1
    returning d.id`.execute(tx);
  if (saved.length !== deliveries.length) throw new Error('A delivery was changed without its lock.');
}

/** Writes the packages and items of the deliveries as they are now; none is ever deleted. */
export async function savePackages(tx: Kysely<DB>, deliveries: readonly Delivery[]): Promise<void> {
  const packages = deliveries.flatMap(toPackagesJson);
  if (packages.length === 0) return;
  await sql`
    insert into package select * from jsonb_populate_recordset(null::package, ${json(packages)})
    on conflict (account_id, delivery_id, code) do update set
      ordinal = excluded.ordinal, type = excluded.type, amount = excluded.amount, units = excluded.units,
      state = excluded.state, loaded_units = excluded.loaded_units, unloaded_units = excluded.unloaded_units`.execute(
    tx,
  );
  const items = deliveries.flatMap(toItemsJson);
  await sql`
    delete from item i
    using jsonb_to_recordset(${json(packages)}) as p (account_id uuid, delivery_id uuid, code text)
    where i.account_id = p.account_id and i.delivery_id = p.delivery_id and i.package_code = p.code
      and not exists (
        select from jsonb_to_recordset(${json(items)}) as n (delivery_id uuid, package_code text, ordinal integer)
        where n.delivery_id = i.delivery_id and n.package_code = i.package_code and n.ordinal = i.ordinal
      )`.execute(tx);
  await sql`
    insert into item select * from jsonb_populate_recordset(null::item, ${json(items)})
    on conflict (account_id, delivery_id, package_code, ordinal) do update set
      code = excluded.code, name = excluded.name, price = excluded.price, quantity = excluded.quantity,
      delivered_quantity = excluded.delivered_quantity, type = excluded.type, weight_grams = excluded.weight_grams`.execute(
    tx,
  );
}

/** Number and state of deliveries, by id: what a list of stops shows of them. */
export async function findDeliveryLabels(
  db: Kysely<DB>,
  accountId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Pick<Delivery, 'orderNumber' | 'state'>>> {
  const { rows } = await sql<{ id: string; order_number: string; state: Delivery['state'] }>`
    select id, order_number, state from delivery
    where account_id = ${accountId} and id = any(${ids}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, { orderNumber: row.order_number, state: row.state }]));
}
