/** How deliveries follow what partners report: all pairs of state and word. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { canMove, deliveryStates, type DeliveryState } from '../delivery/delivery-state.ts';
import { insuranceStatuses, insuranceStatusOf } from './insurance-status.ts';
import { trackedWalk } from './tracked-walk.ts';

it('is legal at every step, two steps at most, and ends where the word says', () => {
  for (const state of deliveryStates) {
    for (const word of insuranceStatuses) {
      const walk = trackedWalk({ state, legs: 'both' }, word) ?? [];
      assert.ok(walk.length <= 2);
      walk.reduce((from, to) => {
        assert.ok(canMove(from, to), `${from} -> ${to}`);
        return to;
      }, state);
      const end = walk.at(-1);
      if (end !== undefined) assert.equal(insuranceStatusOf[end], word, `${state} ${word}`);
    }
  }
});

it('says nothing of the road before somebody has the goods', () => {
  for (const state of deliveryStates)
    for (const word of ['created', 'in_process'] as const)
      assert.deepEqual(trackedWalk({ state, legs: 'both' }, word), []);
});

it('never leaves a state that is final, and opens nothing again', () => {
  const over: readonly DeliveryState[] = ['delivered', 'confirmed', 'returned', 'cancelled', 'expired'];
  for (const state of over)
    for (const word of insuranceStatuses)
      assert.deepEqual(trackedWalk({ state, legs: 'both' }, word) ?? [], [], `${state} ${word}`);
});

it('goes the ways that are meant', () => {
  const walks: readonly [DeliveryState, Parameters<typeof trackedWalk>[1], readonly DeliveryState[] | null][] = [
    ['ready', 'in_delivery', ['in_transit']],
    ['ready', 'success', ['delivered']],
    ['ready', 'fail', ['pickup_failed']],
    ['assigned', 'in_return', ['in_transit', 'returning']],
    ['pickup_failed', 'success', ['delivered']],
    ['in_transit', 'fail', ['delivery_failed']],
    ['in_transit', 'returned', ['returning', 'returned']],
    ['at_dropoff', 'in_return', ['delivery_failed', 'returning']],
    ['delivery_failed', 'in_delivery', ['in_transit']],
    ['delivery_failed', 'returned', ['returning', 'returned']],
    ['partially_delivered', 'returned', ['returning', 'returned']],
    ['returning', 'success', null],
    ['draft', 'in_delivery', null],
    ['offered', 'success', null],
  ];
  for (const [state, word, walk] of walks)
    assert.deepEqual(trackedWalk({ state, legs: 'both' }, word), walk, `${state} ${word}`);
});

it('fails at the door where there was nothing to fetch', () => {
  assert.deepEqual(trackedWalk({ state: 'ready', legs: 'dropoff' }, 'fail'), ['delivery_failed']);
  assert.deepEqual(trackedWalk({ state: 'ready', legs: 'pickup' }, 'fail'), ['pickup_failed']);
});
