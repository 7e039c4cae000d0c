/** The steps of a task are moves of the common table, in one order, and end where the document ends. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { canMove, deliveryStates, type DeliveryState } from '../delivery/delivery-state.ts';
import { DomainError } from '../errors.ts';
import { assertCancellable, assertCourierMove, courierCanMove } from './courier-moves.ts';

const refused = (code: string) => (error: unknown) => error instanceof DomainError && error.code === code;

it('allows nothing that the common table does not', () => {
  for (const from of deliveryStates) {
    for (const to of deliveryStates) if (courierCanMove(from, to)) assert.ok(canMove(from, to), `${from} -> ${to}`);
  }
});

it('lets a courier go step by step only, and refuses every other pair by name', () => {
  const steps: readonly (readonly [DeliveryState, DeliveryState])[] = [
    ['assigned', 'to_pickup'],
    ['to_pickup', 'at_pickup'],
    ['at_pickup', 'in_transit'],
    ['at_pickup', 'pickup_failed'],
    ['in_transit', 'at_dropoff'],
    ['at_dropoff', 'delivered'],
    ['at_dropoff', 'partially_delivered'],
    ['at_dropoff', 'delivery_failed'],
  ];
  for (const from of deliveryStates) {
    for (const to of deliveryStates) {
      if (steps.some(([one, next]) => one === from && next === to)) assertCourierMove(from, to);
      else assert.throws(() => assertCourierMove(from, to), refused('illegal_transition'), `${from} -> ${to}`);
    }
  }
});

it('can be called off by its partner until a courier has it', () => {
  const open = ['draft', 'awaiting_payment', 'paid', 'processing', 'ready', 'offered'];
  for (const state of deliveryStates) {
    if (!open.includes(state)) assert.throws(() => assertCancellable(state), refused('not_cancellable'), state);
    else {
      assertCancellable(state);
      assert.ok(canMove(state, 'cancelled'), state);
    }
  }
});
