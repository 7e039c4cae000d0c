/** What couriers' phones report, hours late, twice, in disorder and of what is not theirs. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { addCourier } from '../../../test/add-courier.ts';
import { addOffer } from '../../../test/add-task.ts';
import { testDatabase, type TestDatabase } from '../../../test/database.ts';
import { testDeps, type TestDeps } from '../../../test/deps.ts';
import { draft } from '../../../test/draft-delivery.ts';
import { act, deeds, toAction, way, type DeedName, type When } from '../../../test/phone.ts';
import { makeTenant, type Tenant } from '../../../test/tenant.ts';
import { newId } from '../../lib/new-id.ts';
import { findTaskSnapshots } from '../../store/task-snapshot.ts';
import { cancelDelivery } from '../delivery/cancel-delivery.ts';
import { createDelivery } from '../delivery/create-delivery.ts';
import { getDelivery } from '../delivery/read-deliveries.ts';
import { readTimeline } from '../event/read-timeline.ts';
import { listNearOffers } from '../offer/list-near.ts';
import { openOffer } from '../offer/open.ts';
import { createTrip } from '../trip/create-trip.ts';
import { endTrip } from '../trip/end-trip.ts';
import { getTrip } from '../trip/read-trips.ts';
import { cancelTrip } from '../trip/run-trip.ts';
import { actAsCourier } from './act.ts';
import { addOwnProof } from './add-own-proof.ts';
import { setOwnDuty } from './duty.ts';
import { readWork } from './read-work.ts';

let database: TestDatabase;
let deps: TestDeps;
let tenant: Tenant;
before(async () => {
  database = await testDatabase();
  deps = testDeps(database.tenants);
  tenant = await makeTenant(deps);
});
after(() => database.close());

let made = 0;
/** A courier and a task that is on offer to him. */
async function scene() {
  made += 1;
  const courier = await addCourier(deps, tenant, `C-${made}`);
  const { id, offer } = await addOffer(deps, tenant, `T-${made}`);
  const what = { id, offerId: offer.id };
  const go = (name: DeedName, when: When = {}) => act(deps, courier, deeds[name](what), when);
  return { courier, what, go };
}

const stateOf = async (id: string) => (await getDelivery(deps, tenant.identity.caller, id)).state;
const eventsOf = async (id: string) =>
  (await readTimeline(deps, tenant.identity.caller, id, { after: 0, limit: 100 })).map(({ type }) => type);
const taskOf = async (id: string) => (await findTaskSnapshots(database.db, tenant.account.id, [id])).get(id);
const outcomes = (results: readonly { readonly outcome: string }[]) => results.map(({ outcome }) => outcome);

test('a task is driven step by step, each step is the one that the work shows, and its trip ends by itself', async () => {
  const { courier, what, go } = await scene();
  const steps = { set_out: 'set_out', reach_pickup: 'arrive', pick_up: 'pick_up', reach_dropoff: 'arrive', deliver: 'deliver' }; // prettier-ignore
  const states = ['assigned', 'to_pickup', 'at_pickup', 'in_transit', 'at_dropoff', 'delivered'];
  for (const [index, name] of way.entries()) {
    if (name !== 'accept') {
      const [trip] = await readWork(deps, courier.identity);
      assert.equal(trip?.next?.kind, steps[name], name);
    }
    const { outcome, delivery } = await go(name);
    assert.deepEqual([outcome, delivery], ['done', { id: what.id, state: states[index], version: index + 3 }], name);
  }
  assert.deepEqual(await readWork(deps, courier.identity), []);
  const { tripId } = await getDelivery(deps, tenant.identity.caller, what.id);
  assert.equal((await getTrip(deps, tenant.identity.caller, tripId ?? '')).state, 'ended');
});

test('a queue of hours without a network is done in order, at the times at which it happened', async () => {
  const { courier, what, go } = await scene();
  await go('accept');
  const accepted = deps.now();
  deps.clock.move(5 * 3_600_000);
  const minutes = (minute: number) => new Date(accepted.getTime() + minute * 60_000);
  const queue = way.slice(1).map((name, index) => toAction(deps, deeds[name](what), { at: minutes(10 * (index + 1)) }));
  assert.deepEqual(outcomes(await actAsCourier(deps, courier.identity, queue)), [
    'done',
    'done',
    'done',
    'done',
    'done',
  ]);
  const statuses = (await taskOf(what.id))?.statuses.slice(-5).map(({ state, at }) => [state, at]);
  assert.deepEqual(statuses, [
    ['to_pickup', minutes(10)],
    ['at_pickup', minutes(20)],
    ['in_transit', minutes(30)],
    ['at_dropoff', minutes(40)],
    ['delivered', minutes(50)],
  ]);
});

test('clocks: one that is far ahead counts as now, one that goes back does not turn the steps round', async () => {
  const { what, go } = await scene();
  await go('accept');
  const begun = deps.now();
  await go('set_out', { at: new Date(begun.getTime() - 3_600_000) });
  deps.clock.move(60_000);
  const arrived = deps.now();
  await go('reach_pickup', { at: new Date(begun.getTime() + 86_400_000) });
  deps.clock.move(60_000);
  await go('pick_up', { at: new Date(begun.getTime() - 86_400_000) });
  const statuses = (await taskOf(what.id))?.statuses.slice(-3).map(({ at }) => at);
  assert.deepEqual(statuses, [begun, arrived, arrived]);
  const old = await go('reach_dropoff', { at: new Date(deps.now().getTime() - 8 * 86_400_000) });
  assert.deepEqual([old.outcome, old.code], ['refused', 'invalid_input']);
  assert.equal(await stateOf(what.id), 'in_transit');
});

test('the same action again has the same answer and no effect, and its id is no other action’s', async () => {
  const { courier, what, go } = await scene();
  const accept = toAction(deps, deeds.accept(what));
  const [first] = await actAsCourier(deps, courier.identity, [accept]);
  const again = await actAsCourier(deps, courier.identity, [accept, accept]);
  assert.deepEqual(again, [first, first]);
  const other = await go('decline', { id: accept.id });
  assert.deepEqual([other.outcome, other.code], ['refused', 'idempotency_mismatch']);
  assert.deepEqual(await eventsOf(what.id), ['delivery.created', 'delivery.offered', 'delivery.assigned']);
});

test('the same batch in five requests at once is done once, and each hears the same', async () => {
  const { courier, what } = await scene();
  const queue = way.map((name) => toAction(deps, deeds[name](what)));
  const answers = await Promise.all([1, 2, 3, 4, 5].map(() => actAsCourier(deps, courier.identity, queue)));
  for (const answer of answers) assert.deepEqual(answer, answers[0]);
  assert.deepEqual(outcomes(answers[0] ?? []), way.map(() => 'done')); // prettier-ignore
  assert.equal((await eventsOf(what.id)).length, 8);
});

test('a step out of order is refused with the state, and changes nothing', async () => {
  const { what, go } = await scene();
  await go('accept');
  for (const name of ['reach_pickup', 'pick_up', 'reach_dropoff', 'deliver', 'fail_pickup', 'fail_dropoff'] as const) {
    const { outcome, code, delivery } = await go(name);
    assert.deepEqual([outcome, code, delivery?.state], ['refused', 'illegal_transition', 'assigned'], name);
  }
  await go('set_out');
  for (const name of ['pick_up', 'reach_dropoff', 'deliver', 'fail_pickup', 'end'] as const) {
    assert.equal((await go(name)).code, 'illegal_transition', name);
  }
  assert.equal((await eventsOf(what.id)).length, 4);
});

test('an unsuccessful pickup and an unsuccessful delivery close the trip, and the courier is free', async () => {
  const failedPickup = await scene();
  for (const name of ['accept', 'set_out', 'reach_pickup', 'fail_pickup'] as const) await failedPickup.go(name);
  assert.equal(await stateOf(failedPickup.what.id), 'pickup_failed');
  assert.equal((await failedPickup.go('fail_pickup')).outcome, 'superseded');
  assert.equal((await failedPickup.go('pick_up')).code, 'illegal_transition');
  const { id, offer } = await addOffer(deps, tenant, `NEXT-${made}`);
  const next = { id, offerId: offer.id };
  for (const name of ['accept', 'set_out', 'reach_pickup', 'pick_up', 'reach_dropoff', 'fail_dropoff'] as const) {
    assert.equal((await act(deps, failedPickup.courier, deeds[name](next))).outcome, 'done', name);
  }
  const { state, reason, attempts } = await getDelivery(deps, tenant.identity.caller, id);
  assert.deepEqual([state, reason, attempts], ['delivery_failed', 'Nobody there', 1]);
  assert.deepEqual(await readWork(deps, failedPickup.courier.identity), []);
});

test('of several accepted tasks one is driven at a time', async () => {
  const { courier, what, go } = await scene();
  const { id, offer } = await addOffer(deps, tenant, `SECOND-${made}`);
  const second = { id, offerId: offer.id };
  await go('accept');
  assert.equal((await act(deps, courier, deeds.accept(second))).outcome, 'done');
  await go('set_out');
  const work = await readWork(deps, courier.identity);
  assert.deepEqual(work.map(({ state, next }) => [state, next?.kind]), [['started', 'arrive'], ['planned', undefined]]); // prettier-ignore
  const refused = await act(deps, courier, deeds.set_out(second));
  assert.deepEqual([refused.outcome, refused.code], ['refused', 'in_use']);
  for (const name of ['reach_pickup', 'fail_pickup'] as const) await go(name);
  assert.equal((await act(deps, courier, deeds.set_out(second))).outcome, 'done');
  assert.equal(await stateOf(what.id), 'pickup_failed');
});

test('what was called off or given to another while the phone was offline is refused with its state', async () => {
  const off = await scene();
  await off.go('accept');
  await cancelDelivery(deps, tenant.identity.caller, off.what.id, { reasonCode: null, reason: 'x' });
  const refused = await off.go('set_out');
  assert.deepEqual([refused.outcome, refused.delivery?.state], ['refused', 'cancelled']);

  const lost = await scene();
  await lost.go('accept');
  const { tripId } = await getDelivery(deps, tenant.identity.caller, lost.what.id);
  await cancelTrip(deps, tenant.identity.caller, tripId ?? '');
  const other = await addCourier(deps, tenant, `OTHER-${made}`);
  const again = await openOffer(deps, tenant.identity, lost.what.id);
  assert.equal((await act(deps, other, deeds.accept({ ...lost.what, offerId: again.id }))).outcome, 'done');
  for (const name of ['set_out', 'reach_pickup', 'deliver'] as const) {
    const { outcome, delivery } = await lost.go(name);
    assert.deepEqual([outcome, delivery?.state], ['refused', 'assigned'], name);
  }
  assert.deepEqual(await readWork(deps, lost.courier.identity), []);
  assert.equal((await act(deps, other, deeds.set_out(lost.what))).outcome, 'done');
});

test('another courier’s stop, another account’s, and one that nobody has are the same to him', async () => {
  const { what, go } = await scene();
  await go('accept');
  await go('set_out');
  const { rows } = await sql<{ id: string }>`select id from stop where delivery_id = ${what.id}`.execute(database.db);
  const stopId = rows[0]?.id ?? assert.fail('no stop');
  const stranger = await makeTenant(deps);
  const thief = await addCourier(deps, tenant, `THIEF-${made}`);
  const foreigner = await addCourier(deps, stranger, 'F');
  const before = await eventsOf(what.id);
  for (const courier of [thief, foreigner]) {
    for (const name of ['set_out', 'reach_pickup', 'pick_up', 'deliver', 'fail_pickup', 'end'] as const) {
      const [mine, nobodys] = [what.id, newId()].map((id) => deeds[name]({ ...what, id }));
      assert.ok(mine && nobodys);
      assert.deepEqual(await act(deps, courier, mine), await act(deps, courier, nobodys), name);
    }
    const on = { stopId, deliveryId: null, leg: null };
    const arrive = await act(deps, courier, { kind: 'arrive', on, action: { kind: 'arrive' }, proofIds: [] });
    assert.deepEqual([arrive.outcome, arrive.code, arrive.delivery], ['refused', 'stop_not_found', null]);
  }
  const foreign = await act(deps, foreigner, deeds.decline(what));
  assert.deepEqual(foreign, await act(deps, foreigner, deeds.decline({ ...what, offerId: newId() })));
  assert.deepEqual(await eventsOf(what.id), before);
});

test('a declined offer is not seen again by him, and may still be taken by another', async () => {
  const { what, go } = await scene();
  assert.deepEqual(outcomes([await go('decline'), await go('decline')]), ['done', 'superseded']);
  const other = await addCourier(deps, tenant, `TAKER-${made}`);
  assert.equal((await act(deps, other, deeds.accept(what))).outcome, 'done');
  assert.equal((await act(deps, other, deeds.decline(what))).code, 'illegal_transition');
  assert.equal((await act(deps, other, deeds.accept(what))).outcome, 'superseded');
  assert.equal((await go('decline')).outcome, 'superseded');
});

test('a trip that an operator made is driven by the app as well, also out of the usual order, until its last stop', async () => {
  const courier = await addCourier(deps, tenant, 'PLANNED');
  const ids = [];
  for (const legs of ['dropoff', 'both'] as const) {
    ids.push((await createDelivery(deps, tenant.identity, draft({ orderNumber: `PLANNED-${legs}`, legs }))).id);
  }
  const [first = '', second = ''] = ids;
  const order = {
    name: null,
    courierId: courier.id,
    vehicleId: null,
    driverName: null,
    trackerCode: null,
    setOff: null,
  };
  const trip = await createTrip(deps, tenant.identity, { ...order, deliveryIds: ids });
  const go = async (id: string, name: DeedName) => (await act(deps, courier, deeds[name]({ id, offerId: '' }))).outcome;
  assert.equal(await go(second, 'reach_pickup'), 'refused', 'it has not set out');
  assert.equal(await go(first, 'set_out'), 'done');
  // the second delivery's pickup comes before the first one's door; and a courier may forget to say that he arrived
  for (const name of ['reach_pickup', 'pick_up'] as const) assert.equal(await go(second, name), 'done');
  assert.equal(await go(first, 'deliver'), 'done');
  assert.equal((await getTrip(deps, tenant.identity.caller, trip.id)).state, 'started');
  assert.equal(await go(second, 'deliver'), 'done');
  assert.equal((await getTrip(deps, tenant.identity.caller, trip.id)).state, 'ended');
});

test('what is collected for the hub is handed over when the courier says that he is back', async () => {
  const courier = await addCourier(deps, tenant, 'COLLECTOR');
  const { id } = await createDelivery(deps, tenant.identity, draft({ orderNumber: 'COLLECT', legs: 'pickup' }));
  const order = {
    name: null,
    courierId: courier.id,
    vehicleId: null,
    driverName: null,
    trackerCode: null,
    setOff: null,
  };
  const trip = await createTrip(deps, tenant.identity, { ...order, deliveryIds: [id] });
  const go = async (name: DeedName) => (await act(deps, courier, deeds[name]({ id, offerId: '' }))).outcome;
  for (const name of ['set_out', 'reach_pickup', 'pick_up'] as const) assert.equal(await go(name), 'done', name);
  assert.equal((await getTrip(deps, tenant.identity.caller, trip.id)).state, 'started');
  assert.deepEqual((await readWork(deps, courier.identity))[0]?.next, { kind: 'end', stopId: null });
  assert.equal(await go('end'), 'done');
  assert.equal(await stateOf(id), 'delivered');
  assert.equal(await go('end'), 'superseded');
});

test('an operator who ends a trip puts its task back, and it can be offered again', async () => {
  const { courier, what, go } = await scene();
  for (const name of ['accept', 'set_out'] as const) await go(name);
  const { tripId } = await getDelivery(deps, tenant.identity.caller, what.id);
  const report = { at: deps.now(), position: null };
  await endTrip(deps, tenant.identity.caller, tripId ?? '', { notDispatched: [], delivered: [] }, report);
  assert.equal(await stateOf(what.id), 'ready');
  const again = await openOffer(deps, tenant.identity, what.id);
  assert.equal(await stateOf(what.id), 'offered');
  assert.equal((await act(deps, courier, deeds.accept({ ...what, offerId: again.id }))).outcome, 'done');
});

test('a handover that names a proof is refused until the proof is there', async () => {
  const { courier, what, go } = await scene();
  for (const name of way.slice(0, 5)) await go(name);
  const clientId = newId();
  const deliver = { ...deeds.deliver(what), proofIds: [clientId] };
  const early = await act(deps, courier, deliver);
  assert.deepEqual([early.outcome, early.code, early.delivery?.state], ['refused', 'proof_not_found', 'at_dropoff']);
  const proof = { leg: 'dropoff', recipientName: 'Lim', note: 'at the gate', position: null, files: [] } as const;
  const input = { ...proof, deliveryId: what.id, capturedAt: deps.now(), clientId };
  const kept = await addOwnProof(deps, courier.identity, input);
  assert.equal((await act(deps, courier, { ...deliver, proofIds: [clientId, newId()] })).code, 'proof_not_found');
  assert.equal((await act(deps, courier, { ...deliver, proofIds: [clientId, kept.id] })).outcome, 'done');
  const epod = (await taskOf(what.id))?.epod;
  assert.deepEqual(epod, { recipientName: 'Lim', notes: 'at the gate', files: [], completedAt: deps.now() });
});

test('whoever is off duty sees and takes nothing, and goes on with what he has', async () => {
  const { courier, what, go } = await scene();
  const second = await addOffer(deps, tenant, `OFF-${made}`);
  await go('accept');
  const duty = { vehicleKind: null, emissionsType: null, position: null };
  await setOwnDuty(deps, courier.identity, { onDuty: false, ...duty });
  assert.deepEqual(await listNearOffers(deps, courier.identity, 100), []);
  assert.equal((await act(deps, courier, deeds.accept({ id: second.id, offerId: second.offer.id }))).code, 'off_duty');
  assert.equal((await go('set_out')).outcome, 'done');
  assert.equal(await stateOf(what.id), 'to_pickup');
});
