/** SQL of what planning starts from: deliveries that wait, couriers who are free, places of hubs. */
import { sql, type Kysely } from 'kysely';
import type { Delivery } from '../domain/delivery/delivery.ts';
import type { Courier } from '../domain/fleet/courier.ts';
import type { LatLng } from '../domain/geo.ts';
import { packagesOfD, toDelivery, toLatLng, type DeliveryRow } from './delivery-row.ts';
import type { DB } from './schema.ts';

/** How many of the ids the account has. */
export async function knownDeliveries(db: Kysely<DB>, accountId: string, ids: readonly string[]): Promise<number> {
  const { rows } = await sql<{ known: number }>`
    select count(*)::int as known from delivery
    where account_id = ${accountId} and id = any(${ids}::uuid[])`.execute(db);
  return rows[0]?.known ?? 0;
}

/** How many of the ids the account has. */
export async function knownCouriers(db: Kysely<DB>, accountId: string, ids: readonly string[]): Promise<number> {
  const { rows } = await sql<{ known: number }>`
    select count(*)::int as known from courier
    where account_id = ${accountId} and id = any(${ids}::uuid[])`.execute(db);
  return rows[0]?.known ?? 0;
}

/** Deliveries that wait for a courier and whose next door's window touches this one, the oldest first. */
export async function listWaitingDeliveries(
  db: Kysely<DB>,
  accountId: string,
  { from, until }: { readonly from: string | null; readonly until: string | null },
  limit: number,
): Promise<Delivery[]> {
  const { rows } = await sql<DeliveryRow>`
    select d.*, ${sql.raw(packagesOfD)} as packages
    from delivery d, lateral (
      select legs = 'pickup' or (legs = 'both' and picked_up_at is null) as to_sender
    ) door, lateral (
      select case when to_sender then pickup_from else dropoff_from end as opens,
        case when to_sender then pickup_until else dropoff_until end as closes
    ) slot
    where d.account_id = ${accountId} and d.state = 'ready'
      and (opens is null or ${until}::timestamptz is null or opens <= ${until}::timestamptz)
      and (closes is null or ${from}::timestamptz is null or closes >= ${from}::timestamptz)
    order by d.id limit ${limit}`.execute(db);
  return rows.map(toDelivery);
}

/** A courier as planning sees one: what fits is the courier's own or the vehicle's, and 0 is no limit. */
export interface Candidate extends Pick<Courier, 'id' | 'name' | 'daysOff' | 'shifts' | 'preferredPostalCode'> {
  readonly vehicleId: string | null;
  /** Null: no limit. */
  readonly units: number | null;
  readonly weightGrams: number | null;
  readonly volumeCm3: number | null;
  readonly maxDistanceMetres: number | null;
  /** Place of the courier's hub. */
  readonly start: LatLng | null;
}

/**
 * Couriers by id, or those who have no trip before them or under way, nor has the vehicle. The longest known first.
 * @param ids null for all who are free
 */
export async function listCandidates(
  db: Kysely<DB>,
  accountId: string,
  ids: readonly string[] | null,
  limit: number,
): Promise<Candidate[]> {
  const wanted =
    ids === null
      ? sql`not exists (
          select from trip t where t.account_id = c.account_id and t.state in ('planned', 'started')
            and (t.courier_id = c.id or t.vehicle_id = c.vehicle_id))`
      : sql`c.id = any(${ids}::uuid[])`;
  const { rows } = await sql<Omit<Candidate, 'start'> & { lat: number | null; lng: number | null }>`
    select c.id, c.name, c.days_off as "daysOff", c.shifts, c.preferred_postal_code as "preferredPostalCode",
      c.vehicle_id as "vehicleId",
      coalesce(nullif(c.capacity_units, 0), nullif(v.capacity_units, 0)) as units,
      coalesce(nullif(c.capacity_weight_grams, 0), nullif(v.capacity_weight_grams, 0)) as "weightGrams",
      coalesce(nullif(c.capacity_volume_cm3, 0), nullif(v.capacity_volume_cm3, 0)) as "volumeCm3",
      nullif(c.max_distance_metres, 0) as "maxDistanceMetres", h.lat, h.lng
    from courier c
    left join vehicle v on v.account_id = c.account_id and v.id = c.vehicle_id
    left join hub h on h.account_id = c.account_id and h.code = c.branch
    where c.account_id = ${accountId} and ${wanted}
    order by c.id limit ${limit}`.execute(db);
  return rows.map(({ lat, lng, ...row }) => ({ ...row, start: toLatLng(lat, lng) }));
}

/** Places of hubs, by code; one whose place is unknown is left out. */
export async function findHubPlaces(
  db: Kysely<DB>,
  accountId: string,
  codes: readonly string[],
): Promise<ReadonlyMap<string, LatLng>> {
  const { rows } = await sql<{ code: string; lat: number; lng: number }>`
    select code, lat, lng from hub
    where account_id = ${accountId} and code = any(${codes}::text[]) and lat is not null`.execute(db);
  return new Map(rows.map(({ code, lat, lng }) => [code, { lat, lng }]));
}
