/** What the search by states and dates reads: what lies in its range and the page, however much the account has. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql, type Kysely } from 'kysely';
import { testDatabase, type TestDatabase } from '../../test/database.ts';
import { seedDelivery } from '../../test/seed-delivery.ts';
import { newId } from '../lib/new-id.ts';
import type { DeliverySearch, SearchClause } from './delivery-search.ts';
import { searchDeliveries } from './delivery-view.ts';
import type { DB } from './schema.ts';

const many = 4000;
const perTrip = 10;
const minute = 60_000;
/** Minutes of the range, and so deliveries in it. */
const inRange = 20;
const first = 2000;
const begin = Date.UTC(2026, 2, 1) + first * minute;
const range = { from: new Date(begin), until: new Date(begin + (inRange - 1) * minute), limit: 51, offset: 0 };
let database: TestDatabase;
let accountId: string;

before(async () => {
  database = await testDatabase();
  ({ accountId } = await seedDelivery(database.db));
});
after(() => database.close());

/** Delivery n has all its dates in minute n; trip n carries ten of them, and sets out in the first one's minute. */
async function fill(): Promise<void> {
  const vehicle = newId();
  const at = (n: string) => `timestamptz '2026-03-01T00:00:00Z' + ${n} * interval '1 minute'`;
  // as ids are made: they begin with the time
  const idOf = `(lpad(to_hex((extract(epoch from ${at('n')}) * 1000)::bigint), 12, '0') || '70008000' || lpad(to_hex(n), 12, '0'))::uuid`;
  const run = (text: string) => sql.raw(text).execute(database.db);
  await run(`insert into vehicle (account_id, id, number) values ('${accountId}', '${vehicle}', 'V')`);
  await run(`
    insert into trip (account_id, id, version, name, state, vehicle_id, assigned_by, started_at, ended_at)
    select '${accountId}', gen_random_uuid(), 1, 'T-' || n, 'ended', '${vehicle}', 'hand', ${at('n')}, ${at('n')}
    from generate_series(0, ${many - 1}, ${perTrip}) n`);
  await run(`
    insert into delivery (account_id, id, version, state, order_number, direction, legs, service, ordered_at, currency,
      partial_allowed, return_allowed, cancellation_allowed, pickup, dropoff, trip_id, created_at,
      pickup_from, pickup_until, dropoff_from, dropoff_until, picked_up_at, ended_at, cancelled_at)
    select '${accountId}', ${idOf}, 1, kind.state, 'N-' || n, 'forward', kind.legs, kind.service, ${at('n')}, 'INR',
      true, true, true, '{}', '{}', t.id, ${at('n')},
      w, w, w, w, ${at('n')}, ${at('n')}, case kind.state when 'cancelled' then ${at('n')} end
    from generate_series(0, ${many - 1}) n
    join trip t on t.account_id = '${accountId}' and t.name = 'T-' || n / ${perTrip} * ${perTrip}
    cross join lateral (select
      (array['ready', 'in_transit', 'delivered', 'delivery_failed', 'cancelled'])[n % 5 + 1] as state,
      (array['dropoff', 'pickup', 'both'])[n % 3 + 1] as legs,
      (array[null, 'ondemand'])[n % 2 + 1] as service,
      case when n % 4 <> 1 then ${at('n')} end as w) kind`);
}

/** Each with the minutes of the range whose deliveries it finds. */
const filters: readonly (readonly [clause: SearchClause, minutes: readonly number[]])[] = [
  [{ states: ['ready'], date: 'window' }, [0, 10, 15]],
  [{ states: ['in_transit'], withPickup: false, date: 'started' }, [1, 16]],
  [{ states: ['in_transit'], withPickup: true, date: 'picked_up' }, [6, 11]],
  [{ states: ['delivered'], date: 'ended' }, [2, 7, 12, 17]],
  [{ states: ['delivery_failed'], date: 'ended' }, [3, 8, 13, 18]],
  [{ states: ['cancelled'], date: 'cancelled' }, [4, 9, 14, 19]],
];
const all = filters.map(([clause]) => clause);
const every = Array.from({ length: inRange }, (_, index) => index);
const searches: readonly (readonly [search: DeliverySearch, minutes: readonly number[]])[] = [
  ...filters.map(([clause, minutes]) => [{ ...range, anyOf: [clause] }, minutes] as const),
  // the sixth has no window
  [{ ...range, anyOf: all }, every.filter((index) => index !== 5)],
  [{ ...range, anyOf: all, limit: 5, offset: 3 }, [3, 4, 6, 7, 8]],
  // it is found by when it was made
  [{ ...range, anyOf: all, service: 'ondemand' }, every.filter((index) => index % 2 === 1)],
];

async function rowsRead(tx: Kysely<DB>): Promise<number> {
  const { rows } = await sql<{ read: number }>`
    select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int as read
    from pg_stat_xact_user_tables`.execute(tx);
  return rows[0]?.read ?? Number.NaN;
}

/** As a partner's request reads. */
async function reads(search: DeliverySearch): Promise<{ readonly numbers: readonly string[]; readonly read: number }> {
  const tx = await database.tenants.of(accountId).startTransaction().execute();
  try {
    const earlier = await rowsRead(tx);
    const found = await searchDeliveries(tx, accountId, search);
    return { numbers: found.map(({ orderNumber }) => orderNumber), read: (await rowsRead(tx)) - earlier };
  } finally {
    await tx.rollback().execute();
  }
}

test('a search reads what lies in its range, by each of its dates, though it was planned when there was nothing', async () => {
  for (const [search] of searches) {
    for (let turn = 0; turn < 3; turn += 1) await Promise.all(Array.from({ length: 8 }, () => reads(search)));
  }
  await fill();
  // which the database does by itself within a minute or so; it drops the plans that were made before
  await sql`analyze delivery, trip`.execute(database.db);
  for (const [search, minutes] of searches) {
    const { numbers, read } = await reads(search);
    const name = JSON.stringify(search);
    assert.deepEqual(numbers, minutes.map((index) => `N-${first + index}`), name); // prettier-ignore
    // a delivery has seven dates, and the page has some rows around each
    assert.ok(read <= inRange * 12, `${name}: ${read} rows`);
  }
});
