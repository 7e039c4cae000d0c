/** SQL of what watchers of orders and trips are shown: many at once, of many accounts, in one statement. */
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { onTheRoad, type DeliveryState } from '../domain/delivery/delivery-state.ts';
import type { Direction, Leg, LegPlan } from '../domain/delivery/delivery.ts';
import type { EventType } from '../domain/event/event.ts';
import type { StopState, TripState } from '../domain/trip/trip.ts';
import type { DB } from './schema.ts';
import { sinceStartOfT } from './since-start.ts';

/** An order by its number, or a trip by its name. */
export interface Sought {
  readonly accountId: string;
  readonly name: string;
}

/** Where whoever carries it was seen last, with the columns' own names. */
interface SeenColumns {
  readonly seen_lat: number | null;
  readonly seen_lng: number | null;
  readonly seen_at: Date | null;
}

interface CrewColumns {
  readonly driver_name: string | null;
  readonly vehicle_number: string | null;
}

export interface TrackedOrderRow extends SeenColumns, CrewColumns {
  /** Index of what was sought. */
  readonly place: number;
  readonly account_id: string;
  readonly id: string;
  readonly version: number;
  readonly state: DeliveryState;
  readonly order_number: string;
  readonly direction: Direction;
  readonly legs: LegPlan;
  readonly pickup_from: Date | null;
  readonly pickup_until: Date | null;
  readonly pickup_lat: number | null;
  readonly pickup_lng: number | null;
  readonly dropoff_from: Date | null;
  readonly dropoff_until: Date | null;
  readonly dropoff_lat: number | null;
  readonly dropoff_lng: number | null;
  readonly trip_state: TripState | null;
  /** At the customer's door: the receiver's, or the sender's where the goods are only collected. */
  readonly arrival: Date | null;
  /** Doors on the trip before that one; null without a stop ahead. */
  readonly stops_before: number | null;
}

export interface TrackedStop {
  readonly sequence: number;
  readonly leg: Leg;
  readonly state: StopState;
  readonly orderNumber: string;
  /** Instants as PostgreSQL writes them in JSON. */
  readonly arrival: string | null;
  readonly arrivedAt: string | null;
  readonly leftAt: string | null;
  readonly lat: number | null;
  readonly lng: number | null;
  readonly city: string | null;
}

export interface TrackedTripRow extends SeenColumns, CrewColumns {
  readonly place: number;
  readonly account_id: string;
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly state: TripState;
  readonly started_at: Date | null;
  readonly ended_at: Date | null;
  readonly origin: string | null;
  readonly origin_lat: number | null;
  readonly origin_lng: number | null;
  /** The hub a haul goes to. */
  readonly destination: string | null;
  /** When whoever drives it is done. */
  readonly expected_end: Date | null;
  readonly stops: readonly TrackedStop[];
}

/** The one place that says when a stop `s` is expected to be reached. */
const arrivalOfS = sql`coalesce(s.expected_arrival, s.planned_arrival)`;

/** More than any courier drives in a day. */
const mostStops = 500;

/** Rows of what is sought: account, name, and its index. */
function wanted(sought: readonly Sought[]): RawBuilder<unknown> {
  const accounts = sought.map(({ accountId }) => accountId);
  const names = sought.map(({ name }) => name);
  return sql`unnest(${accounts}::uuid[], ${names}::text[]) with ordinality as w (account_id, name, place)`;
}

/**
 * The newest fix of trip `t`, its courier `c` and its vehicle `v`, made since the trip set out: where they were before is
 * nobody's business.
 */
const seenOnTrip = sql`
  select k.latest_lat as seen_lat, k.latest_lng as seen_lng, k.latest_at as seen_at
  from tracker k
  where k.account_id = t.account_id and k.id in (t.tracker_id, c.tracker_id, v.tracker_id)
    and k.latest_at >= coalesce(${sinceStartOfT}, t.created_at)
  order by k.latest_at desc limit 1`;

/** Of orders with the same number the one under way, or else the newest. One that nobody has is left out. */
export async function findTrackedOrders(db: Kysely<DB>, sought: readonly Sought[]): Promise<TrackedOrderRow[]> {
  const { rows } = await sql<TrackedOrderRow>`
    select w.place::int - 1 as place, d.account_id, d.id, d.version, d.state, d.order_number, d.direction, d.legs,
      d.pickup_from, d.pickup_until, d.pickup_lat, d.pickup_lng,
      d.dropoff_from, d.dropoff_until, d.dropoff_lat, d.dropoff_lng,
      t.state as trip_state, coalesce(t.driver_name, c.name) as driver_name, v.number as vehicle_number,
      s.arrival, s.stops_before, k.seen_lat, k.seen_lng, k.seen_at
    from ${wanted(sought)}
    cross join lateral (
      select * from delivery where account_id = w.account_id and order_number = w.name
      order by state = any(${onTheRoad}::text[]) desc, id desc limit 1
    ) d
    left join trip t on t.account_id = d.account_id and t.id = d.trip_id and t.state in ('planned', 'started')
    left join courier c on c.account_id = t.account_id and c.id = t.courier_id
    left join vehicle v on v.account_id = t.account_id and v.id = t.vehicle_id
    left join lateral (
      select ${arrivalOfS} as arrival, (
        select count(*)::int from stop b
        where b.account_id = s.account_id and b.trip_id = s.trip_id and b.sequence < s.sequence
          and b.state in ('open', 'arrived')
      ) as stops_before
      from stop s
      where s.account_id = d.account_id and s.delivery_id = d.id and s.trip_id = t.id and s.state in ('open', 'arrived')
        and s.leg = case d.legs when 'pickup' then 'pickup' else 'dropoff' end
      order by s.sequence limit 1
    ) s on true
    left join lateral (${seenOnTrip}) k on d.state = any(${onTheRoad}::text[])
    order by w.place`.execute(db);
  return rows;
}

/** A name that nobody has is left out. */
export async function findTrackedTrips(db: Kysely<DB>, sought: readonly Sought[]): Promise<TrackedTripRow[]> {
  const { rows } = await sql<TrackedTripRow>`
    select w.place::int - 1 as place, t.account_id, t.id, t.version, t.name, t.state, t.started_at, t.ended_at,
      coalesce(t.driver_name, c.name) as driver_name, v.number as vehicle_number,
      h.name as origin, h.lat as origin_lat, h.lng as origin_lng,
      far.name as destination, t.expected_end,
      coalesce(l.stops, '[]') as stops, k.seen_lat, k.seen_lng, k.seen_at
    from ${wanted(sought)}
    join trip t on t.account_id = w.account_id and t.name = w.name
    left join courier c on c.account_id = t.account_id and c.id = t.courier_id
    left join vehicle v on v.account_id = t.account_id and v.id = t.vehicle_id
    left join lateral (
      select jsonb_agg(jsonb_build_object(
          'sequence', s.sequence, 'leg', s.leg, 'state', s.state, 'orderNumber', s.order_number,
          'arrival', s.arrival, 'arrivedAt', s.arrived_at, 'leftAt', s.left_at,
          'lat', s.lat, 'lng', s.lng, 'city', s.city
        ) order by s.sequence) as stops,
        (array_agg(s.distribution_centre order by s.sequence))[1] as first_centre
      from (
        select s.*, ${arrivalOfS} as arrival, d.order_number, d.distribution_centre,
          case s.leg when 'pickup' then d.pickup_lat else d.dropoff_lat end as lat,
          case s.leg when 'pickup' then d.pickup_lng else d.dropoff_lng end as lng,
          case s.leg when 'pickup' then d.pickup else d.dropoff end -> 'address' ->> 'city' as city
        from stop s
        join delivery d on d.account_id = s.account_id and d.id = s.delivery_id
        where s.account_id = t.account_id and s.trip_id = t.id
        order by s.sequence limit ${mostStops}
      ) s
    ) l on true
    left join haulage g on g.account_id = t.account_id and g.trip_id = t.id
    left join hub h on h.account_id = t.account_id and h.code = coalesce(g.origin, l.first_centre, c.branch)
    left join hub far on far.account_id = g.account_id and far.code = g.destination
    left join lateral (${seenOnTrip}) k on t.state = 'started'
    order by w.place`.execute(db);
  return rows;
}

export interface TrackedEvent {
  readonly aggregateId: string;
  readonly type: EventType;
  /** By the courier's clock where a courier reported it, else by ours. */
  readonly at: Date;
  readonly leg: Leg | null;
}

export interface Happened {
  readonly accountId: string;
  readonly aggregateId: string;
}

/** The last events of these types of each aggregate, oldest first. */
export async function findTrackedEvents(
  db: Kysely<DB>,
  aggregates: readonly Happened[],
  types: readonly EventType[],
  limit: number,
): Promise<TrackedEvent[]> {
  const accounts = aggregates.map(({ accountId }) => accountId);
  const ids = aggregates.map(({ aggregateId }) => aggregateId);
  const { rows } = await sql<TrackedEvent>`
    select e.aggregate_id as "aggregateId", e.type, e.at, e.leg
    from unnest(${accounts}::uuid[], ${ids}::uuid[]) as w (account_id, id)
    cross join lateral (
      select aggregate_id, sequence, type, data ->> 'leg' as leg,
        coalesce((data -> 'report' ->> 'at')::timestamptz, occurred_at) as at
      from event
      where account_id = w.account_id and aggregate_id = w.id and type = any(${types}::text[])
      order by sequence desc limit ${limit}
    ) e
    order by e.aggregate_id, e.sequence`.execute(db);
  return rows;
}
