/** SQL of how trips stand: what they haul, who drives them in what, and where they were seen last. */
import { sql, type Kysely } from 'kysely';
import type { LatLng } from '../domain/geo.ts';
import type { Haulage } from '../domain/trip/haulage.ts';
import type { TripState } from '../domain/trip/trip.ts';
import { toLatLng } from './delivery-row.ts';
import { toHaulage, type HaulageRow } from './haulage.ts';
import type { DB } from './schema.ts';
import { sinceStartOfT } from './since-start.ts';

/** Where a trip was at an instant of its device's clock. */
export interface SeenAt extends LatLng {
  readonly recordedAt: Date;
  readonly batteryPercent: number | null;
}

export interface TripStatus {
  readonly id: string;
  readonly name: string;
  readonly state: TripState;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  /** Reckoned from where it is; null until somebody has. */
  readonly expectedEnd: Date | null;
  readonly drivenMetres: number | null;
  readonly driverName: string | null;
  /** Of the driver, where it is one of the account's, else of the courier. */
  readonly phone: string | null;
  readonly vehicleNumber: string | null;
  /** What the partner keeps with the vehicle. */
  readonly vehicleDetails: Readonly<Record<string, unknown>>;
  /** Of the device that rides along, else of the one in the vehicle. */
  readonly trackerCode: string | null;
  readonly haulage: Haulage | null;
  /** What its deliveries weigh and fill, and how many they are; 0 for a haul. */
  readonly aboard: { readonly weightGrams: number; readonly volumeMm3: number; readonly deliveries: number };
  readonly origin: LatLng | null;
  readonly destination: LatLng | null;
  /** Of the hub that it entered last. */
  readonly lastHub: string | null;
  /** By the timetable of its stops. */
  readonly plannedStart: Date | null;
  readonly plannedEnd: Date | null;
  /** Null before it sets out, and while its devices are silent. */
  readonly seen: SeenAt | null;
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly started_at: Date | null;
  readonly ended_at: Date | null;
  readonly expected_end: Date | null;
  readonly driven_metres: number | null;
  readonly driver_name: string | null;
  readonly phone: string | null;
  readonly vehicle_number: string | null;
  readonly vehicle_details: unknown;
  readonly tracker_code: string | null;
  readonly haulage: HaulageRow | null;
  readonly aboard_grams: number;
  readonly aboard_mm3: number;
  readonly aboard: number;
  readonly origin_lat: number | null;
  readonly origin_lng: number | null;
  readonly destination_lat: number | null;
  readonly destination_lng: number | null;
  readonly last_hub: string | null;
  readonly planned_start: Date | null;
  readonly planned_end: Date | null;
  readonly seen_at: Date | null;
  readonly seen_lat: number | null;
  readonly seen_lng: number | null;
  readonly seen_battery: number | null;
}

/** A sum beyond it is no number any more. */
const mostOf = Number.MAX_SAFE_INTEGER;

/**
 * The trips with one of these ids or names, oldest first. A trip under way is where the device that spoke last is now;
 * one that is over, where it was seen last before its end, wherever its devices went since.
 */
export async function findTripStatus(
  db: Kysely<DB>,
  accountId: string,
  { ids, names }: { readonly ids: readonly string[]; readonly names: readonly string[] },
): Promise<TripStatus[]> {
  const { rows } = await sql<Row>`
    select t.id, t.name, t.state, t.started_at, t.ended_at, t.expected_end, t.driven_metres,
      coalesce(t.driver_name, c.name) as driver_name, coalesce(d.phone, c.phone) as phone,
      v.number as vehicle_number, v.details as vehicle_details, coalesce(k.code, built_in.code) as tracker_code,
      to_jsonb(h) as haulage, g.grams as aboard_grams, g.mm3 as aboard_mm3, g.deliveries as aboard, o.lat as origin_lat, o.lng as origin_lng, e.lat as destination_lat, e.lng as destination_lng,
      visit.code as last_hub, s.planned_start, s.planned_end,
      f.at as seen_at, f.lat as seen_lat, f.lng as seen_lng, f.battery as seen_battery
    from trip t
    left join courier c on c.account_id = t.account_id and c.id = t.courier_id
    left join vehicle v on v.account_id = t.account_id and v.id = t.vehicle_id
    left join tracker k on k.account_id = t.account_id and k.id = t.tracker_id
    left join tracker built_in on built_in.account_id = v.account_id and built_in.id = v.tracker_id
    left join haulage h on h.account_id = t.account_id and h.trip_id = t.id
    left join driver d on d.account_id = h.account_id and d.id = h.driver_id
    left join hub o on o.account_id = h.account_id and o.code = h.origin
    left join hub e on e.account_id = h.account_id and e.code = h.destination
    left join lateral (
      select hub.code from hub_visit y join hub on hub.account_id = y.account_id and hub.id = y.hub_id
      where y.account_id = t.account_id and y.trip_id = t.id
      order by y.entered_at desc limit 1
    ) visit on true
    left join lateral (
      select min(planned_arrival) as planned_start, max(planned_departure) as planned_end
      from stop where account_id = t.account_id and trip_id = t.id and state <> 'dropped'
    ) s on true
    cross join lateral (
      select count(*)::integer as deliveries,
        least(coalesce(sum(y.weight_grams), 0), ${mostOf})::bigint as grams,
        least(coalesce(sum(y.volume_mm3), 0), ${mostOf})::bigint as mm3
      from delivery y
      where y.account_id = t.account_id and y.id in (
        select delivery_id from stop where account_id = t.account_id and trip_id = t.id and state <> 'dropped'
      )
    ) g
    left join lateral (
      select * from (
        select n.latest_at as at, n.latest_lat as lat, n.latest_lng as lng, n.latest_battery_percent as battery
        from tracker n
        where t.state = 'started' and n.account_id = t.account_id
          and n.id in (t.tracker_id, c.tracker_id, v.tracker_id) and n.latest_at >= ${sinceStartOfT}
        union all
        select p.recorded_at, p.lat, p.lng, p.battery_percent
        from unnest(array[t.tracker_id, c.tracker_id, v.tracker_id]) as w (id)
        cross join lateral (
          select * from position
          where account_id = t.account_id and tracker_id = w.id
            and recorded_at >= ${sinceStartOfT} and recorded_at <= t.ended_at
          order by recorded_at desc limit 1
        ) p
        where t.state = 'ended'
      ) one order by at desc limit 1
    ) f on true
    where t.account_id = ${accountId} and (t.id = any(${ids}::uuid[]) or t.name = any(${names}::text[]))
    order by t.id`.execute(db);
  return rows.map(toTripStatus);
}

function toTripStatus(row: Row): TripStatus {
  const place = toLatLng(row.seen_lat, row.seen_lng);
  return {
    id: row.id,
    name: row.name,
    // a check in the database keeps it to the words of the domain
    state: row.state as TripState,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    expectedEnd: row.expected_end,
    drivenMetres: row.driven_metres,
    driverName: row.driver_name,
    phone: row.phone,
    vehicleNumber: row.vehicle_number,
    // written by insertVehicle and saveVehicle only; null without a vehicle
    vehicleDetails: (row.vehicle_details ?? {}) as TripStatus['vehicleDetails'],
    trackerCode: row.tracker_code,
    haulage: row.haulage && toHaulage(withInstants(row.haulage)),
    aboard: { weightGrams: row.aboard_grams, volumeMm3: row.aboard_mm3, deliveries: row.aboard },
    origin: toLatLng(row.origin_lat, row.origin_lng),
    destination: toLatLng(row.destination_lat, row.destination_lng),
    lastHub: row.last_hub,
    plannedStart: row.planned_start,
    plannedEnd: row.planned_end,
    seen: place && row.seen_at && { ...place, recordedAt: row.seen_at, batteryPercent: row.seen_battery },
  };
}

/** As a column has them: inside JSON they are texts. */
function withInstants(row: HaulageRow): HaulageRow {
  const cancelledAt = row.cancelled_at;
  return { ...row, reporting_at: new Date(row.reporting_at), cancelled_at: cancelledAt && new Date(cancelledAt) };
}
