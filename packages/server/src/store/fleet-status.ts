/** SQL of where the fleet is: vehicles, trackers and drivers with their newest fix and the trip that they are on. */
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
  /** The trip that is under way in it, or of which only its device is known. */
  readonly tripName: string | null;
}

export interface TrackerStatus {
  readonly tracker: Tracker;
  /** The vehicle that it is built into, or that it rides along in. */
  readonly vehicleNumber: string | null;
  readonly tripName: string | null;
  readonly driverName: string | null;
  /** Hubs of the haul that it rides along on. */
  readonly origin: string | null;
  readonly destination: string | null;
}

/** What a driver is under way with. */
export interface Duty {
  readonly tripName: string;
  readonly vehicleNumber: string | null;
  /** Of the device that rides along, else of the one in the vehicle. */
  readonly trackerCode: string | null;
  readonly latest: LatestPosition | null;
}

/** A part of a list that is read by the number of its page: newest first. */
export interface Part {
  readonly limit: number;
  readonly offset: number;
}

type VehicleStatusRow = VehicleRow & FixColumns & { readonly trip_name: string | null };
type TrackerStatusRow = Selectable<DB['tracker']> &
  Record<'vehicle_number' | 'trip_name' | 'driver_name' | 'origin' | 'destination', string | null>;

type DutyRow = FixColumns & {
  readonly driver_id: string;
  readonly trip_name: string;
  readonly vehicle_number: string | null;
  readonly tracker_code: string | null;
};

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
    left join lateral (
      select name from (
        select name, 1 as rank from trip where account_id = v.account_id and vehicle_id = v.id and state = 'started'
        union all
        select name, 2 from trip
        where account_id = v.account_id and tracker_id = v.tracker_id and vehicle_id is null and state = 'started'
      ) one order by rank limit 1
    ) t on true
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
    select k.*, coalesce(v.number, r.vehicle_number) as vehicle_number, r.trip_name, r.driver_name, r.origin,
      r.destination
    from tracker k
    left join vehicle v on v.account_id = k.account_id and v.tracker_id = k.id
    left join lateral (
      select t.name as trip_name, t.driver_name, o.number as vehicle_number, h.origin, h.destination from (
        select * from trip where account_id = k.account_id and tracker_id = k.id and state = 'started'
        union all
        select * from trip where account_id = k.account_id and vehicle_id = v.id and state = 'started'
      ) t
      left join vehicle o on o.account_id = t.account_id and o.id = t.vehicle_id
      left join haulage h on h.account_id = t.account_id and h.trip_id = t.id
      order by t.started_at desc limit 1
    ) r on true
    where k.account_id = ${accountId} and k.kind = 'device'
    order by k.id desc limit ${limit} offset ${offset}`.execute(db);
  return rows.map((row) => ({
    tracker: toTracker(row),
    vehicleNumber: row.vehicle_number,
    tripName: row.trip_name,
    driverName: row.driver_name,
    origin: row.origin,
    destination: row.destination,
  }));
}

/** The hauls that are under way, by the ids of those who drive them. */
export async function findDuties(
  db: Kysely<DB>,
  accountId: string,
  driverIds: readonly string[],
): Promise<Map<string, Duty>> {
  const { rows } = await sql<DutyRow>`
    select distinct on (h.driver_id) h.driver_id, t.name as trip_name, v.number as vehicle_number, k.code as tracker_code,
      k.latest_at, k.latest_received_at, k.latest_lat, k.latest_lng, k.latest_speed_kmh, k.latest_battery_percent,
      k.latest_temperature_c
    from haulage h
    join trip t on t.account_id = h.account_id and t.id = h.trip_id and t.state = 'started'
    left join vehicle v on v.account_id = t.account_id and v.id = t.vehicle_id
    left join tracker k on k.account_id = t.account_id and k.id = coalesce(t.tracker_id, v.tracker_id)
    where h.account_id = ${accountId} and h.driver_id = any(${driverIds}::uuid[])
    order by h.driver_id, t.started_at desc`.execute(db);
  return new Map(
    rows.map((row) => [
      row.driver_id,
      {
        tripName: row.trip_name,
        vehicleNumber: row.vehicle_number,
        trackerCode: row.tracker_code,
        latest: toLatest(row),
      },
    ]),
  );
}
