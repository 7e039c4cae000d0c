/** SQL of what a courier has to do: his trips, and the stops that are his. */
import { sql, type Kysely } from 'kysely';
import type { DeliveryLabel } from '../domain/courier/action-result.ts';
import type { Leg } from '../domain/delivery/delivery.ts';
import type { DB } from './schema.ts';

/** Names a stop: by its id, or as the leg of a delivery. Without a leg it is any of them. */
export interface StopRef {
  readonly stopId: string | null;
  readonly deliveryId: string | null;
  readonly leg: Leg | null;
}

export interface OwnStop {
  readonly stopId: string;
  readonly tripId: string;
  readonly delivery: DeliveryLabel;
}

/** A stop of a trip of this courier, the newest of several; null: he never had it. */
export async function findOwnStop(
  db: Kysely<DB>,
  accountId: string,
  courierId: string,
  { stopId, deliveryId, leg }: StopRef,
): Promise<OwnStop | null> {
  const named = stopId === null ? sql`s.delivery_id = ${deliveryId}` : sql`s.id = ${stopId}`;
  const onLeg = leg === null ? sql`` : sql`and s.leg = ${leg}`;
  const { rows } = await sql<{ stopId: string; tripId: string } & DeliveryLabel>`
    select s.id as "stopId", s.trip_id as "tripId", d.id, d.state, d.version
    from stop s
    join trip t on t.account_id = s.account_id and t.id = s.trip_id and t.courier_id = ${courierId}
    join delivery d on d.account_id = s.account_id and d.id = s.delivery_id
    where s.account_id = ${accountId} and ${named} ${onLeg}
    order by s.id desc limit 1`.execute(db);
  const [row] = rows;
  if (!row) return null;
  const { id, state, version } = row;
  return { stopId: row.stopId, tripId: row.tripId, delivery: { id, state, version } };
}

/** Ids of the trips that a courier has ahead or under way: the one under way first, then those made first. */
export async function listOpenTrips(
  db: Kysely<DB>,
  accountId: string,
  courierId: string,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select t.id from trip t
    where t.account_id = ${accountId} and t.courier_id = ${courierId} and t.state in ('planned', 'started')
      and exists (select from stop s where s.account_id = t.account_id and s.trip_id = t.id)
    order by t.state desc, t.id limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** How many of the proofs a delivery has, by their own ids or the phone's. */
export async function countProofs(
  db: Kysely<DB>,
  accountId: string,
  deliveryId: string,
  ids: readonly string[],
): Promise<number> {
  const { rows } = await sql<{ found: number }>`
    select count(distinct x.id)::int as found
    from unnest(${ids}::uuid[]) x (id)
    join proof p on p.account_id = ${accountId} and p.delivery_id = ${deliveryId} and (p.id = x.id or p.client_id = x.id)`.execute(
    db,
  );
  return rows[0]?.found ?? 0;
}
