/** SQL of how far the trackers of trips under way have been followed. */
import { sql, type Kysely } from 'kysely';
import type { LatLng } from '../domain/geo.ts';
import type { Sighting } from '../domain/tracking/believe.ts';
import type { Memory } from '../domain/trip/follow-trip.ts';
import { toLatLng } from './delivery-row.ts';
import { json } from './json.ts';
import type { DB } from './schema.ts';
import { stepTo } from './step-to.ts';

/** Our own minute and the device's are not the same. */
const slack = sql`interval '1 minute'`;

/** Of trip `t`, its vehicle `v` and its courier `c`. */
const trackersOfTrip = sql`unnest(array[t.tracker_id, v.tracker_id, c.tracker_id]) with ordinality as x (id, turn)`;

/**
 * The tracker that speaks for trip `t`: its own, else that of vehicle `v`, else courier `c`'s phone, of those that have
 * spoken since it set out. One that has been silent for ten minutes, while another spoke, has lost its turn.
 */
const speaker = sql`(
  select k.* from ${trackersOfTrip}
  cross join lateral ${stepTo('tracker', 'id', 't.account_id', 'x.id')} k
  where k.latest_at > t.started_at - ${slack}
  order by k.latest_at < max(k.latest_at) over () - interval '10 minutes', x.turn
  limit 1
)`;

/** Trip `t` with its vehicle `v` and its courier `c`. */
const tripAndCrew = sql`
  trip t
  left join lateral ${stepTo('courier', 'id', 't.account_id', 't.courier_id')} c on true
  left join lateral ${stepTo('vehicle', 'id', 't.account_id', 't.vehicle_id')} v on true`;

export interface DueTrip {
  readonly accountId: string;
  readonly tripId: string;
}

/**
 * Trips under way whose tracker has something new to tell, those that waited longest first. A tracker that two trips
 * share speaks for the one that set out last.
 * @param ripeAt fixes that were received later may still be overtaken by others
 */
export async function listDueTrips(db: Kysely<DB>, ripeAt: Date, limit: number): Promise<DueTrip[]> {
  const { rows } = await sql<DueTrip>`
    select t.account_id as "accountId", t.id as "tripId"
    from ${tripAndCrew}
    cross join lateral ${speaker} k
    left join lateral ${stepTo('tracker_watch', 'tracker_id', 'k.account_id', 'k.id')} w on true
    where t.state = 'started'
      and (w.seen_at is null or k.latest_at > w.seen_at)
      and (k.latest_received_at <= ${ripeAt} or w.updated_at <= ${ripeAt})
      and not exists (
        select from ${stepTo('trip', 'id', 't.account_id', "(w.leaving ->> 'trip')::uuid")} o
        where o.state = 'started' and (o.started_at, o.id) > (t.started_at, t.id)
        limit 1
      )
    order by w.updated_at nulls first, t.started_at desc
    limit ${limit}`.execute(db);
  return rows;
}

/** What is known of a trip under way beside its own row. */
export interface Watch {
  /** Null while no tracker speaks for it. */
  readonly trackerId: string | null;
  /** Device time: only later fixes count for this trip. */
  readonly after: Date;
  /** What its last fixes left behind; null before the first. */
  readonly memory: Omit<Memory, 'drivenMetres'> | null;
  /** When its arrivals were estimated last. */
  readonly estimatedAt: Date | null;
  /** Of a haul: where it goes, and how. */
  readonly destination: { readonly position: LatLng; readonly mode: string } | null;
}

interface WatchRow {
  readonly tracker_id: string | null;
  readonly after: Date;
  readonly lat: number | null;
  readonly lng: number | null;
  readonly seen_at: Date | null;
  readonly kept: Kept | null;
  readonly destination_lat: number | null;
  readonly destination_lng: number | null;
  readonly transport_mode: string | null;
}

/** The column `leaving`: what is remembered besides the newest fix. Instants are milliseconds since 1970. */
interface Kept {
  readonly trip: string;
  readonly lastAt: number;
  readonly leap: (LatLng & { readonly at: number }) | null;
  readonly leaving: Readonly<Record<string, number>>;
  readonly anchor: LatLng | null;
  readonly onRoad: Memory['onRoad'];
  readonly milestones: readonly (Memory['onRoad'] & { readonly at: number })[];
  readonly estimatedAt: number | null;
}

/** Of a trip that this transaction has locked. The fences it is inside are not kept here: visits and stops know. */
export async function findWatch(tx: Kysely<DB>, accountId: string, tripId: string): Promise<Watch | null> {
  const { rows } = await sql<WatchRow>`
    select k.id as tracker_id, greatest(t.started_at - ${slack}, own.seen_at, m.seen_at) as after,
      m.lat, m.lng, m.seen_at, m.leaving as kept,
      h.lat as destination_lat, h.lng as destination_lng, g.transport_mode
    from ${tripAndCrew}
    left join lateral ${speaker} k on true
    left join lateral ${stepTo('tracker_watch', 'tracker_id', 'k.account_id', 'k.id')} own on true
    left join lateral (
      select w.* from ${trackersOfTrip}
      cross join lateral ${stepTo('tracker_watch', 'tracker_id', 't.account_id', 'x.id')} w
      where w.leaving ->> 'trip' = t.id::text
      order by w.seen_at desc limit 1
    ) m on true
    left join lateral ${stepTo('haulage', 'trip_id', 't.account_id', 't.id')} g on true
    left join lateral ${stepTo('hub', 'code', 'g.account_id', 'g.destination')} h on true
    where t.account_id = ${accountId} and t.id = ${tripId} and t.state = 'started'`.execute(tx);
  const [row] = rows;
  return row ? toWatch(row) : null;
}

/** Moves the tracker's watch on, never back. */
export async function saveWatch(
  tx: Kysely<DB>,
  key: { readonly accountId: string; readonly trackerId: string; readonly tripId: string },
  memory: Memory,
  times: { readonly estimatedAt: Date | null; readonly now: Date },
): Promise<void> {
  const { seenAt, last } = memory.following;
  if (!seenAt || !last) throw new Error('There is nothing to remember before the first fix.');
  await sql`
    insert into tracker_watch (account_id, tracker_id, seen_at, lat, lng, leaving, updated_at)
    values (${key.accountId}, ${key.trackerId}, ${seenAt}, ${last.lat}, ${last.lng},
      ${json(toKept(key.tripId, memory, times.estimatedAt))}, ${times.now})
    on conflict (account_id, tracker_id) do update set
      seen_at = excluded.seen_at, lat = excluded.lat, lng = excluded.lng, leaving = excluded.leaving,
      updated_at = excluded.updated_at
    where tracker_watch.seen_at < excluded.seen_at`.execute(tx);
}

function toWatch(row: WatchRow): Watch {
  const destination = toLatLng(row.destination_lat, row.destination_lng);
  return {
    trackerId: row.tracker_id,
    after: row.after,
    memory: toMemory(row),
    estimatedAt: instant(row.kept?.estimatedAt ?? null),
    destination:
      destination && row.transport_mode !== null ? { position: destination, mode: row.transport_mode } : null,
  };
}

function toMemory({ kept, lat, lng, seen_at: seenAt }: WatchRow): Watch['memory'] {
  if (!kept || lat === null || lng === null) return null;
  const { leap, leaving, anchor, onRoad, milestones } = kept;
  const last = { lat, lng, recordedAt: new Date(kept.lastAt) };
  return {
    following: { seenAt, last, leap: leap && toSighting(leap), leaving, inside: [] },
    anchor,
    onRoad,
    milestones: milestones.map(({ at, ...pace }) => ({ ...pace, at: new Date(at) })),
  };
}

function toKept(trip: string, memory: Memory, estimatedAt: Date | null): Kept {
  const { following, anchor, onRoad, milestones } = memory;
  const { last, leap, leaving } = following;
  return {
    trip,
    lastAt: last?.recordedAt.getTime() ?? 0,
    leap: leap && { lat: leap.lat, lng: leap.lng, at: leap.recordedAt.getTime() },
    leaving,
    anchor,
    onRoad,
    milestones: milestones.map(({ at, ...pace }) => ({ ...pace, at: at.getTime() })),
    estimatedAt: estimatedAt?.getTime() ?? null,
  };
}

function toSighting({ lat, lng, at }: LatLng & { readonly at: number }): Sighting {
  return { lat, lng, recordedAt: new Date(at) };
}

function instant(milliseconds: number | null): Date | null {
  return milliseconds === null ? null : new Date(milliseconds);
}
