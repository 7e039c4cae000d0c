/** What a delivery is born as, what may change in which state, and what its events say has changed. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { draft, place } from '../../../test/draft-delivery.ts';
import { DomainError } from '../errors.ts';
import type { NewEvent } from '../event/event.ts';
import type { Delivery } from './delivery.ts';
import { deliveryStates } from './delivery-state.ts';
import { create, expire, relabel, update, type DeliveryUpdate } from './lifecycle.ts';
import { offer } from './on-the-road.ts';

const now = new Date('2026-01-01T10:00:00Z');
const circumstances = { trip: null, now };
const birth = { accountId: 'a', id: 'd', now };
const born = (state?: 'draft' | 'ready' | 'offered') => create(draft(), { ...birth, ...(state && { state }) });
const { delivery } = born();
const refused = (code: string) => (error: unknown) => error instanceof DomainError && error.code === code;

function fieldsOf(event: NewEvent): readonly string[] | undefined {
  assert.ok(event.type === 'delivery.updated');
  return event.data.fields;
}

it('is born ready, or as its partner wants it, with one event', () => {
  assert.equal(delivery.state, 'ready');
  for (const state of ['draft', 'ready', 'offered'] as const) {
    const { delivery: one, event } = born(state);
    assert.deepEqual([one.state, event.type, event.sequence], [state, 'delivery.created', 1]);
  }
});

it('is offered as a draft and while it waits, and the event says in which round', () => {
  const round = { id: 'o', preference: 'squad', expiresAt: now } as const;
  for (const state of ['draft', 'ready'] as const) {
    const { delivery: one, event } = offer(born(state).delivery, round, circumstances);
    assert.equal(one.state, 'offered');
    assert.ok(event.type === 'delivery.offered');
    assert.deepEqual(event.data, { delivery: one, trip: null, offer: round });
  }
  assert.throws(() => offer(born('offered').delivery, round, circumstances), refused('illegal_transition'));
});

it('expires while couriers are asked, and not once one has it', () => {
  const { delivery: over, event } = expire(born('offered').delivery, circumstances);
  assert.deepEqual([over.state, event.type], ['expired', 'delivery.expired']);
  assert.throws(() => expire({ ...delivery, state: 'assigned' }, circumstances), refused('illegal_transition'));
});

it('takes another number in every state, and stays where it is', () => {
  for (const state of deliveryStates) {
    const { delivery: one, event } = relabel({ ...delivery, state }, 'T-1', circumstances);
    assert.deepEqual([one.state, one.waybillNumber, one.version], [state, 'T-1', 2]);
    assert.deepEqual(fieldsOf(event), ['waybillNumber']);
  }
});

it('can be changed in the states that are named, and in no others', () => {
  const allowed = ['draft', 'in_transit'] as const;
  for (const state of deliveryStates) {
    const change = () => update({ ...delivery, state }, { waybillNumber: 'W' }, circumstances, { allowed });
    if (state === 'draft' || state === 'in_transit') assert.equal(change().delivery.state, state);
    else assert.throws(change, refused('already_dispatched'), state);
  }
});

const changes: readonly (readonly [string, Partial<Delivery>, DeliveryUpdate, readonly string[]])[] = [
  ['nothing', {}, {}, []],
  ['a field', {}, { waybillNumber: 'W', orderNumber: 'N' }, ['waybillNumber', 'orderNumber']],
  ['a field that is the same', {}, { orderNumber: 'ORDER-1', waybillNumber: null }, []],
  ['parts of places', {}, { pickup: { window: { until: now }, notes: 'N' }, dropoff: { address: { city: 'Pune' } } }, ['pickup.window', 'pickup.notes', 'dropoff.address']],
  ['an address that is the same', {}, { dropoff: { address: { city: 'Mumbai' } } }, []],
  ['a place where there was none', {}, { returnTo: { branch: 'B' } }, ['returnTo']],
  ['a position', { returnTo: place() }, { returnTo: { position: null } }, ['returnTo.position']],
]; // prettier-ignore
for (const [what, before, patch, fields] of changes) {
  it(`says that ${what} changed`, () => {
    assert.deepEqual(fieldsOf(update({ ...delivery, ...before }, patch, circumstances).event), fields);
  });
}

it('says what changed beside the delivery', () => {
  const { event } = update(delivery, { waybillNumber: 'W' }, circumstances, { also: ['price'] });
  assert.deepEqual(fieldsOf(event), ['waybillNumber', 'price']);
});
