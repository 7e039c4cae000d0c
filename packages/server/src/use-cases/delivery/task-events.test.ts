/** Events of tasks carry the task as the change left it; those of other deliveries carry nothing more than before. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { sql } from 'kysely';
import { addTask, type SeededTask } from '../../../test/add-task.ts';
import { testDatabase, type TestDatabase } from '../../../test/database.ts';
import { testDeps, type TestDeps } from '../../../test/deps.ts';
import { draft } from '../../../test/draft-delivery.ts';
import { seedProofFile } from '../../../test/seed-proof-file.ts';
import { makeTenant, type Tenant } from '../../../test/tenant.ts';
import { expire } from '../../domain/delivery/lifecycle.ts';
import { offer } from '../../domain/delivery/on-the-road.ts';
import { silentHandover } from '../../domain/delivery/on-the-road.ts';
import type { RecordedEvent } from '../../domain/event/event.ts';
import { findTaskSnapshots } from '../../store/task-snapshot.ts';
import { readTimeline } from '../event/read-timeline.ts';
import { createCourier } from '../fleet/couriers.ts';
import { createTracker } from '../fleet/trackers.ts';
import { recordPositions } from '../tracking/record-positions.ts';
import { transact } from '../transact.ts';
import { actAtStop } from '../trip/act-at-stop.ts';
import { createTrip } from '../trip/create-trip.ts';
import { cancelTrip, startTrip } from '../trip/run-trip.ts';
import { changeDelivery } from './change-deliveries.ts';
import { createDelivery } from './create-delivery.ts';

let database: TestDatabase;
let deps: TestDeps;
let tenant: Tenant;
before(async () => {
  database = await testDatabase();
  deps = testDeps(database.tenants);
  tenant = await makeTenant(deps);
});
after(() => database.close());

type TaskEvent = Extract<RecordedEvent, { readonly data: { readonly task?: unknown } }>;

async function eventsOf(id: string): Promise<TaskEvent[]> {
  const events = await readTimeline(deps, tenant.identity.caller, id, { after: 0, limit: 100 });
  return events.filter((event): event is TaskEvent => 'delivery' in event.data);
}

const taskOf = (event: TaskEvent | undefined) => event?.data.task ?? assert.fail('there is no task');

/** A courier on duty for the organisation, with a phone. */
async function addCourier({ organisationId }: SeededTask, employeeNumber: string): Promise<string> {
  const { account, identity } = tenant;
  const phoneCode = `P-${employeeNumber}`;
  await createTracker(deps, identity.caller, { code: phoneCode, kind: 'phone' });
  const person = { name: 'Ng', phone: '+6591234567', email: null, branch: null, vehicleNumber: null };
  const work = {
    maxDistanceMetres: null,
    preferredPostalCode: null,
    languages: [],
    daysOff: [],
    shifts: [],
    details: {},
  };
  const capacity = { capacityUnits: null, capacityVolumeCm3: null, capacityWeightGrams: null };
  const { id } = await createCourier(
    deps,
    identity,
    { employeeNumber, phoneCode, ...person, ...work, ...capacity },
    null,
  );
  await sql`insert into courier_duty (account_id, courier_id, organisation_id, vehicle_kind, emissions_type)
    values (${account.id}, ${id}, ${organisationId}, 'van_1.7m', 'ev')`.execute(deps.db.house);
  return id;
}

async function putOnTrip(courierId: string, id: string) {
  const order = { name: null, courierId, vehicleId: null, driverName: null, trackerCode: null, setOff: null };
  return createTrip(deps, tenant.identity, { ...order, deliveryIds: [id] });
}

/** A round of offers, opened and closed by statements of its own. */
async function openRound(id: string, expiresAt: Date): Promise<string> {
  const round = deps.newId();
  await sql`insert into offer (account_id, id, delivery_id, preference, vehicle_kind, price, currency, opened_at, expires_at)
    values (${tenant.account.id}, ${round}, ${id}, 'squad', 'car', 200000, 'SGD', ${deps.now()}, ${expiresAt})`.execute(
    deps.db.house,
  );
  return round;
}

it('says who has it, where he is and what came of it', async () => {
  const { caller } = tenant.identity;
  const seeded = await addTask(deps, tenant, 'TASK-1');
  const courierId = await addCourier(seeded, 'E1');
  const trip = await putOnTrip(courierId, seeded.id);
  const [pickup, dropoff] = trip.stops;
  assert.ok(pickup && dropoff);
  const minute = (number: number) => new Date(deps.now().getTime() + 60_000 * number);
  const report = (number: number) => ({ at: minute(number), position: null });
  await startTrip(deps, caller, trip.id, report(0));
  await recordPositions(deps, tenant.identity, 'P-E1', [
    { recordedAt: deps.now(), lat: 1.29, lng: 103.77, speedKmh: null, batteryPercent: null, temperatureC: null, messageType: null },
  ]); // prettier-ignore
  deps.clock.move(3_600_000);
  await actAtStop(deps, caller, pickup.id, { kind: 'arrive' }, report(-50));
  await actAtStop(deps, caller, pickup.id, { kind: 'pick_up' }, report(-40));
  const file = await seedProofFile(deps, tenant, seeded.id);
  await actAtStop(deps, caller, dropoff.id, { kind: 'arrive' }, report(-30));
  const handover = { ...silentHandover, customerComment: null, customerRating: null, recipientName: 'Ms Lim' };
  await actAtStop(deps, caller, dropoff.id, { kind: 'deliver', handover }, report(-20));

  const [created, ...events] = await eventsOf(seeded.id);
  assert.equal(created?.data.task, undefined, 'the task row came later');
  const types = ['assigned', 'dispatched', 'arrived', 'picked_up', 'arrived', 'delivered'];
  assert.deepEqual(events.map(({ type }) => type), types.map((type) => `delivery.${type}`)); // prettier-ignore
  const first = taskOf(events[0]);
  assert.deepEqual(first.organisation, { id: seeded.organisationId, businessName: 'TASK-1' });
  assert.deepEqual([first.platformId, first.appId, first.price, first.epod], [seeded.platformId, seeded.appId, 200_000, null]);
  assert.deepEqual(first.attributes, { min_price: 500_000, from_contact: { vessel_imo: 9_074_729 } });
  const driver = { id: courierId, name: 'Ng', phone: '+6591234567', vehicleNumber: null, vehicleKind: 'van_1.7m', emissionsType: 'ev' };
  const transporter = { id: seeded.organisationId, businessName: 'TASK-1' };
  assert.deepEqual(first.driver, { ...driver, position: null, transporter });
  assert.deepEqual(taskOf(events[2]).driver?.position, { lat: 1.29, lng: 103.77 });

  const last = taskOf(events.at(-1));
  assert.deepEqual(last.driver, { ...driver, position: null, transporter }, 'where he goes next is nobody’s business');
  const files = [{ id: file, kind: 'photo' }];
  assert.deepEqual(last.epod, { recipientName: 'Ms Lim', notes: null, files, completedAt: minute(-20).toISOString() });
  const begun = last.statuses.map(({ state, at }) => [state, at]);
  const states = ['ready', 'assigned', 'to_pickup', 'at_pickup', 'in_transit', 'at_dropoff', 'delivered'];
  assert.deepEqual(begun.map(([state]) => state), states); // prettier-ignore
  assert.deepEqual(begun.slice(3).map(([, at]) => at), [-50, -40, -30, -20].map((number) => minute(number).toISOString())); // prettier-ignore

  const now = (await findTaskSnapshots(deps.db.of(tenant.account.id), tenant.account.id, [seeded.id])).get(seeded.id);
  assert.deepEqual(JSON.parse(JSON.stringify(now)), last, 'read later it is what the webhook said');
}); // prettier-ignore

it('forgets the driver who gave it back, and expires at the end of its round', async () => {
  const { caller } = tenant.identity;
  const seeded = await addTask(deps, tenant, 'TASK-2');
  const courierId = await addCourier(seeded, 'E2');
  const trip = await putOnTrip(courierId, seeded.id);
  await cancelTrip(deps, caller, trip.id);
  const end = new Date(deps.now().getTime() + 5000);
  const id = await openRound(seeded.id, end);
  const change = (act: Parameters<typeof changeDelivery>[4]) =>
    transact(deps, caller, (tx) => changeDelivery(deps, tx, caller, seeded.id, act));
  await change(({ delivery, circumstances }) => ({
    changed: offer(delivery, { id, preference: 'squad', expiresAt: end }, circumstances),
  }));
  // the loop is late
  deps.clock.move(60_000);
  await change(({ delivery, circumstances }) => ({ changed: expire(delivery, circumstances) }));

  const [, , released, offered, expired] = await eventsOf(seeded.id);
  assert.equal(released?.type, 'delivery.released');
  assert.equal(taskOf(released).driver, null);
  assert.equal(taskOf(offered).offerExpiresAt, end.toISOString());
  assert.deepEqual(taskOf(expired).statuses.at(-1), { state: 'expired', at: end.toISOString(), note: null });
  const states = taskOf(expired).statuses.map(({ state }) => state);
  assert.deepEqual(states, ['ready', 'assigned', 'ready', 'offered', 'expired']);
});

it('leaves the events of other deliveries as they were', async () => {
  const { id } = await createDelivery(deps, tenant.identity, draft({ orderNumber: 'PLAIN' }));
  const seeded = await addTask(deps, tenant, 'TASK-3');
  await putOnTrip(await addCourier(seeded, 'E3'), id);
  for (const { data } of await eventsOf(id)) assert.ok(!('task' in data));
});
