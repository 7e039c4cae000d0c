/** SQL of where the fleet is: vehicles and trackers with their newest fix and the trip that they are on. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { Vehicle } from '../domain/fleet/vehicle.ts';
import type { LatestPosition } from '../domain/tracking/position.ts';
import type { Tracker } from '../domain/tracking/tracker.ts';
import type { DB } from './schema.ts';
import { toLatest, toTracker, type FixColumns } from './tracker.ts';
import { toVehicle, type VehicleRow } from './vehicle.ts';

export interface VehicleStatus {
  readonly vehicle: Vehicle;
  /** Where its device was seen last. */
  readonly latest: LatestPosition | null;
  /** The trip that is under way in it. */
  readonly tripName: string | null;
}

export interface TrackerStatus {
  readonly tracker: Tracker;
  /** The vehicle that it is built into, or that it rides along in. */
  readonly vehicleNumber: string | null;
  readonly tripName: string | null;
  readonly driverName: string | null;
}

/** A part of a list that is read by the number of its page: newest first. */
export interface Part {
  readonly limit: number;
  readonly offset: number;
}

type VehicleStatusRow = VehicleRow & FixColumns & { readonly trip_name: string | null };
type TrackerStatusRow = Selectable<DB['tracker']> &
  Record<'vehicle_number' | 'trip_name' | 'driver_name', string | null>;

export async function countVehicles(db: Kysely<DB>, accountId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::integer as n from vehicle where account_id = ${accountId} and deleted_at is null`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function listVehicleStatus(
  db: Kysely<DB>,
  accountId: string,
  { limit, offset }: Part,
): Promise<VehicleStatus[]> {
  const { rows } = await sql<VehicleStatusRow>`
    select v.*, k.code as tracker_code, t.name as trip_name,
      k.latest_at, k.latest_received_at, k.latest_lat, k.latest_lng, k.latest_speed_kmh, k.latest_battery_percent,
      k.latest_temperature_c
    from vehicle v
    left join tracker k on k.account_id = v.account_id and k.id = v.tracker_id
    left join trip t on t.account_id = v.account_id and t.vehicle_id = v.id and t.state = 'started'
    where v.account_id = ${accountId} and v.deleted_at is null
    order by v.id desc limit ${limit} offset ${offset}`.execute(db);
  return rows.map((row) => ({ vehicle: toVehicle(row), latest: toLatest(row), tripName: row.trip_name }));
}

/** Devices; the phones of couriers are no part of the fleet. */
export async function listTrackerStatus(
  db: Kysely<DB>,
  accountId: string,
  { limit, offset }: Part,
): Promise<TrackerStatus[]> {
  const { rows } = await sql<TrackerStatusRow>`
    select k.*, coalesce(v.number, r.vehicle_number) as vehicle_number, r.trip_name, r.driver_name
    from tracker k
    left join vehicle v on v.account_id = k.account_id and v.tracker_id = k.id
    left join lateral (
      select t.name as trip_name, t.driver_name, o.number as vehicle_number from (
        select * from trip where account_id = k.account_id and tracker_id = k.id and state = 'started'
        union all
        select * from trip where account_id = k.account_id and vehicle_id = v.id and state = 'started'
      ) t
      left join vehicle o on o.account_id = t.account_id and o.id = t.vehicle_id
      order by t.started_at desc limit 1
    ) r on true
    where k.account_id = ${accountId} and k.kind = 'device'
    order by k.id desc limit ${limit} offset ${offset}`.execute(db);
  return rows.map((row) => ({
    tracker: toTracker(row),
    vehicleNumber: row.vehicle_number,
    tripName: row.trip_name,
    driverName: row.driver_name,
  }));
}
