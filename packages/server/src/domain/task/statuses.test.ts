/** The statuses of a task: in order, each once, and when they really began. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { draft } from '../../../test/draft-delivery.ts';
import { create } from '../delivery/lifecycle.ts';
import { release } from '../delivery/on-the-road.ts';
import { tripCreated } from '../trip/lifecycle.ts';
import { withStatus, withTask, type Mark } from './statuses.ts';
import type { TaskSnapshot } from './task.ts';

const at = (second: number) => new Date(1_800_000_000_000 + 1000 * second);
const mark = (state: Mark['state'], second: number, change: Partial<Mark> = {}): Mark => ({
  state,
  occurredAt: at(second),
  reportedAt: null,
  reason: null,
  deliveryReason: null,
  ...change,
});
const fold = (marks: readonly Mark[], end: Date | null = null) =>
  marks.reduce<TaskSnapshot['statuses']>((statuses, one) => withStatus(statuses, one, end), []);

it('has each status once, and again when it comes again', () => {
  const states = ['ready', 'ready', 'offered', 'assigned', 'ready', 'assigned'] as const;
  const statuses = fold(states.map((state, second) => mark(state, second)));
  assert.deepEqual(
    statuses.map((one) => [one.state, one.at]),
    [
      ['ready', at(0)],
      ['offered', at(2)],
      ['assigned', at(3)],
      ['ready', at(4)],
      ['assigned', at(5)],
    ],
  );
});

it('goes by the clock of the courier, and for an end in time by the end itself', () => {
  assert.deepEqual(fold([mark('at_pickup', 9, { reportedAt: at(5) })])[0]?.at, at(5));
  assert.deepEqual(fold([mark('expired', 9)], at(7))[0]?.at, at(7));
  assert.deepEqual(fold([mark('expired', 9)])[0]?.at, at(9));
});

it('says why, where somebody said it, and not why something failed before', () => {
  const deliveryReason = 'Nobody there';
  const noteOf = (one: Mark) => fold([one])[0]?.note;
  assert.equal(noteOf(mark('delivery_failed', 0, { deliveryReason })), deliveryReason);
  assert.equal(noteOf(mark('cancelled', 0, { deliveryReason })), deliveryReason);
  assert.equal(noteOf(mark('assigned', 0, { deliveryReason })), null);
  assert.equal(noteOf(mark('ready', 0, { deliveryReason, reason: 'Broken down' })), 'Broken down');
});

it('puts the task beside the delivery, with the status that the event itself brings', () => {
  const { delivery } = create(draft(), { accountId: 'a', id: 'd', now: at(0), state: 'offered' });
  const { event } = release({ ...delivery, state: 'assigned' }, 'Late', { trip: null, now: at(3) });
  const statuses = fold([mark('offered', 0), mark('assigned', 1)]);
  const task = { statuses, offerExpiresAt: null } as unknown as TaskSnapshot; // no more of it is looked at
  const told = withTask(event, task);
  assert.ok(told.type === 'delivery.released');
  assert.deepEqual(told.data.task?.statuses.at(-1), { state: 'ready', at: at(3), note: 'Late' });
  assert.equal(told.data.delivery, event.data && 'delivery' in event.data ? event.data.delivery : null);
  assert.equal(withTask(event, undefined), event);
});

it('leaves events of other things alone', () => {
  const summary = { id: 't', name: 'T', courierName: null, courierPhone: null, driverName: null, vehicleNumber: null };
  const trip = { id: 't', version: 1 } as Parameters<typeof tripCreated>[0]; // no more of it is looked at
  const scene = { summary: { ...summary, assignedBy: 'hand' as const }, deliveries: [], now: at(0) };
  const event = tripCreated(trip, scene);
  assert.equal(withTask(event, {} as TaskSnapshot), event);
});
