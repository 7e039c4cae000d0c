/** Tasks are read and called off as far as a scope reaches, in pages and in a fixed number of statements. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { draft } from '../../../test/draft-delivery.ts';
import { hour } from '../../../test/draft-task.ts';
import { giveToCourier } from '../../../test/give-to-courier.ts';
import { makePlatform } from '../../../test/make-platform.ts';
import { eventsOf, openTaskHouse, statementsOf, type TaskHouse } from '../../../test/task-house.ts';
import { makeTenant } from '../../../test/tenant.ts';
import type { Scope } from '../../domain/partner/scope.ts';
import { wholeAccount } from '../../domain/partner/scope.ts';
import { newId } from '../../lib/new-id.ts';
import { createDelivery } from '../delivery/create-delivery.ts';
import { createReturn } from '../delivery/create-return.ts';
import { scopeOfApp, scopeOfPlatform } from '../partner/scope-of.ts';
import { authenticateBearer } from '../oauth/authenticate-bearer.ts';
import { cancelTask } from './cancel-task.ts';
import { getTask, listTasks } from './read-tasks.ts';

let house: TaskHouse;
/** Of the platform's own organisation, by time; then of the one that it looks after. */
let own: readonly string[];
let associated: readonly string[];
/** Came by the native API, before all tasks. */
let native: string;
before(async () => {
  house = await openTaskHouse();
  const { deps, tenant, platform, make } = house;
  native = (await createDelivery(deps, tenant.identity, draft({ orderNumber: 'NATIVE' }))).id;
  const many = async (organisationId: string, count: number) => {
    const ids: string[] = [];
    while (ids.length < count) ids.push((await make('offered', { organisationId })).delivery.id);
    return ids;
  };
  own = await many(platform.organisationId, 5);
  associated = await many(platform.associatedId, 3);
});
after(() => house.close());

async function idsIn(scope: Scope, page = 1, perPage = 100, order: 'asc' | 'desc' = 'asc') {
  const { tasks, total } = await listTasks(house.deps, house.tenant.account.id, scope, { page, perPage, order });
  return { ids: tasks.map(({ delivery }) => delivery.id), total };
}

it('lists what each scope reaches, oldest or newest first', async () => {
  const { scope, platform } = house;
  const tasks = [...own, ...associated];
  const reach = (change: Partial<Scope>) => ({ ...scope, withOthers: false, ...change });
  assert.deepEqual(await idsIn(scope), { ids: [native, ...tasks], total: 9 });
  assert.deepEqual(await idsIn(scope, 1, 100, 'desc'), { ids: [native, ...tasks].reverse(), total: 9 });
  assert.deepEqual(await idsIn(reach({})), { ids: tasks, total: 8 });
  assert.deepEqual(await idsIn(wholeAccount), { ids: [native, ...tasks], total: 9 });
  assert.deepEqual(await idsIn(reach({ organisationIds: [platform.associatedId] })), { ids: associated, total: 3 });
  assert.deepEqual(await idsIn(reach({ appId: platform.appId })), { ids: tasks, total: 8 });
  assert.deepEqual(await idsIn(reach({ appId: newId() })), { ids: [], total: 0 });
  assert.deepEqual(await idsIn(reach({ organisationIds: [] })), { ids: [], total: 0 });
  const othersOnly = { organisationIds: [newId()], appId: null, withOthers: true };
  assert.deepEqual(await idsIn(othersOnly), { ids: [native], total: 1 });
});

it('cuts the list into pages', async () => {
  const all = [native, ...own, ...associated];
  const pages = await Promise.all([1, 2, 3, 4].map((page) => idsIn(house.scope, page, 4)));
  assert.deepEqual(pages.map(({ ids }) => ids), [all.slice(0, 4), all.slice(4, 8), all.slice(8), []]); // prettier-ignore
  assert.deepEqual(new Set(pages.map(({ total }) => total)), new Set([9]));
  assert.deepEqual((await idsIn(house.scope, 2, 4, 'desc')).ids, all.toReversed().slice(4, 8));
});

it('shows in a list what it shows by itself', async () => {
  const { deps, tenant, scope } = house;
  const { tasks } = await listTasks(deps, tenant.account.id, scope, { page: 1, perPage: 100, order: 'asc' });
  for (const view of tasks) {
    assert.deepEqual(await getTask(deps, tenant.account.id, scope, view.delivery.id), view);
  }
});

it('needs two statements for a page, however long', async () => {
  const page = (perPage: number) =>
    statementsOf(house.deps, (deps) =>
      listTasks(deps, house.tenant.account.id, house.scope, { page: 1, perPage, order: 'asc' }),
    );
  assert.deepEqual([await page(1), await page(9)], [2, 2]);
});

it('shows other dialects’ deliveries as the home platform’s, without a price', async () => {
  const { deps, tenant, scope, platform } = house;
  const { delivery, task } = await getTask(deps, tenant.account.id, scope, native);
  assert.equal(delivery.orderNumber, 'NATIVE');
  assert.deepEqual(task.organisation, { id: platform.organisationId, businessName: platform.organisationName });
  assert.deepEqual([task.platformId, task.appId, task.price, task.currency], [platform.platformId, null, 0, '']);
  assert.deepEqual([task.attributes, task.creationGroup, task.createdAt], [{}, native, delivery.createdAt]);
  assert.deepEqual(task.statuses.map(({ state }) => state), ['ready']); // prettier-ignore
  await giveToCourier(house, native);
  const given = await getTask(deps, tenant.account.id, scope, native);
  assert.equal(given.task.driver?.name, 'Ng');
});

it('has the way back of a task as any other delivery', async () => {
  const { deps, tenant, scope, make } = house;
  const { delivery } = await make('offered');
  await (await giveToCourier(house, delivery.id)).deliver();
  const { id } = await createReturn(deps, tenant.identity.caller, delivery.id);
  const back = await getTask(deps, tenant.account.id, scope, id);
  assert.deepEqual([back.delivery.service, back.delivery.state, back.task.price], [null, 'ready', 0]);
  const tasksOnly = { ...scope, withOthers: false };
  await assert.rejects(getTask(deps, tenant.account.id, tasksOnly, id), { code: 'delivery_not_found' });
});

it('shows no other deliveries where no platform is at home', async () => {
  const { deps } = house;
  const tenant = await makeTenant(deps, { name: 'homeless' });
  const platform = await makePlatform(deps, tenant, { isHome: false });
  const { id } = await createDelivery(deps, tenant.identity, draft({ orderNumber: 'LOST' }));
  const scope = { organisationIds: [platform.organisationId], appId: null, withOthers: true };
  const { tasks, total } = await listTasks(deps, tenant.account.id, scope, { page: 1, perPage: 10, order: 'asc' });
  assert.deepEqual([tasks, total], [[], 0]);
  await assert.rejects(getTask(deps, tenant.account.id, scope, id), { code: 'delivery_not_found' });
});

it('answers for what is out of reach as for what is not there', async () => {
  const { deps, tenant, scope, platform } = house;
  const other = await makeTenant(deps, { name: 'neighbour' });
  const apart: readonly (readonly [string, Scope, string | undefined])[] = [
    [tenant.account.id, { ...scope, organisationIds: [platform.associatedId] }, own[0]],
    [tenant.account.id, { ...scope, appId: newId() }, own[0]],
    [tenant.account.id, { ...scope, withOthers: false }, native],
    [tenant.account.id, scope, newId()],
    [other.account.id, { ...scope, organisationIds: null }, own[0]],
  ];
  for (const [accountId, narrow, id] of apart) {
    const nothing = { code: 'delivery_not_found', message: 'There is no such delivery.', faults: [] };
    await assert.rejects(getTask(deps, accountId, narrow, id ?? assert.fail()), nothing);
  }
});

it('makes scopes of bearers', async () => {
  const { deps, platform, scope } = house;
  const token = platform.headers.authorization.replace('Bearer ', '');
  const bearer = await authenticateBearer(deps, token);
  assert.deepEqual(await scopeOfPlatform(deps, bearer), scope);
  const { organisationId, appId } = platform;
  assert.deepEqual(scopeOfApp(bearer), { organisationIds: [organisationId], appId, withOthers: false });
  const organisation = { id: platform.associatedId, businessName: 'x' };
  const outsider = { ...bearer, member: { ...bearer.member, organisation } };
  await assert.rejects(scopeOfPlatform(deps, outsider), { code: 'forbidden' });
  await assert.rejects(scopeOfPlatform(deps, { ...bearer, platform: null }), { code: 'forbidden' });
});

it('calls off once what nobody has taken, and says why', async () => {
  const { deps, tenant, scope, make } = house;
  const cancel = (id: string) => cancelTask(deps, tenant.identity, scope, id, 'The ship left');
  for (const state of ['draft', 'offered'] as const) {
    const { delivery } = await make(state);
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => cancel(delivery.id)));
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
    const view = await getTask(deps, tenant.account.id, scope, delivery.id);
    assert.deepEqual([view.delivery.state, view.delivery.reason], ['cancelled', 'The ship left']);
    assert.deepEqual(view.task.statuses.at(-1), { state: 'cancelled', at: deps.now(), note: 'The ship left' });
    assert.equal((await eventsOf(house, delivery.id)).length, 2);
    const message = 'A task that is cancelled cannot be cancelled.';
    await assert.rejects(cancel(delivery.id), { code: 'not_cancellable', message });
  }
  const given = (await make('offered')).delivery.id;
  const courier = await giveToCourier(house, given);
  await assert.rejects(cancel(given), { code: 'not_cancellable' });
  await courier.giveBack();
  assert.equal((await cancel(given)).delivery.state, 'cancelled', 'waiting to be broadcast again');
  const late = (await make('offered', { pickup: [0, 1] })).delivery.id;
  deps.clock.move(hour);
  const message = 'A task that is expired cannot be cancelled.';
  await assert.rejects(cancel(late), { code: 'not_cancellable', message });
});
