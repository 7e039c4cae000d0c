/** Plans outlive whoever works on them: each is worked on by one process at a time, and its trips are made once. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { testDatabase, type TestDatabase } from '../../../test/database.ts';
import { testDeps, type TestDeps } from '../../../test/deps.ts';
import { draft, place } from '../../../test/draft-delivery.ts';
import { makeTenant, type Tenant } from '../../../test/tenant.ts';
import { until } from '../../../test/webhook-house.ts';
import { createPlanning } from '../../jobs/planning.ts';
import { claimPlan as claimRow } from '../../store/route-plan.ts';
import { cancelDelivery } from '../delivery/cancel-delivery.ts';
import { createDelivery } from '../delivery/create-delivery.ts';
import { readTimeline } from '../event/read-timeline.ts';
import { createCourier } from '../fleet/couriers.ts';
import { listTrips } from '../trip/read-trips.ts';
import { applyNext } from './apply-plan.ts';
import { claimPlan, type Claimed } from './claim-plan.ts';
import { cancelPlan, getPlan } from './read-plans.ts';
import { submitDeliveries } from './submit-plan.ts';
import { workOnPlan } from './work-on-plan.ts';

let database: TestDatabase;
let deps: TestDeps;
let tenant: Tenant;
before(async () => {
  database = await testDatabase();
  deps = testDeps(database.tenants);
});
after(() => database.close());
beforeEach(async () => {
  await sql`update route_plan set state = 'cancelled', ended_at = now(), claimed_by = null, lease_until = null
    where state in ('waiting', 'running')`.execute(database.db);
  tenant = await makeTenant(deps);
});

let made = 0;
const courier = {
  name: 'C',
  phone: '1',
  email: null,
  branch: null,
  vehicleNumber: null,
  phoneCode: null,
  // one each, so that as many trips are made as there are couriers
  capacityUnits: 1,
  capacityVolumeCm3: null,
  capacityWeightGrams: null,
  maxDistanceMetres: null,
  preferredPostalCode: null,
  languages: [],
  daysOff: [],
  shifts: [],
  details: {},
};
const anyTime = { from: null, until: null };

async function addCouriers(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    made += 1;
    await createCourier(deps, tenant.identity, { ...courier, employeeNumber: `E${made}` }, null);
  }
}

async function addDeliveries(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    made += 1;
    const dropoff = place({ position: { lat: 19 + index / 1000, lng: 72.9 }, window: anyTime });
    const { id } = await createDelivery(
      deps,
      tenant.identity,
      draft({ orderNumber: `O${made}`, pickup: null, dropoff }),
    );
    ids.push(id);
  }
  return ids;
}

const everything = { kind: 'deliveries', deliveryIds: null, window: null, courierIds: null, setOff: null, seconds: null } as const; // prettier-ignore
const submit = (seconds: number | null = null) =>
  submitDeliveries(deps, tenant.identity.caller, null, { ...everything, seconds });
const find = (id: string) => getPlan(deps, tenant.identity.caller, id);
const trips = () => listTrips(deps, tenant.identity.caller, { state: null, before: null, limit: 100 });
const told = async (id: string) =>
  (await readTimeline(deps, tenant.identity.caller, id, { after: 0, limit: 10 })).map(({ type }) => type);
const claim = async (lease?: number): Promise<Claimed> =>
  (await claimPlan(deps, lease)) ?? assert.fail('no plan waits');
const work = (claimed: Claimed, signal = new AbortController().signal) =>
  workOnPlan(deps, claimed, { threads: 1, signal });
/** As if whoever has it had died: nobody renews it. */
const forget = (id: string) =>
  sql`update route_plan set lease_until = now() - interval '1 second' where id = ${id}`.execute(database.db);

/** PostgreSQL refuses every trip of the tenant but the first, until it is mended. */
async function breakAtSecondTrip(): Promise<() => Promise<unknown>> {
  await sql`create function refuse_second() returns trigger language plpgsql as $$ begin
    if exists (select from trip where account_id = new.account_id) then raise exception 'no second trip'; end if;
    return new; end $$`.execute(database.db);
  await sql`create trigger refuse_second before insert on trip for each row execute function refuse_second()`.execute(
    database.db,
  );
  return () => sql`drop function refuse_second cascade`.execute(database.db);
}

describe('a plan', () => {
  it('is claimed by one of many, and by another only when the lease has run out', async () => {
    const { id } = await submit();
    const claims = await Promise.all(Array.from({ length: 8 }, () => claimPlan(deps, 0.3)));
    assert.equal(claims.filter((one) => one !== null).length, 1);
    assert.equal(await claimPlan(deps), null);
    await sleep(400);
    const second = await claim();
    assert.deepEqual([second.plan.id, second.plan.attempts, second.plan.version], [id, 2, 3]);
  });

  it('is gone on with after a fault in the middle: every trip is made once, and told once', async () => {
    await addCouriers(3);
    const deliveries = await addDeliveries(3);
    const { id } = await submit();
    const mend = await breakAtSecondTrip();
    await assert.rejects(work(await claim()), /no second trip/);
    const { state, result } = await find(id);
    assert.deepEqual([state, result?.applied, (await trips()).length, await told(id)], ['waiting', 1, 1, []]);
    await assert.rejects(cancelPlan(deps, tenant.identity.caller, id), { code: 'illegal_transition' });
    await mend();
    await work(await claim());
    const [plan, made] = [await find(id), await trips()];
    assert.deepEqual([plan.state, made.length, await told(id)], ['finished', 3, ['plan.applied']]);
    assert.deepEqual(new Set(plan.result?.routes.map(({ tripId }) => tripId)), new Set(made.map((trip) => trip.id)));
    assert.deepEqual(new Set(made.flatMap(({ stops }) => stops.map((stop) => stop.deliveryId))), new Set(deliveries));
    assert.equal(await claimPlan(deps), null);
  });

  it('with a route of which no trip can be made does not stand in the way of others for ever', async () => {
    await addCouriers(3);
    await addDeliveries(3);
    const { id } = await submit();
    const mend = await breakAtSecondTrip();
    for (let attempt = 1; attempt < 3; attempt += 1) await assert.rejects(work(await claim()), /no second trip/);
    await work(await claim());
    await mend();
    const { state, result } = await find(id);
    assert.deepEqual([state, (await trips()).length, await told(id)], ['finished', 1, ['plan.applied']]);
    assert.deepEqual(result?.unassigned.map(({ constraint }) => constraint), ['refused', 'refused']); // prettier-ignore
  });

  it('takes nothing from one who was believed dead and comes back', async () => {
    await addCouriers(2);
    await addDeliveries(2);
    const { id } = await submit();
    const late = await claim();
    await forget(id);
    await work(await claim());
    assert.deepEqual([(await find(id)).state, (await trips()).length], ['finished', 2]);
    assert.equal(await applyNext(deps, tenant.identity, late.claim, false), 'lost');
    await work(late);
    assert.deepEqual([(await trips()).length, await told(id)], [2, ['plan.applied']]);
  });

  it('leaves out what was taken or changed while it was planned, and says so', async () => {
    await addCouriers(1);
    await sql`update courier set capacity_units = 99 where account_id = ${tenant.account.id}`.execute(database.db);
    const [gone = '', ...stay] = await addDeliveries(12);
    const { id } = await submit(4);
    const working = work(await claim());
    await until(async () => (await find(id)).progress?.step === 'searching', 20_000);
    await cancelDelivery(deps, tenant.identity.caller, gone, { reasonCode: 'X', reason: 'x' });
    await working;
    const { result, state } = await find(id);
    assert.equal(state, 'finished');
    assert.deepEqual(new Set(result?.routes.flatMap(({ stops }) => stops.map(({ deliveryId }) => deliveryId))), new Set(stay)); // prettier-ignore
    assert.deepEqual(result?.unassigned.map(({ deliveryId, constraint }) => [deliveryId, constraint]), [[gone, 'changed']]); // prettier-ignore
    const [trip] = await trips();
    assert.ok(
      trip?.stops.every(({ plannedArrival }) => plannedArrival !== null),
      'a timetable of those that are left',
    );
  });

  it('is handed back by a process that ends in order, as if it had not been begun', async () => {
    await addCouriers(1);
    await addDeliveries(12);
    const { id } = await submit(60);
    const loop = createPlanning(deps, { idleMs: 10, threads: 1 });
    loop.start();
    await until(async () => (await find(id)).progress?.step === 'searching', 20_000);
    const begun = performance.now();
    await loop.stop();
    assert.ok(performance.now() - begun < 5000);
    const { state, attempts } = await find(id);
    assert.deepEqual([state, attempts, await told(id)], ['waiting', 0, []]);
    await cancelPlan(deps, tenant.identity.caller, id);
  });

  it('that is called off meanwhile has no effect and is told to nobody', async () => {
    await addCouriers(1);
    await addDeliveries(12);
    const { id } = await submit(60);
    const working = work(await claim());
    await until(async () => (await find(id)).progress?.step === 'searching', 20_000);
    await cancelPlan(deps, tenant.identity.caller, id);
    await working;
    assert.deepEqual([(await find(id)).state, await trips(), await told(id)], ['cancelled', [], []]);
  });

  it('is given up after three faults, in words that show nothing of ours', async () => {
    await addCouriers(1);
    made += 1;
    const dropoff = place({ position: null, window: anyTime });
    await createDelivery(deps, tenant.identity, draft({ orderNumber: `O${made}`, pickup: null, dropoff }));
    const { id } = await submit();
    const find = () => Promise.reject(new Error('secret'));
    const broken = {
      ...deps,
      geocodeServer: { kind: 'photon' as const, find, addressAt: find, close: async () => undefined },
    };
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      const working = workOnPlan(broken, await claim(), { threads: 1, signal: new AbortController().signal });
      await assert.rejects(working, /secret/);
    }
    const { state, failure, attempts } = await getPlan(deps, tenant.identity.caller, id);
    assert.deepEqual([state, attempts], ['failed', 3]);
    assert.match(failure ?? '', /^Planning was begun 3 times/);
    assert.deepEqual(await told(id), ['plan.failed']);
    assert.equal(await claimPlan(deps), null);
  });

  it('is looked for without reading those that are over', async () => {
    const { id: account } = tenant.account;
    const look = async () => {
      const tx = await database.db.startTransaction().execute();
      try {
        const claimed = await claimRow(tx, deps.newId(), 1);
        const { rows } = await sql<{ read: number }>`
          select (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int as read
          from pg_stat_xact_user_tables where relname = 'route_plan'`.execute(tx);
        return { claimed: claimed?.id ?? null, read: rows[0]?.read };
      } finally {
        await tx.rollback().execute();
      }
    };
    // planned while there was next to nothing
    for (let turn = 0; turn < 7; turn += 1) await look();
    await sql`insert into route_plan (account_id, id, version, kind, name, state, request, attempts, ended_at)
      select ${account}, gen_random_uuid(), 1, 'problem', 'old', 'finished', '{}', 1, now()
      from generate_series(1, 3000)`.execute(database.db);
    const { id } = await submit();
    const { claimed, read = Number.NaN } = await look();
    assert.equal(claimed, id);
    assert.ok(read < 50, `${read} rows read`);
    await cancelPlan(deps, tenant.identity.caller, id);
  });
});
