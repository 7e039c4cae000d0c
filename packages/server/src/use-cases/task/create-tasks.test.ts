/** Tasks are made all or none, by the document's rules, and what is told of them is what is read later. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { dumpOf } from '../../../test/dump-of.ts';
import { draft } from '../../../test/draft-delivery.ts';
import { hour, taskDraft, type TaskOptions } from '../../../test/draft-task.ts';
import { makePlatform } from '../../../test/make-platform.ts';
import { eventsOf, offersOf, openTaskHouse, statementsOf, type TaskHouse } from '../../../test/task-house.ts';
import { makeTenant } from '../../../test/tenant.ts';
import type { TaskDraft } from '../../domain/task/task-draft.ts';
import { newId } from '../../lib/new-id.ts';
import { createDelivery } from '../delivery/create-delivery.ts';
import { getDelivery } from '../delivery/read-deliveries.ts';
import { createTasks } from './create-tasks.ts';
import { getTask } from './read-tasks.ts';

let house: TaskHouse;
before(async () => void (house = await openTaskHouse()));
after(() => house.close());

const drafts = (...options: TaskOptions[]): TaskDraft[] =>
  options.map((one) => taskDraft(house.deps.now(), house.platform.organisationId, one));
const create = (tasks: readonly TaskDraft[], state: 'draft' | 'offered', deps = house.deps) =>
  createTasks(deps, house.tenant.identity, { appId: house.platform.appId, scope: house.scope }, tasks, state);
const tenPastTen = { pickup: [10, 11], dropoff: [11, 11] } as const;

/** Nothing was written, and the refusal says this of these fields. */
async function refused(
  tasks: readonly TaskDraft[],
  state: 'draft' | 'offered',
  faults: readonly (readonly string[])[],
) {
  const { deps, tenant } = house;
  const before = await dumpOf(deps.db.house, tenant.account.id);
  await assert.rejects(create(tasks, state), (error: Error & { code: string; faults: { path: string; message: string }[] }) => {
    assert.equal(error.code, 'invalid_input');
    assert.deepEqual(error.faults.map(({ path, message }) => [path, message]), faults); // prettier-ignore
    assert.equal(error.message, faults[0]?.[1]);
    return true;
  }); // prettier-ignore
  assert.equal(await dumpOf(deps.db.house, tenant.account.id), before);
}

const pickupOrder = 'The pickup start time must be earlier than the end time';
const deliveryOrder = 'The pickup time must be earlier than the delivery time';
const tooCheap = 'Enter a minimum price from SGD 2.00 (Format: 200000)';

it('makes twenty at once that are offered, in the order asked for and under one group', async () => {
  const { deps, tenant, platform, scope } = house;
  const asked = drafts(...Array.from({ length: 20 }, (_, index) => ({ ...tenPastTen, waybillNumber: `T-${index}` })));
  const made = await create(asked, 'offered');
  assert.deepEqual(made.map(({ delivery }) => delivery.waybillNumber), asked.map(({ delivery }) => delivery.waybillNumber)); // prettier-ignore
  assert.equal(new Set(made.map(({ task }) => task.creationGroup)).size, 1);
  assert.equal(new Set(made.map(({ delivery }) => delivery.orderNumber)).size, 20);
  const [first] = made;
  assert.ok(first);
  assert.match(first.delivery.orderNumber, /^GS-[0-9A-HJKMNP-TV-Z]{26}$/);
  assert.equal(first.delivery.service, 'task');
  assert.equal(first.task.distanceMetres, 2602);
  assert.deepEqual(first.task.organisation, { id: platform.organisationId, businessName: platform.organisationName });
  assert.deepEqual([first.task.platformId, first.task.appId], [platform.platformId, platform.appId]);

  for (const view of [first, made[19]]) {
    assert.ok(view);
    assert.deepEqual(
      await getTask(deps, tenant.account.id, scope, view.delivery.id),
      view,
      'read later it is the same',
    );
    const [event, ...others] = await eventsOf(house, view.delivery.id);
    assert.deepEqual([event?.type, others], ['delivery.created', []]);
    assert.ok(event?.type === 'delivery.created');
    assert.deepEqual(event.data.task, JSON.parse(JSON.stringify(view.task)));
    const [round, ...more] = await offersOf(house, view.delivery.id);
    assert.deepEqual(more, []);
    assert.deepEqual([round?.outcome, round?.price, round?.vehicle_kind], [null, 200_000, 'car']);
    assert.deepEqual(round?.expires_at, view.delivery.pickup?.window.until);
    assert.deepEqual(view.task.offerExpiresAt, round?.expires_at);
  }
  const other = await getDelivery(deps, tenant.identity.caller, first.delivery.id);
  assert.deepEqual([other.orderNumber, other.state], [first.delivery.orderNumber, 'offered'], 'other dialects see it');
});

it('asks nobody for a draft', async () => {
  const [view] = await create(drafts({}), 'draft');
  assert.ok(view);
  assert.deepEqual([view.delivery.state, view.task.offerExpiresAt], ['draft', null]);
  assert.deepEqual(await offersOf(house, view.delivery.id), []);
  assert.deepEqual(await getTask(house.deps, house.tenant.account.id, house.scope, view.delivery.id), view);
});

it('needs as many statements for one as for twenty', async () => {
  const count = (number: number) => {
    const tasks = drafts(...Array.from({ length: number }, () => ({})));
    return statementsOf(house.deps, (deps) => create(tasks, 'offered', { ...house.deps, ...deps }));
  };
  assert.deepEqual([await count(1), await count(20)], [5, 5]);
});

it('leaves nothing of nineteen good ones beside a bad one, and names every fault', async () => {
  const good = Array.from({ length: 18 }, () => ({}));
  const bad = { pickup: [5, 4], dropoff: [2, 1], terms: { price: 199_999 } } as const;
  await refused(drafts(...good, bad, {}, { terms: { price: 0 } }), 'offered', [
    ['tasks.18.pickup.window.from', pickupOrder],
    ['tasks.18.pickup.window.until', deliveryOrder],
    ['tasks.18.dropoff.window.from', deliveryOrder],
    ['tasks.18.price', tooCheap],
    ['tasks.20.price', tooCheap],
  ]);
});

it('keeps to each rule of the document, in its own words', async () => {
  await refused(drafts({ pickup: [2, 1] }), 'offered', [['tasks.0.pickup.window.from', pickupOrder]]);
  await refused(drafts({ pickup: [1, 3], dropoff: [2, 4] }), 'draft', [['tasks.0.pickup.window.until', deliveryOrder]]);
  await refused(drafts({ pickup: [-2, -1] }), 'draft', [['tasks.0.pickup.window.until', pickupOrder]]);
  await refused(drafts({ dropoff: [30, 29] }), 'offered', [['tasks.0.dropoff.window.from', deliveryOrder]]);
  await refused(drafts({ terms: { price: 199_999, currency: 'JPY' } }), 'draft', [['tasks.0.price', tooCheap]]);
  await refused(drafts({ terms: { currency: '' } }), 'offered', [
    ['tasks.0.currency', 'Enter the currency of the price'],
  ]);
});

it('allows times that are equal, and a pickup that ends this moment', async () => {
  const [view] = await create(drafts({ pickup: [0, 0], dropoff: [0, 0], terms: { price: 200_000 } }), 'offered');
  assert.equal(view?.delivery.state, 'offered');
});

it('lets a draft do without a currency, and then without a price', async () => {
  const [view] = await create(drafts({ terms: { currency: '', price: 120_000 } }), 'draft');
  assert.deepEqual([view?.task.currency, view?.task.price], ['', 0]);
});

it('makes no task for an organisation out of reach, be it there or not', async () => {
  const { deps, tenant } = house;
  const stranger = await openOrganisation();
  for (const organisationId of [stranger, newId()]) {
    const before = await dumpOf(deps.db.house, tenant.account.id);
    const tasks = [...drafts({}), taskDraft(deps.now(), organisationId)];
    await assert.rejects(create(tasks, 'offered'), { code: 'organisation_not_found', message: 'There is no such organisation.' });
    const maker = { appId: house.platform.appId, scope: { organisationIds: [organisationId] } };
    await assert.rejects(createTasks(deps, tenant.identity, maker, tasks.slice(1), 'draft'), { code: 'organisation_not_found' });
    assert.equal(await dumpOf(deps.db.house, tenant.account.id), before);
  }
}); // prettier-ignore

/** Of another account. */
async function openOrganisation(): Promise<string> {
  const other = await makeTenant(house.deps, { name: 'other' });
  return (await makePlatform(house.deps, other)).organisationId;
}

it('ends the round of a squad half an hour before the pickup does, and that of a boat never', async () => {
  const end = (hours: number) => new Date(house.deps.now().getTime() + hours * hour);
  const terms = (broadcastPreference: 'squad' | 'marine') => ({ terms: { broadcastPreference } });
  const [squad, marine] = await create(drafts({ ...tenPastTen, ...terms('squad') }, terms('marine')), 'offered');
  assert.deepEqual(squad?.task.offerExpiresAt, end(10.5));
  assert.deepEqual(marine?.task.offerExpiresAt, null);
});

it('keeps other orders out of its numbers', async () => {
  const [view] = await create(drafts({}), 'draft');
  const { orderNumber } = view?.delivery ?? assert.fail();
  const taken = createDelivery(house.deps, house.tenant.identity, draft({ orderNumber, legs: 'both' }));
  await assert.rejects(taken, { code: 'duplicate' });
});
