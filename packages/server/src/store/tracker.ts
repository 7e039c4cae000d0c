/** SQL of trackers. */
import { sql, type Kysely, type Selectable } from 'kysely';
import type { LatestPosition } from '../domain/tracking/position.ts';
import { onTheRoad, type DeliveryState } from '../domain/delivery/delivery-state.ts';
import type { Tracker, TrackerKind } from '../domain/tracking/tracker.ts';
import { afterAll } from './keyset.ts';
import type { DB } from './schema.ts';

/** @returns false, with nothing written, when the account already has the code. */
export async function insertTracker(
  tx: Kysely<DB>,
  tracker: Pick<Tracker, 'accountId' | 'id' | 'code' | 'kind' | 'createdAt'>,
): Promise<boolean> {
  const row = await tx
    .insertInto('tracker')
    .values({
      account_id: tracker.accountId,
      id: tracker.id,
      code: tracker.code,
      kind: tracker.kind,
      created_at: tracker.createdAt,
    })
    .onConflict((conflict) => conflict.columns(['account_id', 'code']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function findTracker(db: Kysely<DB>, accountId: string, id: string): Promise<Tracker | null> {
  const row = await db
    .selectFrom('tracker')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? toTracker(row) : null;
}

export async function findTrackerByCode(db: Kysely<DB>, accountId: string, code: string): Promise<Tracker | null> {
  const row = await db
    .selectFrom('tracker')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('code', '=', code)
    .executeTakeFirst();
  return row ? toTracker(row) : null;
}

/** Ids of those of the codes that the account has. */
export async function trackerIdsByCode(
  db: Kysely<DB>,
  accountId: string,
  codes: readonly string[],
): Promise<(readonly [code: string, id: string])[]> {
  const { rows } = await sql<{ code: string; id: string }>`
    select code, id from tracker where account_id = ${accountId} and code = any(${codes}::text[])`.execute(db);
  return rows.map(({ code, id }) => [code, id]);
}

/** Locked until the transaction ends. */
export async function lockTracker(tx: Kysely<DB>, accountId: string, id: string): Promise<void> {
  await sql`select 1 from tracker where account_id = ${accountId} and id = ${id} for no key update`.execute(tx);
}

/** Trackers before the cursor, newest first. */
export async function listTrackers(
  db: Kysely<DB>,
  accountId: string,
  page: { readonly before: string | null; readonly limit: number },
): Promise<Tracker[]> {
  const { rows } = await sql<Selectable<DB['tracker']>>`
    select * from tracker
    where account_id = ${accountId} and id < ${page.before ?? afterAll}::uuid
    order by id desc limit ${page.limit}`.execute(db);
  return rows.map(toTracker);
}

/** A courier has it or is going to: before and after, where he is says nothing of the delivery and is his own affair. */
const withCourier: readonly DeliveryState[] = ['assigned', ...onTheRoad];

/**
 * The newest fix of whatever carries each delivery now: the trip's own tracker, the courier's phone or the vehicle's
 * device, whichever spoke last. A delivery that no trip has, that is over, or whose devices are silent, is left out.
 */
export async function findLatestByDelivery(
  db: Kysely<DB>,
  accountId: string,
  deliveryIds: readonly string[],
): Promise<{ readonly deliveryId: string; readonly lat: number; readonly lng: number; readonly recordedAt: Date }[]> {
  const { rows } = await sql<{ delivery_id: string; lat: number; lng: number; recorded_at: Date }>`
    select d.id as delivery_id, k.latest_lat as lat, k.latest_lng as lng, k.latest_at as recorded_at
    from unnest(${deliveryIds}::uuid[]) with ordinality as wanted (id, place)
    join delivery d on d.account_id = ${accountId} and d.id = wanted.id and d.state = any(${withCourier}::text[])
    join trip t on t.account_id = d.account_id and t.id = d.trip_id
    left join courier c on c.account_id = t.account_id and c.id = t.courier_id
    left join vehicle v on v.account_id = t.account_id and v.id = t.vehicle_id
    cross join lateral (
      select k.* from tracker k
      where k.account_id = d.account_id and k.id in (t.tracker_id, c.tracker_id, v.tracker_id) and k.latest_at is not null
      order by k.latest_at desc limit 1
    ) k
    order by wanted.place`.execute(db);
  return rows.map((row) => ({ deliveryId: row.delivery_id, lat: row.lat, lng: row.lng, recordedAt: row.recorded_at }));
}

/** What a row knows of the newest fix. */
export type FixColumns = Pick<Selectable<DB['tracker']>, Extract<keyof DB['tracker'], `latest_${string}`>>;

export function toLatest(row: FixColumns): LatestPosition | null {
  const { latest_at: recordedAt, latest_lat: lat, latest_lng: lng, latest_received_at: receivedAt } = row;
  if (!recordedAt || !receivedAt || lat === null || lng === null) return null;
  return {
    recordedAt,
    receivedAt,
    lat,
    lng,
    speedKmh: row.latest_speed_kmh,
    batteryPercent: row.latest_battery_percent,
    temperatureC: row.latest_temperature_c,
  };
}

export function toTracker(row: Selectable<DB['tracker']>): Tracker {
  return {
    accountId: row.account_id,
    id: row.id,
    code: row.code,
    // a check in the database keeps it to the words of the domain
    kind: row.kind as TrackerKind,
    latest: toLatest(row),
    createdAt: row.created_at,
  };
}
