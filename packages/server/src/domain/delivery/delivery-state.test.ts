import assert from 'node:assert/strict';
import { it } from 'node:test';
import { DomainError } from '../errors.ts';
import { assertMove, canMove, deliveryStates, isUndispatched, moves, type DeliveryState } from './delivery-state.ts';

it('reaches every state from the two in which deliveries are made', () => {
  const seen = new Set<DeliveryState>(['draft', 'ready']);
  for (const state of seen) for (const next of moves[state]) seen.add(next);
  assert.deepEqual([...seen].toSorted(), [...deliveryStates].toSorted());
});

it('has final states without exits, and no others', () => {
  const final = deliveryStates.filter((state) => moves[state].length === 0);
  assert.deepEqual(final, ['confirmed', 'returned', 'cancelled', 'expired']);
});

it('I10: allows exactly the pairs of the table and refuses every other by name', () => {
  for (const from of deliveryStates) {
    for (const to of deliveryStates) {
      const exits: readonly DeliveryState[] = moves[from];
      assert.equal(canMove(from, to), exits.includes(to), `${from} -> ${to}`);
      if (exits.includes(to)) assert.doesNotThrow(() => assertMove(from, to));
      else {
        assert.throws(
          () => assertMove(from, to),
          (error) => error instanceof DomainError && error.code === 'illegal_transition',
        );
      }
    }
  }
});

it('never moves a state to itself', () => {
  for (const state of deliveryStates) assert.equal(canMove(state, state), false, state);
});

it('lets an undispatched delivery go back only to another undispatched state or out on the road', () => {
  assert.ok(isUndispatched('ready') && isUndispatched('assigned'));
  assert.ok(!isUndispatched('in_transit') && !isUndispatched('cancelled'));
});
