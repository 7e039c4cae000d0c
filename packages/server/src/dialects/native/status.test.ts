/** The native words for states are the core's own, every one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deliveryStates } from '../../domain/delivery/delivery-state.ts';
import { toNativeStatus } from './status.ts';

test('every state has its own name as its word', () => {
  assert.deepEqual(toNativeStatus, Object.fromEntries(deliveryStates.map((state) => [state, state])));
});
