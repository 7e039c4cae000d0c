/** A delivery that came another way becomes a task, once, and is offered like any other. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { draft, place } from '../../../test/draft-delivery.ts';
import { eventsOf, openTaskHouse, type TaskHouse } from '../../../test/task-house.ts';
import type { DeliveryDraft } from '../../domain/delivery/delivery.ts';
import { DomainError } from '../../domain/errors.ts';
import { cancelDelivery } from '../delivery/cancel-delivery.ts';
import { createDelivery } from '../delivery/create-delivery.ts';
import { openOffer } from '../offer/open.ts';
import { attachTask, type NewTask } from './attach-task.ts';
import { getTask } from './read-tasks.ts';

let house: TaskHouse;
before(async () => {
  house = await openTaskHouse();
});
after(() => house.close());

async function deliver(orderNumber: string, change: Partial<DeliveryDraft> = {}): Promise<string> {
  const { deps, tenant } = house;
  const pickup = place({ window: { from: null, until: null } });
  return (await createDelivery(deps, tenant.identity, draft({ orderNumber, legs: 'both', pickup, ...change }))).id;
}

function attach(id: string, change: Partial<NewTask> = {}) {
  const { deps, tenant, platform } = house;
  const { organisationId, appId } = platform;
  const asked = { organisationId, appId, price: 4_500_000_000, currency: 'VND', broadcastPreference: 'standard', vehiclePreference: 'ltl' } as const; // prettier-ignore
  return attachTask(deps, tenant.identity.caller, id, { ...asked, ...change });
}

async function refusalOf(refused: Promise<unknown>): Promise<readonly [code: string, path: string | undefined]> {
  const error = await refused.then(() => assert.fail('it was taken'), (thrown: unknown) => thrown); // prettier-ignore
  assert.ok(error instanceof DomainError, String(error));
  return [error.code, error.faults[0]?.path];
}

test('its app sees it under its own number, hears of it, and couriers are asked', async () => {
  const { deps, tenant, platform } = house;
  const id = await deliver('CYCLE-1');
  const { delivery, task } = await attach(id);
  assert.deepEqual([delivery.orderNumber, delivery.service, delivery.state], ['CYCLE-1', 'task', 'ready']);
  assert.deepEqual([task.appId, task.price, task.currency], [platform.appId, 4_500_000_000, 'VND']);
  const scope = { organisationIds: [platform.organisationId], appId: platform.appId, withOthers: false };
  assert.deepEqual(await getTask(deps, tenant.account.id, scope, id), { delivery, task });
  const { price } = await openOffer(deps, tenant.identity, id);
  assert.equal(price, 4_500_000_000);
  const told = await eventsOf(house, id);
  const tasks = told.map((event) => [event.type, 'task' in event.data && event.data.task?.appId]);
  assert.deepEqual(tasks, [['delivery.created', false], ['delivery.updated', platform.appId], ['delivery.offered', platform.appId]]); // prettier-ignore
});

test('nothing becomes a task twice', async () => {
  const id = await deliver('CYCLE-2');
  await attach(id);
  assert.deepEqual(await refusalOf(attach(id)), ['duplicate', 'id']);
  const made = await house.make('draft');
  assert.deepEqual(await refusalOf(attach(made.delivery.id)), ['duplicate', 'id']);
});

test('what no courier could take so stays what it is', async () => {
  const { deps, tenant } = house;
  const off = await deliver('OFF');
  await cancelDelivery(deps, tenant.identity.caller, off, { reasonCode: null, reason: null });
  assert.deepEqual(await refusalOf(attach(off)), ['already_dispatched', undefined]);
  for (const [number, change] of Object.entries({ ONE: { legs: 'dropoff' }, BACK: { direction: 'reverse' }, DEMAND: { service: 'ondemand' } } as const)) {
    assert.deepEqual(await refusalOf(attach(await deliver(number, change))), ['illegal_transition', undefined]);
  }
}); // prettier-ignore

test('faults name their field, and leave the delivery as it was', async () => {
  const id = await deliver('CYCLE-3');
  const nobody = house.deps.newId();
  assert.deepEqual(await refusalOf(attach(id, { organisationId: nobody })), ['invalid_input', 'organisationId']);
  assert.deepEqual(await refusalOf(attach(id, { appId: nobody })), ['invalid_input', 'appId']);
  assert.deepEqual(await refusalOf(attach(id, { price: 199_999 })), ['invalid_input', 'price']);
  assert.deepEqual(await refusalOf(attach(nobody)), ['delivery_not_found', undefined]);
  assert.equal((await eventsOf(house, id)).length, 1);
});
