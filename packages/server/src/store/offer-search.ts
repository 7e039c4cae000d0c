/** SQL that finds the open offers for one courier, nearest first. */
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { earthRadiusMetres, type LatLng } from '../domain/geo.ts';
import { bandAround, wishesFitting, type Seeker } from '../domain/offer/fits.ts';
import type { Offer } from '../domain/offer/offer.ts';
import type { Place } from '../domain/delivery/delivery.ts';
import { toLatLng } from './delivery-row.ts';
import type { DB } from './schema.ts';

/** An open offer as a courier may see it before he has it. */
export interface NearOffer {
  readonly id: string;
  readonly deliveryId: string;
  readonly preference: Offer['preference'];
  readonly price: number;
  readonly currency: string;
  readonly vehicleKind: Offer['vehicleKind'];
  readonly expiresAt: Date | null;
  /** From where he is to the pickup; null: the pickup has no position. */
  readonly distanceMetres: number | null;
  /** From the pickup to the drop-off. */
  readonly journeyMetres: number | null;
  readonly pickup: Door | null;
  readonly dropoff: Door | null;
  readonly units: number;
  readonly weightGrams: number | null;
}

/** Where and when, and not with whom. */
export interface Door {
  readonly address: Pick<Place['address'], 'locality' | 'city' | 'state' | 'country'>;
  readonly position: LatLng | null;
  readonly window: { readonly from: Date | null; readonly until: Date | null };
}

export interface OfferSearch {
  readonly courierId: string;
  readonly seeker: Seeker;
  readonly reachMetres: number;
  readonly now: Date;
  readonly limit: number;
}

interface NearRow {
  readonly id: string;
  readonly delivery_id: string;
  readonly preference: Offer['preference'];
  readonly price: number;
  readonly currency: string;
  readonly vehicle_kind: Offer['vehicleKind'];
  readonly expires_at: Date | null;
  readonly distance: number | null;
  readonly distance_metres: number | null;
  readonly pickup: Door['address'] | null;
  readonly pickup_lat: number | null;
  readonly pickup_lng: number | null;
  readonly pickup_from: Date | null;
  readonly pickup_until: Date | null;
  readonly dropoff: Door['address'] | null;
  readonly dropoff_lat: number | null;
  readonly dropoff_lng: number | null;
  readonly dropoff_from: Date | null;
  readonly dropoff_until: Date | null;
  readonly units: number;
  readonly weight_grams: number | null;
}

/** Shares of the reach that are looked through first: in a city the nearest few are round the corner. */
const nearby = [1 / 16, 1 / 4];

/** What `fits` lets through and the courier has not declined; those without a pickup's position come last. */
export async function searchOffers(db: Kysely<DB>, accountId: string, search: OfferSearch): Promise<NearOffer[]> {
  for (const share of search.seeker.position ? nearby : []) {
    const found = await select(db, accountId, { ...search, reachMetres: search.reachMetres * share });
    const isFull = found.length === search.limit && found.every(({ distanceMetres }) => distanceMetres !== null);
    if (isFull) return found;
  }
  return select(db, accountId, search);
}

async function select(db: Kysely<DB>, accountId: string, search: OfferSearch): Promise<NearOffer[]> {
  const { rows } = await sql<NearRow>`
    with near as (${near(accountId, search)})
    select n.id, n.delivery_id, n.preference, n.price, n.currency, n.vehicle_kind, n.expires_at, n.distance,
      t.distance_metres,
      ${areaOf('pickup')}, d.pickup_lat, d.pickup_lng, d.pickup_from, d.pickup_until,
      ${areaOf('dropoff')}, d.dropoff_lat, d.dropoff_lng, d.dropoff_from, d.dropoff_until,
      (select coalesce(sum(coalesce(p.units, 1)), 0)::int from package p
       where p.account_id = d.account_id and p.delivery_id = d.id) as units,
      d.weight_grams
    from near n
    join delivery d on d.account_id = ${accountId} and d.id = n.delivery_id and d.state = 'offered'
    left join task t on t.account_id = d.account_id and t.delivery_id = d.id
    order by n.distance nulls last, n.opened_at, n.id`.execute(db);
  return rows.map(toNearOffer);
}

/** The nearest of them, by the great circle. */
function near(accountId: string, { courierId, seeker, reachMetres, now, limit }: OfferSearch): RawBuilder<unknown> {
  const open = sql`
    o.account_id = ${accountId} and o.closed_at is null and (o.expires_at is null or o.expires_at > ${now})
    and o.vehicle_kind = any(${wishesFitting(seeker.vehicleKind)}::text[])
    and (o.preference <> 'marine' or ${seeker.marine})
    and (o.preference <> 'squad' or o.squad_of = ${seeker.organisationId}::uuid or exists (
      select from organisation g
      where g.account_id = o.account_id and g.id = o.squad_of and g.squad_code = any(${seeker.squads}::text[])
    ))
    and not exists (
      select from offer_refusal r
      where r.account_id = o.account_id and r.offer_id = o.id and r.courier_id = ${courierId}
    )`;
  const anywhere = sql`select o.*, null::float8 as distance from offer o where ${open} and o.lat is null`;
  const all = seeker.position ? sql`${inReach(open, seeker.position, reachMetres)} union all ${anywhere}` : anywhere;
  return sql`select * from (${all}) o order by o.distance nulls last, o.opened_at, o.id limit ${limit}`;
}

function inReach(open: RawBuilder<unknown>, here: LatLng, reachMetres: number): RawBuilder<unknown> {
  const { south, north, lng } = bandAround(here, reachMetres);
  return sql`
    select * from (
      select o.*, 2 * ${earthRadiusMetres}::float8 * asin(least(1, sqrt(
        sin(radians(o.lat - ${here.lat}::float8) / 2) ^ 2
        + cos(radians(${here.lat}::float8)) * cos(radians(o.lat)) * sin(radians(o.lng - ${here.lng}::float8) / 2) ^ 2
      ))) as distance
      from offer o
      where ${open} and o.lat between ${south}::float8 and ${north}::float8
        and abs(o.lng - ${here.lng}::float8) <= ${lng}::float8
    ) o where o.distance <= ${reachMetres}::float8`;
}

/** @param leg our own word, never anybody's input */
function areaOf(leg: 'pickup' | 'dropoff'): RawBuilder<unknown> {
  return sql.raw(`case when d.${leg} is not null then jsonb_build_object(
    'locality', d.${leg} -> 'address' -> 'locality', 'city', d.${leg} -> 'address' -> 'city',
    'state', d.${leg} -> 'address' -> 'state', 'country', d.${leg} -> 'address' -> 'country'
  ) end as ${leg}`);
}

function toNearOffer(row: NearRow): NearOffer {
  return {
    id: row.id,
    deliveryId: row.delivery_id,
    preference: row.preference,
    price: row.price,
    currency: row.currency,
    vehicleKind: row.vehicle_kind,
    expiresAt: row.expires_at,
    distanceMetres: row.distance,
    journeyMetres: row.distance_metres,
    pickup: row.pickup && {
      address: row.pickup,
      position: toLatLng(row.pickup_lat, row.pickup_lng),
      window: { from: row.pickup_from, until: row.pickup_until },
    },
    dropoff: row.dropoff && {
      address: row.dropoff,
      position: toLatLng(row.dropoff_lat, row.dropoff_lng),
      window: { from: row.dropoff_from, until: row.dropoff_until },
    },
    units: row.units,
    weightGrams: row.weight_grams,
  };
}
