/** SQL of positions: many fixes in one statement. */
import { sql, type Kysely } from 'kysely';
import type { LatLng } from '../domain/geo.ts';
import type { Sighting } from '../domain/tracking/believe.ts';
import type { Position } from '../domain/tracking/position.ts';
import type { DB } from './schema.ts';
import { sinceStartOfT } from './since-start.ts';

export interface FixToStore {
  readonly accountId: string;
  readonly trackerId: string;
  readonly fix: Position;
}

/**
 * Stores fixes and moves each tracker's latest position forward, never back, in one statement. A fix that is there
 * already, by tracker and device time, is left as it is.
 * Trackers are locked in the order of their ids, so that two batches over the same trackers never deadlock.
 * @returns how many fixes were new.
 */
export async function insertPositions(db: Kysely<DB>, fixes: readonly FixToStore[], receivedAt: Date): Promise<number> {
  const column = <T>(pick: (one: FixToStore) => T) => fixes.map(pick);
  const { rows } = await sql<{ stored: number }>`
    with incoming as (
      select distinct on (account_id, tracker_id, recorded_at) *
      from unnest(
        ${column((one) => one.accountId)}::uuid[], ${column((one) => one.trackerId)}::uuid[],
        ${column((one) => one.fix.recordedAt)}::timestamptz[], ${column((one) => one.fix.lat)}::float8[],
        ${column((one) => one.fix.lng)}::float8[], ${column((one) => one.fix.speedKmh)}::float8[],
        ${column((one) => one.fix.batteryPercent)}::float8[], ${column((one) => one.fix.temperatureC)}::float8[],
        ${column((one) => one.fix.messageType)}::text[]
      ) as f (account_id, tracker_id, recorded_at, lat, lng, speed_kmh, battery_percent, temperature_c, message_type)
    ), stored as (
      insert into position (account_id, tracker_id, recorded_at, received_at, lat, lng, speed_kmh, battery_percent, temperature_c, message_type)
      select account_id, tracker_id, recorded_at, ${receivedAt}, lat, lng, speed_kmh, battery_percent, temperature_c, message_type
      from incoming
      on conflict do nothing
      returning 1
    ), newest as (
      select distinct on (account_id, tracker_id) * from incoming order by account_id, tracker_id, recorded_at desc
    ), locked as (
      select k.account_id, k.id from tracker k
      join newest n on n.account_id = k.account_id and n.tracker_id = k.id
      order by k.account_id, k.id for no key update of k
    ), moved as (
      update tracker k set
        latest_at = n.recorded_at, latest_lat = n.lat, latest_lng = n.lng, latest_speed_kmh = n.speed_kmh,
        latest_battery_percent = n.battery_percent, latest_temperature_c = n.temperature_c,
        latest_received_at = ${receivedAt}
      from newest n join locked l on l.account_id = n.account_id and l.id = n.tracker_id
      where k.account_id = n.account_id and k.id = n.tracker_id
        and (k.latest_at is null or k.latest_at < n.recorded_at)
    )
    select count(*)::int as stored from stored`.execute(db);
  return rows[0]?.stored ?? 0;
}

/** The track of one device between two instants, oldest first. */
export async function listPositions(
  db: Kysely<DB>,
  accountId: string,
  trackerId: string,
  range: { readonly from: Date; readonly until: Date; readonly limit: number },
): Promise<Position[]> {
  const rows = await db
    .selectFrom('position')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('tracker_id', '=', trackerId)
    .where('recorded_at', '>=', range.from)
    .where('recorded_at', '<', range.until)
    .orderBy('recorded_at')
    .limit(range.limit)
    .execute();
  return rows.map((row) => ({
    recordedAt: row.recorded_at,
    lat: row.lat,
    lng: row.lng,
    speedKmh: row.speed_kmh,
    batteryPercent: row.battery_percent,
    temperatureC: row.temperature_c,
    messageType: row.message_type,
  }));
}

/**
 * Where each trip was last seen at an instant, by trip: the newest fix, between its start and its end, of its own tracker,
 * the courier's phone or the vehicle's device. Trips that nothing has seen are left out.
 */
export async function lastFixes(
  db: Kysely<DB>,
  accountId: string,
  tripIds: readonly string[],
  at: Date,
): Promise<ReadonlyMap<string, LatLng>> {
  const { rows } = await sql<{ trip_id: string; lat: number; lng: number }>`
    select t.id as trip_id, p.lat, p.lng
    from trip t
    left join courier c on c.account_id = t.account_id and c.id = t.courier_id
    left join vehicle v on v.account_id = t.account_id and v.id = t.vehicle_id
    cross join lateral (
      select newest.* from unnest(array[t.tracker_id, c.tracker_id, v.tracker_id]) as aboard (id)
      cross join lateral (
        select f.lat, f.lng, f.recorded_at from position f
        where f.account_id = t.account_id and f.tracker_id = aboard.id
          and f.recorded_at >= ${sinceStartOfT} and f.recorded_at <= least(${at}::timestamptz, t.ended_at)
        order by f.recorded_at desc limit 1
      ) newest
      order by newest.recorded_at desc limit 1
    ) p
    where t.account_id = ${accountId} and t.id = any(${tripIds}::uuid[])`.execute(db);
  return new Map(rows.map(({ trip_id: id, lat, lng }) => [id, { lat, lng }]));
}

/**
 * The fixes of a device that nobody has followed yet, oldest first, up to the newest that was received by `ripeAt`: what
 * came in disorder shortly before or after it is among them.
 */
export async function listUnseenFixes(
  db: Kysely<DB>,
  accountId: string,
  trackerId: string,
  range: { readonly after: Date; readonly ripeAt: Date; readonly limit: number },
): Promise<Sighting[]> {
  const { rows } = await sql<{ recorded_at: Date; lat: number; lng: number }>`
    select recorded_at, lat, lng from position
    where account_id = ${accountId} and tracker_id = ${trackerId} and recorded_at > ${range.after}
      and recorded_at <= (
        select p.recorded_at from position p
        where p.account_id = ${accountId} and p.tracker_id = ${trackerId} and p.recorded_at > ${range.after}
          and p.received_at <= ${range.ripeAt}
        order by p.recorded_at desc limit 1
      )
    order by recorded_at limit ${range.limit}`.execute(db);
  return rows.map((row) => ({ recordedAt: row.recorded_at, lat: row.lat, lng: row.lng }));
}

/** Makes the partitions of `days` days from `first` on, UTC; those that exist stay. */
export async function preparePositionDays(db: Kysely<DB>, first: Date, days: number): Promise<number> {
  const { rows } = await sql<{ made: number }>`
    select prepare_position_days(${first.toISOString().slice(0, 10)}::date, ${days}) as made`.execute(db);
  return rows[0]?.made ?? 0;
}
