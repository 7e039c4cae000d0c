/**
 * From each of GotSurge's thirteen words to each other by whatever leads there: what the document allows happens, the rest
 * is refused and changes nothing. What couriers do is entered by an operator here, who may leave a step out; those moves
 * beyond the document's are listed by name.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { statusWords, type GotSurgeStatus } from '../src/dialects/gotsurge/status.ts';
import { openGotSurgeHouse, type GotSurgeHouse, type Json } from './gotsurge-house.ts';
import { accept, expireTask, step, steps, type Driven, type Step } from './gotsurge-lives.ts';

let house: GotSurgeHouse;
before(async () => {
  house = await openGotSurgeHouse();
});
after(() => house.close());

type Move = `${GotSurgeStatus} -> ${GotSurgeStatus}`;

/** The document's table. A draft goes out by P12; calling one off is our reading. */
const documented: readonly Move[] = [
  'draft -> broadcasting',
  'draft -> cancelled',
  'pending_broadcast -> cancelled',
  'broadcasting -> cancelled',
  'broadcasting -> expired',
  'broadcasting -> accepted',
  'accepted -> pending_pickup',
  'pending_pickup -> pickup_arriving',
  'pickup_arriving -> unsuccessful_pickup',
  'pickup_arriving -> pending_delivery',
  'pending_delivery -> delivery_arriving',
  'delivery_arriving -> unsuccessful_delivery',
  'delivery_arriving -> complete',
];

/**
 * What an operator may enter besides, leaving steps out (docs/decisions/0005). A trip that is called off makes its task
 * wait again, and one that was not picked up can be tried again.
 */
const operators: readonly Move[] = [
  'pending_broadcast -> accepted',
  'accepted -> pending_broadcast',
  'accepted -> unsuccessful_pickup',
  'accepted -> pending_delivery',
  'accepted -> unsuccessful_delivery',
  'accepted -> complete',
  'pending_pickup -> unsuccessful_pickup',
  'pending_pickup -> pending_delivery',
  'pending_pickup -> complete',
  'pickup_arriving -> complete',
  'unsuccessful_pickup -> accepted',
  'pending_delivery -> unsuccessful_delivery',
  'pending_delivery -> complete',
];

const roads: Readonly<Record<Step, readonly Step[]>> = {
  pending_pickup: ['pending_pickup'],
  pickup_arriving: ['pending_pickup', 'pickup_arriving'],
  unsuccessful_pickup: ['pending_pickup', 'pickup_arriving', 'unsuccessful_pickup'],
  pending_delivery: ['pending_pickup', 'pickup_arriving', 'pending_delivery'],
  delivery_arriving: ['pending_pickup', 'pickup_arriving', 'pending_delivery', 'delivery_arriving'],
  unsuccessful_delivery: ['pending_pickup', 'pickup_arriving', 'pending_delivery', 'delivery_arriving', 'unsuccessful_delivery'],
  complete: ['pending_pickup', 'pickup_arriving', 'pending_delivery', 'delivery_arriving', 'complete'],
}; // prettier-ignore

/** Its round ends in half an hour: the squad is asked until half an hour before that. */
function soon(): Json {
  const at = (minutes: number) => new Date(house.deps.now().getTime() + 60_000 * minutes).toISOString();
  return {
    from_time_window: { start_time_utc: at(30), end_time_utc: at(60) },
    to_time_window: { start_time_utc: at(60), end_time_utc: at(90) },
  };
}

interface Reached {
  readonly id: string;
  /** The trip that has or had it. */
  readonly driven: Driven | null;
}

async function reach(word: GotSurgeStatus): Promise<Reached> {
  if (word === 'draft') return { id: (await house.makeDraft(soon())).id, driven: null };
  const { id } = await house.makeTask(soon());
  if (word === 'broadcasting') return { id, driven: null };
  if (word === 'cancelled') await must('PUT', `/tasks/${id}/cancel`, { reason: 'x' });
  else if (word === 'expired') await expireTask(house, id);
  else {
    const driven = await accept(house, id);
    if (word === 'pending_broadcast') await house.operate('POST', `/trips/${driven.trip}/cancel`, {});
    else if (word !== 'accepted') for (const one of roads[word]) await step(house, driven, one);
    return { id, driven };
  }
  return { id, driven: null };
}

async function must(...ask: Parameters<GotSurgeHouse['ask']>): Promise<void> {
  const { status, text } = await house.ask(...ask);
  assert.equal(status, 200, text);
}

/** @returns the status of the answer; null: there is nothing that could be asked, no courier having ever had it */
async function tryTo(word: GotSurgeStatus, { id, driven }: Reached): Promise<number | null> {
  const operate = async (path: string, payload: object) => {
    const headers = { authorization: `Bearer ${house.platform.tenant.key}` };
    return (await house.app.inject({ method: 'POST', url: `/v1${path}`, headers, payload })).statusCode;
  };
  if (word === 'draft') return writeStatus(id);
  if (word === 'broadcasting') {
    return (await house.ask('PUT', '/platform/tasks/broadcast', { task_ids: [id] })).status;
  }
  if (word === 'cancelled') return (await house.ask('PUT', `/tasks/${id}/cancel`, { reason: 'x' })).status;
  if (word === 'expired') return timeGoesBy(id);
  if (word === 'pending_broadcast') return driven && operate(`/trips/${driven.trip}/cancel`, {});
  if (word !== 'accepted') return driven && operate(...steps[word](driven));
  const person = { employeeNumber: crypto.randomUUID(), name: 'x', phone: '1' };
  const courierId = (await house.operate('POST', '/couriers', person))['id'];
  return operate('/trips', { courierId, deliveryIds: [id] });
}

/** No call makes a draft of a task. A whole task may be sent back with its statuses: they are not the partner's to write. */
async function writeStatus(id: string): Promise<number> {
  const { current_status: was, version_rev } = await house.detail(id);
  const change = { current_status: 'draft', statuses: [], version_rev };
  const { status } = await house.ask('PATCH', `/platform/tasks/${id}`, change);
  assert.equal((await house.detail(id))['current_status'], was);
  return status === 200 ? 409 : status;
}

/** The system's own move: 200 when it is expired an hour later, 409 when it stays what it was. */
async function timeGoesBy(id: string): Promise<number> {
  const { current_status: was } = await house.detail(id);
  house.deps.clock.move(3_600_000);
  const { current_status: is } = await house.detail(id);
  house.deps.clock.move(-3_600_000);
  assert.ok(is === was || is === 'expired');
  return is === was ? 409 : 200;
}

/** What of a task may not change: our clock goes on. */
async function state(id: string): Promise<Json> {
  const { server_time: _, ...rest } = await house.detail(id);
  return rest;
}

const moved: Move[] = [];
for (const from of statusWords)
  test(`from ${from}`, async () => {
    let reached = await reach(from);
    assert.equal((await house.detail(reached.id))['current_status'], from);
    for (const to of statusWords.filter((word) => word !== from)) {
      const seen = await state(reached.id);
      const status = await tryTo(to, reached);
      if (status !== null && status < 300) {
        moved.push(`${from} -> ${to}`);
        if (to !== 'expired') assert.equal((await house.detail(reached.id))['current_status'], to);
        reached = await reach(from);
        continue;
      }
      if (status !== null) assert.equal(status, 409, `${from} -> ${to}`);
      // an update is a new version, also one that changes nothing
      if (to !== 'draft') assert.deepEqual(await state(reached.id), seen, `${from} -> ${to} changed something`);
    }
  });

test('what happened is what the document allows, and what operators may enter besides', () => {
  assert.deepEqual(moved.toSorted(), [...documented, ...operators].toSorted());
});
