/** Which events the one webhook is to tell of. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventTypes } from '../../domain/event/event.ts';
import { isTold } from './events.ts';

test('tells of deliveries only, and not of those that do not change what a partner sees', () => {
  const told = eventTypes.filter((type) => isTold[type]);
  const silent = ['created', 'packages_updated', 'accepted', 'loaded'].map((type) => `delivery.${type}`);
  assert.deepEqual(told, eventTypes.filter((type) => type.startsWith('delivery.') && !silent.includes(type))); // prettier-ignore
});
