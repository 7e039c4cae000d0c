/** SQL of stops: the legs of deliveries inside trips. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { WatchedStop } from '../domain/trip/follow-trip.ts';
import type { Visit } from '../domain/trip/schedule.ts';
import type { Stop } from '../domain/trip/trip.ts';
import { toLatLng } from './delivery-row.ts';
import { json } from './json.ts';
import type { DB } from './schema.ts';
import { stepTo } from './step-to.ts';

export async function insertStops(tx: Kysely<DB>, stops: readonly Stop[]): Promise<void> {
  await sql`insert into stop select * from jsonb_populate_recordset(null::stop, ${json(stops.map(toStopJson))})`.execute(
    tx,
  );
}

/** All stops of the trips, in driving order. */
export async function findStops(db: Kysely<DB>, accountId: string, tripIds: readonly string[]): Promise<Stop[]> {
  const { rows } = await sql<Selectable<DB['stop']>>`
    select * from stop where account_id = ${accountId} and trip_id = any(${tripIds}::uuid[])
    order by trip_id, sequence`.execute(db);
  return rows.map(toStop);
}

export async function findStop(db: Kysely<DB>, accountId: string, id: string): Promise<Stop | null> {
  const row = await db
    .selectFrom('stop')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? toStop(row) : null;
}

/** The stops that deliveries have ahead or under way, at most one per leg. */
export async function findOpenStops(
  db: Kysely<DB>,
  accountId: string,
  deliveryIds: readonly string[],
): Promise<Stop[]> {
  const { rows } = await sql<Selectable<DB['stop']>>`
    select * from stop
    where account_id = ${accountId} and delivery_id = any(${deliveryIds}::uuid[]) and state in ('open', 'arrived')
    order by delivery_id, sequence`.execute(db);
  return rows.map(toStop);
}

/** A stop with what its delivery says of the door. */
export type StopWithDoor = WatchedStop & Visit;

interface DoorColumns {
  readonly door_lat: number | null;
  readonly door_lng: number | null;
  readonly door_from: Date | null;
  readonly service_minutes: number | null;
}

/** All stops of one trip that were not taken off it, in driving order. */
export async function findStopsWithDoors(tx: Kysely<DB>, accountId: string, tripId: string): Promise<StopWithDoor[]> {
  const { rows } = await sql<Selectable<DB['stop']> & DoorColumns>`
    select s.*,
      case s.leg when 'pickup' then d.pickup_lat else d.dropoff_lat end as door_lat,
      case s.leg when 'pickup' then d.pickup_lng else d.dropoff_lng end as door_lng,
      case s.leg when 'pickup' then d.pickup_from else d.dropoff_from end as door_from,
      (case s.leg when 'pickup' then d.pickup else d.dropoff end ->> 'serviceMinutes')::float8 as service_minutes
    from stop s cross join lateral ${stepTo('delivery', 'id', 's.account_id', 's.delivery_id')} d
    where s.account_id = ${accountId} and s.trip_id = ${tripId} and s.state <> 'dropped'
    order by s.sequence`.execute(tx);
  return rows.map((row) => ({
    ...toStop(row),
    position: toLatLng(row.door_lat, row.door_lng),
    earliest: row.door_from,
    serviceMinutes: row.service_minutes,
  }));
}

/** Writes what following a tracker says of stops, and nothing else of them: a courier may be reporting from one. */
export async function saveStopProgress(tx: Kysely<DB>, stops: readonly Stop[]): Promise<void> {
  if (stops.length === 0) return;
  await sql`
    update stop s set
      expected_arrival = n.expected_arrival, fence_entered_at = n.fence_entered_at, fence_left_at = n.fence_left_at,
      driven_metres = n.driven_metres
    from jsonb_populate_recordset(null::stop, ${json(stops.map(toStopJson))}) n
    where s.account_id = n.account_id and s.id = n.id`.execute(tx);
}

/** Writes stops of a trip or delivery that this transaction has locked; `saveStopProgress` writes the rest of them. */
export async function saveStops(tx: Kysely<DB>, stops: readonly Stop[]): Promise<void> {
  if (stops.length === 0) return;
  await sql`
    update stop s set
      state = n.state, planned_arrival = n.planned_arrival, planned_departure = n.planned_departure,
      planned_distance_metres = n.planned_distance_metres, accepted_at = n.accepted_at, arrived_at = n.arrived_at,
      arrived_lat = n.arrived_lat, arrived_lng = n.arrived_lng, left_at = n.left_at, left_lat = n.left_lat,
      left_lng = n.left_lng
    from jsonb_populate_recordset(null::stop, ${json(stops.map(toStopJson))}) n
    where s.account_id = n.account_id and s.id = n.id`.execute(tx);
}

export function toStop(row: Selectable<DB['stop']>): Stop {
  return {
    accountId: row.account_id,
    tripId: row.trip_id,
    id: row.id,
    deliveryId: row.delivery_id,
    leg: row.leg as Stop['leg'],
    sequence: row.sequence,
    state: row.state as Stop['state'],
    plannedArrival: row.planned_arrival,
    plannedDeparture: row.planned_departure,
    plannedDistanceMetres: row.planned_distance_metres,
    acceptedAt: row.accepted_at,
    arrivedAt: row.arrived_at,
    arrivedPosition: toLatLng(row.arrived_lat, row.arrived_lng),
    leftAt: row.left_at,
    leftPosition: toLatLng(row.left_lat, row.left_lng),
    expectedArrival: row.expected_arrival,
    fenceEnteredAt: row.fence_entered_at,
    fenceLeftAt: row.fence_left_at,
    drivenMetres: row.driven_metres,
  };
}

function toStopJson(stop: Stop): Record<string, unknown> {
  return {
    account_id: stop.accountId,
    trip_id: stop.tripId,
    id: stop.id,
    delivery_id: stop.deliveryId,
    leg: stop.leg,
    sequence: stop.sequence,
    state: stop.state,
    planned_arrival: stop.plannedArrival,
    planned_departure: stop.plannedDeparture,
    planned_distance_metres: stop.plannedDistanceMetres,
    accepted_at: stop.acceptedAt,
    arrived_at: stop.arrivedAt,
    arrived_lat: stop.arrivedPosition?.lat ?? null,
    arrived_lng: stop.arrivedPosition?.lng ?? null,
    left_at: stop.leftAt,
    left_lat: stop.leftPosition?.lat ?? null,
    left_lng: stop.leftPosition?.lng ?? null,
    expected_arrival: stop.expectedArrival,
    fence_entered_at: stop.fenceEnteredAt,
    fence_left_at: stop.fenceLeftAt,
    driven_metres: stop.drivenMetres,
  };
}
