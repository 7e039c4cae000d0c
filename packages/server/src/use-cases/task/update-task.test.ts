/** A task changes as long as it may, once per version, and its round of broadcasting changes with it. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { sql } from 'kysely';
import { dumpOf } from '../../../test/dump-of.ts';
import { draft } from '../../../test/draft-delivery.ts';
import { hour } from '../../../test/draft-task.ts';
import { giveToCourier } from '../../../test/give-to-courier.ts';
import { eventsOf, offersOf, openTaskHouse, type TaskHouse } from '../../../test/task-house.ts';
import type { TaskUpdate } from '../../domain/task/task-draft.ts';
import type { TaskView } from '../../domain/task/task-view.ts';
import { newId } from '../../lib/new-id.ts';
import { createDelivery } from '../delivery/create-delivery.ts';
import { cancelTask } from './cancel-task.ts';
import { getTask } from './read-tasks.ts';
import { updateTask } from './update-task.ts';

let house: TaskHouse;
before(async () => void (house = await openTaskHouse()));
after(() => house.close());

const update = ({ delivery: { id, version } }: TaskView, patch: TaskUpdate, expected = version) =>
  updateTask(house.deps, house.tenant.identity, house.scope, {
    id,
    expected,
    patch,
    lateAttributes: ['total_weight_unit'],
  });
const inHours = (hours: number) => new Date(house.deps.now().getTime() + hours * hour);

/** It is refused, and nothing was written. */
async function refused(patching: () => Promise<unknown>, fault: Record<string, unknown>) {
  const before = await dumpOf(house.deps.db.house, house.tenant.account.id);
  await assert.rejects(patching(), fault);
  assert.equal(await dumpOf(house.deps.db.house, house.tenant.account.id), before);
}

it('changes everything of a task that nobody has taken, and says what', async () => {
  const { deps, tenant, scope, platform, make } = house;
  const view = await make('offered');
  const patch: TaskUpdate = {
    organisationId: platform.associatedId,
    delivery: {
      waybillNumber: 'T-9',
      weightGrams: 5000,
      pickup: { notes: 'Gate 3', window: { until: inHours(24.5) }, position: { lat: 1.309, lng: 103.8 } },
    },
    terms: { price: 120_000, vehiclePreference: 'van_1.7m', invoiceNumber: 'INV-1', broadcastPreference: 'squad' },
    attributes: { min_price: 500_000, admin_fee: 20_000, from_contact: { vessel_imo: 9_074_729 } },
    units: 7,
  };
  const after = await update(view, patch);
  assert.deepEqual(await getTask(deps, tenant.account.id, scope, view.delivery.id), after);
  const { delivery, task } = after;
  assert.equal(delivery.version, 2);
  assert.deepEqual([delivery.waybillNumber, delivery.weightGrams, delivery.packages[0]?.units], ['T-9', 5000, 7]);
  assert.deepEqual(delivery.pickup?.window.from, view.delivery.pickup?.window.from, 'what is not named stays');
  assert.deepEqual([task.price, task.organisationId, task.distanceMetres], [120_000, platform.associatedId, 1301]);
  assert.deepEqual(task.attributes, { ...view.task.attributes, admin_fee: 20_000 });

  const [round, ...others] = await offersOf(house, delivery.id);
  assert.deepEqual(others, []);
  assert.ok(round);
  const { outcome, price, vehicle_kind, preference, lat } = round;
  assert.deepEqual([outcome, price, vehicle_kind, preference, lat], [null, 120_000, 'van_1.7m', 'squad', 1.309]);
  assert.deepEqual(round.expires_at, inHours(24), 'half an hour before the new end');
  assert.deepEqual(task.offerExpiresAt, round.expires_at);

  const [, event] = await eventsOf(house, delivery.id);
  assert.ok(event?.type === 'delivery.updated');
  assert.deepEqual([...(event.data.fields ?? [])].sort(), [
    'attributes.admin_fee', 'broadcastPreference', 'distanceMetres', 'organisationId', 'packages', 'pickup.notes',
    'pickup.position', 'pickup.window', 'price', 'vehiclePreference', 'waybillNumber', 'weightGrams',
  ]); // prettier-ignore
  assert.deepEqual(event.data.task, JSON.parse(JSON.stringify(task)));
});

it('counts an update that changes nothing, and what comes in another order of keys', async () => {
  const view = await house.make('offered', { terms: { attributes: { cargo: { one: 1, two: [{ a: 1, b: 2 }] } } } });
  const after = await update(view, {
    attributes: { cargo: { two: [{ b: 2, a: 1 }], one: 1 } },
    terms: { price: 200_000 },
  });
  assert.equal(after.delivery.version, 2);
  const [, event] = await eventsOf(house, view.delivery.id);
  assert.ok(event?.type === 'delivery.updated');
  assert.deepEqual(event.data.fields, []);
});

it('takes the price away with the currency', async () => {
  const view = await house.make('draft');
  const { task } = await update(view, { terms: { currency: '' } });
  assert.deepEqual([task.currency, task.price], ['', 0]);
  const again = await getTask(house.deps, house.tenant.account.id, house.scope, view.delivery.id);
  assert.equal((await update(again, { terms: { price: 300_000 } })).task.price, 0);
});

it('refuses a revision that is not the last one', async () => {
  const view = await house.make('offered');
  await update(view, { terms: { price: 300_000 } });
  for (const expected of [1, 3]) {
    const faults = [{ path: 'expected', message: 'It is not the revision that the task has now.' }];
    await refused(() => update(view, { terms: { price: 400_000 } }, expected), { code: 'version_conflict', faults });
  }
});

it('lets one of twenty win that saw the same revision', async () => {
  const view = await house.make('offered');
  const prices = Array.from({ length: 20 }, (_, index) => 300_000 + index);
  const results = await Promise.allSettled(prices.map((price) => update(view, { terms: { price } })));
  const won = results.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const lost = results.flatMap((one) => (one.status === 'rejected' ? [one.reason as { code: string }] : []));
  assert.equal(won.length, 1);
  assert.deepEqual(new Set(lost.map(({ code }) => code)), new Set(['version_conflict']));
  const { delivery, task } = await getTask(house.deps, house.tenant.account.id, house.scope, view.delivery.id);
  assert.deepEqual([delivery.version, task.price], [2, won[0]?.task.price]);
  assert.equal((await offersOf(house, delivery.id))[0]?.price, task.price);
  assert.equal((await eventsOf(house, delivery.id)).length, 2);
});

it('keeps to the windows’ rules, in the words of the document', async () => {
  const view = await house.make('offered');
  const fault = (path: string, message: string) => ({ code: 'invalid_input', faults: [{ path, message }] });
  const pickupOrder = 'The pickup start time must be earlier than the end time';
  const deliveryOrder = 'The pickup time must be earlier than the delivery time';
  const pickup = (from: number, until: number) => ({ delivery: { pickup: { window: { from: inHours(from), until: inHours(until) } } } });
  await refused(() => update(view, pickup(3, 2)), fault('pickup.window.from', pickupOrder));
  await refused(() => update(view, pickup(3, 25.1)), fault('pickup.window.until', deliveryOrder));
  await refused(() => update(view, pickup(-3, -1)), fault('pickup.window.until', pickupOrder));
  const dropoff = { delivery: { dropoff: { window: { until: inHours(24.9) } } } };
  await refused(() => update(view, dropoff), fault('dropoff.window.from', deliveryOrder));
}); // prettier-ignore

it('lets little change while a courier has it, and nothing afterwards', async () => {
  const { deps, tenant, scope, make } = house;
  const view = await make('offered');
  const courier = await giveToCourier(house, view.delivery.id);
  const taken = await getTask(deps, tenant.account.id, scope, view.delivery.id);
  const refusals: readonly [TaskUpdate, string][] = [
    [{ terms: { price: 300_000 } }, 'price'],
    [{ organisationId: house.platform.associatedId }, 'organisationId'],
    [{ attributes: { min_price: 1 } }, 'min_price'],
    [{ delivery: { dropoff: { phone: '+65' } } }, 'dropoff.phone'],
    [{ delivery: { pickup: { window: { until: inHours(24.5) } } } }, 'pickup.window'],
  ];
  for (const [patch, path] of refusals) {
    const faults = [{ path, message: 'It cannot be changed once a courier has the task' }];
    await refused(() => update(taken, patch), { code: 'already_dispatched', faults });
  }
  const after = await update(taken, {
    delivery: { waybillNumber: 'LATE', weightGrams: 1, pickup: { notes: 'a' }, dropoff: { notes: 'b' } },
    terms: { invoiceNumber: 'I', groupTag: 'G', price: view.task.price },
    attributes: { total_weight_unit: 'kg', min_price: 500_000 },
    units: 3,
  });
  assert.equal(after.task.attributes['total_weight_unit'], 'kg');
  assert.deepEqual([after.delivery.waybillNumber, after.delivery.packages[0]?.units], ['LATE', 3]);
  await courier.deliver();
  const done = await getTask(deps, tenant.account.id, scope, view.delivery.id);
  assert.equal(done.delivery.state, 'delivered');
  const over = { code: 'already_dispatched', message: 'A task that is delivered cannot be changed.' };
  await refused(() => update(done, { delivery: { waybillNumber: 'LATER' } }), over);
});

it('changes nothing of a task whose round is over, written down or not', async () => {
  const view = await house.make('offered', { pickup: [0, 1], dropoff: [1, 2] });
  house.deps.clock.move(hour);
  const over = { code: 'already_dispatched', message: 'A task that is expired cannot be changed.' };
  await refused(() => update(view, { terms: { price: 300_000 } }), over);
});

it('knows nothing of tasks and organisations out of reach', async () => {
  const { deps, tenant, platform, make } = house;
  const view = await make('draft', { organisationId: platform.associatedId });
  const own = { organisationIds: [platform.organisationId], appId: null, withOthers: true };
  const order = { expected: 1, patch: {}, lateAttributes: [] };
  const foreign = { code: 'delivery_not_found', message: 'There is no such delivery.' };
  for (const id of [view.delivery.id, newId()]) {
    await refused(() => updateTask(deps, tenant.identity, own, { ...order, id }), foreign);
    await refused(() => cancelTask(deps, tenant.identity, own, id, 'x'), foreign);
  }
  await refused(() => update(view, { organisationId: newId() }), { code: 'organisation_not_found' });
});

it('changes of a delivery that came another way what it has, and refuses what only tasks have', async () => {
  const { deps, tenant, scope } = house;
  const { id } = await createDelivery(deps, tenant.identity, draft({ orderNumber: 'NATIVE' }));
  const view = await getTask(deps, tenant.account.id, scope, id);
  const faults = ['price', 'min_price'].map((path) => ({ path, message: 'This delivery came another way and has no such field' }));
  const patch = { terms: { price: 1, currency: 'SGD' }, attributes: { min_price: 1 } };
  const currency = { path: 'currency', message: faults[0]?.message };
  await refused(() => update(view, patch), { code: 'invalid_input', faults: [faults[0], currency, faults[1]] });
  const after = await update(view, { delivery: { waybillNumber: 'W' }, terms: { price: 0, currency: '' } });
  assert.deepEqual([after.delivery.waybillNumber, after.delivery.version], ['W', 2]);
  const { rows } = await sql`select from task where delivery_id = ${id}`.execute(deps.db.house);
  assert.equal(rows.length, 0);
}); // prettier-ignore
