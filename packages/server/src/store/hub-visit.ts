/** SQL of the fences of hubs, and of the visits that trips pay them. */
import { sql, type Kysely } from 'kysely';
import type { LatLng } from '../domain/geo.ts';
import type { Fence } from '../domain/hub/crossing.ts';
import type { Sighting } from '../domain/tracking/believe.ts';
import { json } from './json.ts';
import type { DB } from './schema.ts';
import { stepTo } from './step-to.ts';

/** A hub with a fence, and the visit that goes on there. */
export interface FencedHub extends Fence {
  readonly code: string;
  readonly name: string;
  readonly openVisitId: string | null;
}

/** One stay. `left` is null while it goes on. */
export interface Visit {
  readonly id: string;
  readonly hubId: string;
  readonly entered: Sighting;
  readonly left: Sighting | null;
}

interface FenceRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly lat: number;
  readonly lng: number;
  readonly geofence_metres: number;
  readonly visit_id: string | null;
}

/** The largest radius, in degrees of latitude. */
const largestRadius = 0.91;

/** The hubs whose fences one of the places may lie in, and those that the trip is in. */
export async function findFences(
  tx: Kysely<DB>,
  accountId: string,
  tripId: string,
  places: readonly LatLng[],
): Promise<FencedHub[]> {
  const [south, north] = range(places.map(({ lat }) => lat));
  const [west, east] = range(places.map(({ lng }) => lng));
  // degrees of longitude shrink towards the poles
  const shrink = Math.max(0.01, Math.cos((Math.min(89, Math.max(-south, north) + 1) * Math.PI) / 180));
  const { rows } = await sql<FenceRow>`
    with open as materialized (
      select account_id, id, hub_id from hub_visit where account_id = ${accountId} and trip_id = ${tripId} and left_at is null
    )
    select h.id, h.code, h.name, h.lat, h.lng, h.geofence_metres, o.id as visit_id
    from open o cross join lateral ${stepTo('hub', 'id', 'o.account_id', 'o.hub_id')} h
    where h.geofence_metres is not null and h.lat is not null
    union all
    select h.id, h.code, h.name, h.lat, h.lng, h.geofence_metres, null
    from hub h
    where h.account_id = ${accountId} and h.geofence_metres is not null and h.lat is not null
      and h.lat between ${south - largestRadius}::float8 and ${north + largestRadius}::float8
      and h.lat between ${south}::float8 - h.geofence_metres / 110000.0
        and ${north}::float8 + h.geofence_metres / 110000.0
      and (
        h.lng between ${west}::float8 - h.geofence_metres / (110000.0 * ${shrink}::float8)
          and ${east}::float8 + h.geofence_metres / (110000.0 * ${shrink}::float8)
        -- round the other side of the globe
        or 180 - abs(h.lng) <= h.geofence_metres / (110000.0 * ${shrink}::float8)
      )
      and not exists (select from open o where o.hub_id = h.id)`.execute(tx);
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    name: row.name,
    centre: { lat: row.lat, lng: row.lng },
    radiusMetres: row.geofence_metres,
    openVisitId: row.visit_id,
  }));
}

/** Writes visits that began or ended. A tracker is in a hub once: those that end are written first. */
export async function saveVisits(
  tx: Kysely<DB>,
  key: { readonly accountId: string; readonly trackerId: string; readonly tripId: string },
  { ended, begun }: { readonly ended: readonly Pick<Visit, 'id' | 'left'>[]; readonly begun: readonly Visit[] },
): Promise<void> {
  if (ended.length > 0) {
    const rows = ended.map(({ id, left }) => ({ id, at: left?.recordedAt, lat: left?.lat, lng: left?.lng }));
    await sql`
      update hub_visit v set left_at = n.at, left_lat = n.lat, left_lng = n.lng
      from jsonb_to_recordset(${json(rows)}) as n (id uuid, at timestamptz, lat float8, lng float8)
      where v.account_id = ${key.accountId} and v.id = n.id`.execute(tx);
  }
  if (begun.length > 0) {
    const rows = begun.map(({ id, hubId, entered, left }) => ({
      account_id: key.accountId,
      id,
      hub_id: hubId,
      tracker_id: key.trackerId,
      trip_id: key.tripId,
      entered_at: entered.recordedAt,
      entered_lat: entered.lat,
      entered_lng: entered.lng,
      left_at: left?.recordedAt ?? null,
      left_lat: left?.lat ?? null,
      left_lng: left?.lng ?? null,
    }));
    await sql`
      insert into hub_visit select * from jsonb_populate_recordset(null::hub_visit, ${json(rows)})`.execute(tx);
  }
}

/**
 * Ends what visits the tracker has open on other trips, where it was seen last: a visit belongs to its trip, and this
 * one begins anew.
 */
export async function endVisitsOfOtherTrips(
  tx: Kysely<DB>,
  key: { readonly accountId: string; readonly trackerId: string; readonly tripId: string },
): Promise<void> {
  await sql`
    update hub_visit v
    set left_at = greatest(v.entered_at, w.seen_at), left_lat = w.lat, left_lng = w.lng
    from tracker_watch w
    where v.account_id = ${key.accountId} and v.tracker_id = ${key.trackerId} and v.left_at is null
      and v.trip_id <> ${key.tripId}
      and w.account_id = v.account_id and w.tracker_id = v.tracker_id`.execute(tx);
}

function range(values: readonly number[]): [number, number] {
  return values.reduce(([least, most], one) => [Math.min(least, one), Math.max(most, one)], [Infinity, -Infinity]);
}
