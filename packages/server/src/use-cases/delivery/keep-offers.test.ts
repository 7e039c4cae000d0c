/** Whoever takes a delivery out of its round closes the round, in the same transaction, and whoever changes it moves the round along. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { sql } from 'kysely';
import { giveToCourier } from '../../../test/give-to-courier.ts';
import { eventsOf, offersOf, openTaskHouse, statementsOf, type TaskHouse } from '../../../test/task-house.ts';
import { draft } from '../../../test/draft-delivery.ts';
import { expire } from '../../domain/delivery/lifecycle.ts';
import { assign } from '../../domain/delivery/on-the-road.ts';
import { hour } from '../../../test/draft-task.ts';
import { cancelTask } from '../task/cancel-task.ts';
import { getTask } from '../task/read-tasks.ts';
import { transact } from '../transact.ts';
import { addToTrip } from '../trip/add-to-trip.ts';
import { cancelDelivery } from './cancel-delivery.ts';
import { changeDelivery } from './change-deliveries.ts';
import { createDelivery } from './create-delivery.ts';
import { reportOutcome } from './report-outcome.ts';
import { updateDelivery } from './update-delivery.ts';

let house: TaskHouse;
before(async () => void (house = await openTaskHouse()));
after(() => house.close());

const why = { reasonCode: null, reason: 'changed their mind' };
type Act = (house: TaskHouse, id: string) => Promise<unknown>;

/** Every way out of `offered` beside a courier's yes, by the round's outcome and the state that it leads to. */
const waysOut: readonly (readonly [name: string, outcome: string, state: string, act: Act])[] = [
  ['a native cancellation', 'withdrawn', 'cancelled', ({ deps, tenant }, id) =>
    cancelDelivery(deps, tenant.identity.caller, id, why)],
  ['a reported cancellation', 'withdrawn', 'cancelled', ({ deps, tenant }, id) =>
    reportOutcome(deps, tenant.identity.caller, id, 'cancelled', why, { at: deps.now(), position: null })],
  ['GotSurge’s cancellation', 'withdrawn', 'cancelled', ({ deps, tenant, scope }, id) =>
    cancelTask(deps, tenant.identity, scope, id, 'changed their mind')],
  ['an operator’s trip', 'withdrawn', 'assigned', (one, id) => giveToCourier(one, id)],
  ['a trip that is there already', 'withdrawn', 'assigned', async (one, id) => {
    const { deps, tenant, make } = one;
    const { delivery } = await make('offered');
    const { trip } = await giveToCourier(one, delivery.id);
    await addToTrip(deps, tenant.identity, { tripId: trip.id }, [id]);
  }],
  ['the end of the round', 'expired', 'expired', ({ deps, tenant: { identity } }, id) =>
    transact(deps, identity.caller, (tx) =>
      changeDelivery(deps, tx, identity.caller, id, ({ delivery, circumstances }) => ({
        changed: expire(delivery, circumstances),
      })),
    )],
]; // prettier-ignore

for (const [name, outcome, state, act] of waysOut) {
  it(`closes the open round: ${name}`, async () => {
    const { deps, tenant, scope, make } = house;
    const [view, other] = [await make('offered'), await make('offered')];
    await act(house, view.delivery.id);
    const [round, ...others] = await offersOf(house, view.delivery.id);
    assert.deepEqual([round?.outcome, round?.closed_at, others], [outcome, deps.now(), []]);
    assert.equal((await offersOf(house, other.delivery.id))[0]?.outcome, null, 'only its own');
    const after = await getTask(deps, tenant.account.id, scope, view.delivery.id);
    assert.equal(after.delivery.state, state);
    const event = (await eventsOf(house, view.delivery.id)).at(-1);
    assert.ok(event && 'task' in event.data);
    assert.deepEqual(event.data.task, JSON.parse(JSON.stringify(after.task)));
  });
}

it('leaves the round open when the change is undone', async () => {
  const { deps, tenant, make } = house;
  const { caller } = tenant.identity;
  const { delivery } = await make('offered');
  const failing = transact(deps, caller, async (tx) => {
    await changeDelivery(deps, tx, caller, delivery.id, (scene) => ({
      changed: assign(scene.delivery, deps.newId(), { arrival: null, departure: null }, scene.circumstances),
    })).catch(() => undefined);
    throw new Error('the power went');
  });
  await assert.rejects(failing);
  assert.equal((await offersOf(house, delivery.id))[0]?.outcome, null);
});

it('moves the round along when another dialect changes the delivery', async () => {
  const { deps, tenant, make } = house;
  const { delivery } = await make('offered');
  const until = new Date((delivery.pickup?.window.until?.getTime() ?? 0) - hour / 2);
  const position = { lat: 1.31, lng: 103.7 };
  await updateDelivery(deps, tenant.identity, delivery.id, { pickup: { position, window: { until } } });
  const [round] = await offersOf(house, delivery.id);
  assert.deepEqual([round?.outcome, round?.lat, round?.expires_at], [null, 1.31, until]);
  const event = (await eventsOf(house, delivery.id)).at(-1);
  assert.ok(event && 'task' in event.data);
  assert.equal(event.data.task?.offerExpiresAt, until.toISOString());
});

it('goes by the round’s own terms where there is no task', async () => {
  const { deps, tenant } = house;
  const { id } = await createDelivery(deps, tenant.identity, draft({ orderNumber: 'PLAIN', legs: 'both' }));
  await sql`update delivery set state = 'offered' where id = ${id}`.execute(deps.db.house);
  await sql`insert into offer (account_id, id, delivery_id, preference, vehicle_kind, price, currency, opened_at, expires_at)
    values (${tenant.account.id}, ${deps.newId()}, ${id}, 'standard', 'car', 5, 'SGD', ${deps.now()}, ${deps.now()})`.execute(
    deps.db.house,
  );
  const window = { from: null, until: new Date(deps.now().getTime() + hour) };
  await updateDelivery(deps, tenant.identity, id, { pickup: { window } });
  const [round] = await offersOf(house, id);
  assert.deepEqual([round?.price, round?.preference, round?.expires_at], [5, 'standard', window.until]);
});

it('costs deliveries that nobody is asked for nothing', async () => {
  const { deps, tenant, make } = house;
  const { caller } = tenant.identity;
  const count = async (id: string) => statementsOf(deps, (counted) => cancelDelivery(counted, caller, id, why));
  const { id } = await createDelivery(deps, tenant.identity, draft({ orderNumber: 'CHEAP' }));
  const plain = await count(id);
  const task = await count((await make('draft')).delivery.id);
  const offered = await count((await make('offered')).delivery.id);
  assert.deepEqual([task - plain, offered - task], [1, 1], 'a snapshot for a task, a closing for a round');
});
