/** What following reads: the trips under way and their trackers, and nothing of what is over. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql, type Kysely } from 'kysely';
import { north, openFollowingHouse, type FollowingHouse } from '../../test/following-house.ts';
import { findFences } from './hub-visit.ts';
import { listUnseenFixes } from './position.ts';
import type { DB } from './schema.ts';
import { findStopsWithDoors } from './stop.ts';
import { findWatch, listDueTrips } from './tracker-watch.ts';

const over = 1500;
let house: FollowingHouse;
let tripId: string;
let trackerId: string;

before(async () => {
  house = await openFollowingHouse();
  const trip = await house.trip({ own: 'PLAN' });
  await house.report('PLAN', 1, 1);
  tripId = trip.id;
  trackerId = trip.trackerId ?? '';
});
after(() => house.database.close());

/** Rows that this connection has read lately; `keys` were looked at in indexes. */
async function rowsRead(tx: Kysely<DB>): Promise<number> {
  const { rows } = await sql<{ read: number }>`
    select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int as read
    from pg_stat_xact_user_tables`.execute(tx);
  return rows[0]?.read ?? Number.NaN;
}

async function reads(work: (tx: Kysely<DB>) => Promise<unknown>): Promise<number> {
  const tx = await house.database.db.startTransaction().execute();
  try {
    const earlier = await rowsRead(tx);
    await work(tx);
    return (await rowsRead(tx)) - earlier;
  } finally {
    await tx.rollback().execute();
  }
}

/** Each with the most rows that it may read for one trip under way. */
const statements: readonly (readonly [string, number, (tx: Kysely<DB>) => Promise<unknown>])[] = [
  ['the list of due trips', 20, (tx) => listDueTrips(tx, new Date(), 50)],
  ['the stops of a trip', 10, (tx) => findStopsWithDoors(tx, house.tenant.account.id, tripId)],
  ['the watch of a trip', 20, (tx) => findWatch(tx, house.tenant.account.id, tripId)],
  [
    'the fixes that nobody has followed',
    10,
    (tx) => {
      const range = { after: new Date(house.deps.now().getTime() - 1000), ripeAt: house.deps.now(), limit: 500 };
      return listUnseenFixes(tx, house.tenant.account.id, trackerId, range);
    },
  ],
  ['the fences about a place', 20, (tx) => findFences(tx, house.tenant.account.id, tripId, [north(1)])],
];

test('the statements read what they need, though the database took every table for empty when it planned them', async () => {
  for (const [, , work] of statements) {
    for (let turn = 0; turn < 3; turn += 1) await Promise.all(Array.from({ length: 7 }, () => reads(work)));
  }
  const account = `'${house.tenant.account.id}'::uuid`;
  await house.rows(`
    insert into trip (account_id, id, version, name, state, courier_id, assigned_by, started_at, ended_at)
    select ${account}, gen_random_uuid(), 3, 'OVER-' || n, 'ended', t.courier_id, 'hand', t.started_at, t.started_at
    from trip t, generate_series(1, ${over}) n where t.id = '${tripId}'`);
  await house.rows(`
    insert into position (account_id, tracker_id, recorded_at, received_at, lat, lng)
    select ${account}, '${trackerId}', k.latest_at - n * interval '20 s', k.latest_at, 19, 72.9
    from tracker k, generate_series(1, ${over}) n where k.id = '${trackerId}'`);
  await house.rows(`
    insert into hub (account_id, id, code, name, lat, lng, geofence_metres)
    select ${account}, gen_random_uuid(), 'FAR-' || n, 'x', 40 + n * 0.001, 10, 300 from generate_series(1, ${over}) n`);
  // others are under way too, and keep still
  await house.rows(`
    insert into tracker (account_id, id, code, kind) select ${account}, gen_random_uuid(), 'K-' || n, 'device' from generate_series(1, ${over}) n`);
  await house.rows(`
    insert into courier (account_id, id, employee_number, name, phone)
    select ${account}, gen_random_uuid(), 'K-' || n, 'x', '1' from generate_series(1, ${over}) n`);
  await house.rows(`
    insert into delivery (account_id, id, version, state, order_number, direction, legs, ordered_at, currency,
      partial_allowed, return_allowed, cancellation_allowed, dropoff)
    select ${account}, gen_random_uuid(), 1, 'ready', 'K-' || n, 'forward', 'dropoff', now(), 'INR', true, true, true, '{}'
    from generate_series(1, ${over}) n`);
  for (const [name, most, work] of statements) {
    const read = await reads(work);
    assert.ok(read <= most, `${name}: ${read} rows`);
  }
});
