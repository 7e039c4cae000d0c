/** The list of open offers says what the domain says, and reads no more than lies in reach. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql, type Kysely } from 'kysely';
import { testDatabase, type TestDatabase } from '../../test/database.ts';
import { seedDelivery } from '../../test/seed-delivery.ts';
import { distanceMetres } from '../domain/geo.ts';
import { fits, type OfferTerms, type Seeker } from '../domain/offer/fits.ts';
import { vehicleKinds } from '../domain/task/vehicle-kind.ts';
import { newId } from '../lib/new-id.ts';
import { searchOffers, type OfferSearch } from './offer-search.ts';
import type { DB } from './schema.ts';

let database: TestDatabase;
let accountId: string;
let courierId: string;
const [own, other] = [newId(), newId()];

const now = new Date('2026-11-23T08:00:00Z');
const here = { lat: 1.3329, lng: 103.7436 };
/** Degrees from one offer to the next, on a grid around the courier. */
const step = 0.02;
const side = 30;
/** Offers far away, for nothing but to be in the way. */
const elsewhere = 10_000;

before(async () => {
  database = await testDatabase();
  ({ accountId } = await seedDelivery(database.db));
  courierId = newId();
  const run = (text: string) => sql.raw(text).execute(database.db);
  await run(`insert into organisation (account_id, id, version, business_name, squad_code)
    values ('${accountId}', '${own}', 1, 'Own', 'S1'), ('${accountId}', '${other}', 1, 'Other', 'S2')`);
  await run(
    `insert into courier (account_id, id, employee_number, name, phone) values ('${accountId}', '${courierId}', 'C', 'C', '1')`,
  );
  const all = side * side + elsewhere;
  await run(`
    insert into delivery (account_id, id, version, state, order_number, direction, legs, ordered_at, currency,
      partial_allowed, return_allowed, cancellation_allowed, pickup, dropoff)
    select '${accountId}', gen_random_uuid(), 1, 'offered', 'O-' || n, 'forward', 'both', now(), 'SGD', true, true, true, '{}', '{}'
    from generate_series(0, ${all - 1}) n`);
  // every tenth has no place, every seventh is over, and what is asked for goes round
  await run(`
    insert into offer (account_id, id, delivery_id, preference, squad_of, vehicle_kind, price, currency, lat, lng,
      opened_at, expires_at)
    select '${accountId}', gen_random_uuid(), d.id, kind.preference,
      case kind.preference when 'squad' then case n % 2 when 0 then '${own}'::uuid else '${other}'::uuid end end,
      (array['ltl', ${vehicleKinds.map((one) => `'${one}'`).join()}])[n % 11 + 1], 1, 'SGD', x.lat, case when x.lat is not null then x.lng end,
      '${now.toISOString()}'::timestamptz - n * interval '1 second',
      case when n % 7 = 0 then '${now.toISOString()}'::timestamptz else '${now.toISOString()}'::timestamptz + interval '1 hour' end
    from (select id, substr(order_number, 3)::int as n from delivery where account_id = '${accountId}' and order_number like 'O-%') d
    cross join lateral (select (array['standard', 'squad', 'marine', 'standard'])[n % 4 + 1] as preference) kind
    cross join lateral (select
      case when n >= ${side * side} then 40 + n * 0.001
        when n % 10 <> 0 then ${here.lat} + (n / ${side} - ${side / 2}) * ${step} end as lat,
      case when n >= ${side * side} then 10 else ${here.lng} + (n % ${side} - ${side / 2}) * ${step} end as lng) x`);
  await run('analyze');
});
after(() => database.close());

const seeker: Seeker = { vehicleKind: 'van_1.7m', marine: false, organisationId: null, squads: [], position: here };
const search = (change: Partial<Seeker>, rest: Partial<OfferSearch> = {}): OfferSearch => ({
  courierId,
  seeker: { ...seeker, ...change },
  reachMetres: 20_000,
  now,
  limit: 20_000,
  ...rest,
});

async function everyOffer(): Promise<
  (OfferTerms & { readonly id: string; readonly isOver: boolean; readonly openedAt: Date })[]
> {
  const { rows } = await sql<{ id: string; lat: number | null; lng: number | null; expires_at: Date; preference: OfferTerms['preference']; vehicle_kind: OfferTerms['vehicleKind']; squad_of: string | null; squad_code: string | null; opened_at: Date }>`
    select o.*, g.squad_code from offer o left join organisation g on g.id = o.squad_of`.execute(database.db); // prettier-ignore
  return rows.map((row) => ({
    id: row.id,
    isOver: row.expires_at <= now,
    openedAt: row.opened_at,
    preference: row.preference,
    vehicleKind: row.vehicle_kind,
    squadOf: row.squad_of,
    squadCode: row.squad_code,
    position: row.lat === null || row.lng === null ? null : { lat: row.lat, lng: row.lng },
  }));
}

test('lists what the domain lets through, nearest first, and nothing else', async () => {
  const offers = await everyOffer();
  const seekers: readonly Partial<Seeker>[] = [
    {},
    { vehicleKind: 'motorcycle' },
    { vehicleKind: 'lorry_40ft', marine: true },
    { organisationId: own },
    { squads: ['S2'] },
    { position: null },
    { position: { lat: 1.5, lng: 103.9 } },
    { position: { lat: -1.5, lng: -179.99 } },
  ];
  for (const [index, change] of seekers.entries()) {
    const place = change.position === undefined ? here : change.position;
    const expected = offers
      .filter((offer) => !offer.isOver && fits(offer, { ...seeker, ...change }, 20_000))
      .map((offer) => ({ ...offer, away: offer.position && place ? distanceMetres(place, offer.position) : Infinity }))
      .sort((a, b) => a.away - b.away || a.openedAt.getTime() - b.openedAt.getTime());
    const found = await searchOffers(database.tenants.of(accountId), accountId, search(change));
    // two at nearly the same distance may stand in either order
    assert.deepEqual(found.map(({ id }) => id).toSorted(), expected.map(({ id }) => id).toSorted(), String(index));
    const few = await searchOffers(database.tenants.of(accountId), accountId, search(change, { limit: 5 }));
    assert.deepEqual(few, found.slice(0, 5));
    const distances = found.map((one) => one.distanceMetres ?? Infinity);
    assert.deepEqual(distances.toSorted((a, b) => a - b), distances); // prettier-ignore
    for (const [rank, one] of found.entries()) {
      const away = expected[rank]?.away ?? 0;
      assert.ok(one.distanceMetres === null ? away === Infinity : Math.abs(one.distanceMetres - away) < 0.01);
    }
    if (index < 6) assert.ok(found.length > 5, `${index}: ${found.length}`);
  }
});

test('leaves out what he has declined, and stops at the limit', async () => {
  const db = database.tenants.of(accountId);
  const [first, second] = await searchOffers(db, accountId, search({}, { limit: 2 }));
  await sql`insert into offer_refusal values (${accountId}, ${first?.id}, ${courierId}, now())`.execute(database.db);
  const after = await searchOffers(db, accountId, search({}, { limit: 1 }));
  assert.deepEqual(after.map(({ id }) => id), [second?.id]); // prettier-ignore
});

async function rowsRead(tx: Kysely<DB>): Promise<number> {
  const { rows } = await sql<{ read: number }>`
    select (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int as read
    from pg_stat_xact_user_tables where relname = 'offer'`.execute(tx);
  return rows[0]?.read ?? Number.NaN;
}

test('steps along the latitudes: of ten thousand offers elsewhere it reads none', async () => {
  const tx = await database.tenants.of(accountId).startTransaction().execute();
  try {
    const earlier = await rowsRead(tx);
    await searchOffers(tx, accountId, search({}, { limit: 20 }));
    const read = (await rowsRead(tx)) - earlier;
    // the grid's rows within the bands, those nearby first, and those without a place
    assert.ok(read > 0 && read <= 2000, `${read} offers were read`);
  } finally {
    await tx.rollback().execute();
  }
});
