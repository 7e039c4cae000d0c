/** Drafts go out together, and numbers are given to tasks in any state. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { dumpOf } from '../../../test/dump-of.ts';
import { draft } from '../../../test/draft-delivery.ts';
import { hour } from '../../../test/draft-task.ts';
import { eventsOf, offersOf, openTaskHouse, statementsOf, type TaskHouse } from '../../../test/task-house.ts';
import { newId } from '../../lib/new-id.ts';
import { createDelivery } from '../delivery/create-delivery.ts';
import type { Deps } from '../deps.ts';
import { broadcastTasks, type Broadcast } from './broadcast-tasks.ts';
import { cancelTask } from './cancel-task.ts';
import { patchTrackingIds, type Label } from './patch-tracking-ids.ts';
import { getTask } from './read-tasks.ts';

let house: TaskHouse;
before(async () => void (house = await openTaskHouse()));
after(() => house.close());

const broadcast = (asked: readonly Broadcast[], unfit: 'refuse' | 'skip', deps: Deps = house.deps) =>
  broadcastTasks(deps, house.tenant.identity, house.scope, asked, unfit);
const label = (labels: readonly Label[], deps: Deps = house.deps) =>
  patchTrackingIds(deps, house.tenant.identity, house.scope, labels);

const idOf = async (state: 'draft' | 'offered', options = {}) => (await house.make(state, options)).delivery.id;
const read = (id: string) => getTask(house.deps, house.tenant.account.id, house.scope, id);

async function refused(run: () => Promise<unknown>, fault: Record<string, unknown>) {
  const before = await dumpOf(house.deps.db.house, house.tenant.account.id);
  await assert.rejects(run(), fault);
  assert.equal(await dumpOf(house.deps.db.house, house.tenant.account.id), before);
}

it('opens a round for each draft, and leaves out what is none', async () => {
  const [one, other, out] = [await idOf('draft'), await idOf('draft'), await idOf('offered')];
  const views = await broadcast([{ id: other }, { id: out }, { id: one }], 'refuse');
  assert.deepEqual(views.map(({ delivery }) => delivery.id), [other, one]); // prettier-ignore
  for (const view of views) {
    const { delivery, task } = view;
    assert.deepEqual(await read(delivery.id), view);
    assert.equal(delivery.state, 'offered');
    assert.deepEqual(task.statuses.map(({ state }) => state), ['draft', 'offered']); // prettier-ignore
    const [round, ...others] = await offersOf(house, delivery.id);
    assert.deepEqual([round?.outcome, round?.expires_at, others], [null, delivery.pickup?.window.until, []]);
    const event = (await eventsOf(house, delivery.id)).at(-1);
    assert.ok(event?.type === 'delivery.offered');
    assert.deepEqual([event.data.offer.preference, event.data.offer.expiresAt], ['standard', task.offerExpiresAt?.toISOString()]);
    assert.deepEqual(event.data.task, JSON.parse(JSON.stringify(task)));
  }
  assert.equal((await read(out)).delivery.version, 1);
}); // prettier-ignore

it('refuses all drafts for one whose pickup is past by now, or which has no price', async () => {
  const [late, good] = [await idOf('draft', { pickup: [0, 1] }), await idOf('draft')];
  const free = await idOf('draft', { terms: { currency: '' } });
  house.deps.clock.move(hour + 1);
  const late1 = { path: 'tasks.1.pickup.window.until', message: 'The pickup start time must be earlier than the end time' };
  const price = { path: 'tasks.2.price', message: 'Enter a minimum price from SGD 2.00 (Format: 200000)' };
  const currency = { path: 'tasks.2.currency', message: 'Enter the currency of the price' };
  const ids = [{ id: good }, { id: late }, { id: free }];
  await refused(() => broadcast(ids, 'refuse'), { code: 'invalid_input', faults: [late1, price, currency] });
  const views = await broadcast(ids.map(({ id }) => ({ id, waybillNumber: `T-${id}` })), 'skip'); // prettier-ignore
  assert.deepEqual(views.map(({ delivery }) => delivery.id), [good]); // prettier-ignore
  assert.equal(views[0]?.delivery.waybillNumber, `T-${good}`);
  assert.deepEqual([(await read(late)).delivery.state, (await read(late)).delivery.waybillNumber], ['draft', null]);
}); // prettier-ignore

it('gives numbers to those that went out only, and keeps the number of one without a word', async () => {
  const [draft1, out, named] = [await idOf('draft'), await idOf('offered'), await idOf('draft', { waybillNumber: 'OWN' })];
  const asked = [{ id: draft1, waybillNumber: 'A' }, { id: out, waybillNumber: 'B' }, { id: named }];
  const views = await broadcast(asked, 'skip');
  assert.deepEqual(views.map(({ delivery }) => delivery.waybillNumber), ['A', 'OWN']);
  assert.equal((await read(out)).delivery.waybillNumber, null);
  const types = (await eventsOf(house, draft1)).map(({ type }) => type);
  assert.deepEqual(types, ['delivery.created', 'delivery.offered', 'delivery.updated']);
}); // prettier-ignore

it('refuses where nothing can go out, what is unknown, and what comes twice', async () => {
  const [one, out] = [await idOf('draft'), await idOf('offered')];
  const none = { code: 'illegal_transition', message: 'None of the tasks is a draft that can go out.' };
  for (const unfit of ['refuse', 'skip'] as const) {
    await refused(() => broadcast([{ id: out }], unfit), none);
    await refused(() => broadcast([{ id: one }, { id: newId() }], unfit), { code: 'delivery_not_found' });
    const faults = [{ path: 'tasks.2.id', message: 'The task is named twice.' }];
    await refused(() => broadcast([{ id: one }, { id: out }, { id: one }], unfit), { code: 'invalid_input', faults });
  }
  await refused(() => label([{ id: one, waybillNumber: 'A' }, { id: newId(), waybillNumber: 'B' }]), { code: 'delivery_not_found' }); // prettier-ignore
  const own = { ...house.scope, organisationIds: [house.platform.associatedId] };
  const foreign = () => broadcastTasks(house.deps, house.tenant.identity, own, [{ id: one }], 'skip');
  await refused(foreign, { code: 'delivery_not_found' });
});

it('lets one of twenty broadcasts of the same draft win', async () => {
  const id = await idOf('draft');
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => broadcast([{ id }], 'skip')));
  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
  assert.equal((await offersOf(house, id)).length, 1);
  assert.equal((await eventsOf(house, id)).length, 2);
});

it('changes numbers in any state, of other dialects’ deliveries too, without touching the round', async () => {
  const { deps, tenant } = house;
  const [open, over] = [await idOf('offered'), await idOf('draft')];
  await cancelTask(deps, tenant.identity, house.scope, over, 'x');
  const native = await createDelivery(deps, tenant.identity, draft({ orderNumber: 'NATIVE', waybillNumber: 'OLD' }));
  const [before] = await offersOf(house, open);
  const labels = [open, native.id, over].map((id, index) => ({ id, waybillNumber: index === 1 ? null : `L-${index}` }));
  const views = await label(labels);
  assert.deepEqual(views.map(({ delivery: { id, waybillNumber } }) => ({ id, waybillNumber })), labels); // prettier-ignore
  assert.deepEqual(views.map(({ delivery }) => delivery.state), ['offered', 'ready', 'cancelled']); // prettier-ignore
  assert.deepEqual(await offersOf(house, open), [before]);
  const event = (await eventsOf(house, over)).at(-1);
  assert.ok(event?.type === 'delivery.updated');
  assert.deepEqual(event.data.fields, ['waybillNumber']);
});

it('needs as many statements for one as for twenty', async () => {
  const drafts = await Promise.all(Array.from({ length: 21 }, () => idOf('draft')));
  const asked = drafts.map((id) => ({ id, waybillNumber: 'X' }));
  const [first, rest] = [asked.slice(0, 1), asked.slice(1)];
  const sent = (some: readonly Broadcast[]) => statementsOf(house.deps, (deps) => broadcast(some, 'refuse', deps));
  assert.equal(await sent(first), await sent(rest));
  const labels = (some: typeof asked) => statementsOf(house.deps, (deps) => label(some, deps));
  assert.equal(await labels(first), await labels(rest));
});
