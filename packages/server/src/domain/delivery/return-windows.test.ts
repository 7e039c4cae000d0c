/** A return is promised for no hour that is over. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { draft, place } from '../../../test/draft-delivery.ts';
import { create, createReturn } from './lifecycle.ts';

const now = new Date('2026-01-10T10:00:00Z');
const born = { accountId: 'a', id: 'd', now: new Date('2026-01-01T00:00:00Z') };
const none = { from: null, until: null };
const over = { from: new Date('2026-01-01T08:00:00Z'), until: new Date('2026-01-10T10:00:00Z') };
const running = { from: new Date('2026-01-10T08:00:00Z'), until: new Date('2026-01-10T10:00:01Z') };
const open = { from: new Date('2026-01-01T08:00:00Z'), until: null };

const backOf = (forward: Parameters<typeof draft>[0]) =>
  createReturn(create(draft(forward), born).delivery, { ...born, id: 'r', now }).delivery;

it('drops windows that are over, and keeps those that are not', () => {
  const both = backOf({ legs: 'both', pickup: place({ window: running }), dropoff: place({ window: over }) });
  assert.deepEqual([both.pickup?.window, both.dropoff?.window], [none, running]);
  const returnTo = place({ branch: 'R', window: over });
  assert.deepEqual(backOf({ legs: 'both', returnTo }).dropoff, { ...returnTo, window: none });
  const fetched = backOf({ legs: 'dropoff', dropoff: place({ window: over }), returnTo });
  assert.deepEqual([fetched.pickup?.window, fetched.pickup?.branch, fetched.dropoff], [none, 'R', null]);
  assert.deepEqual(backOf({ legs: 'dropoff', dropoff: place({ window: open }) }).pickup?.window, open);
});

it('gives the sender no cash on the way back', () => {
  const { service, cashOnPickup, paymentMode } = backOf({ service: 'ondemand', cashOnPickup: 5, paymentMode: 'cod' });
  assert.deepEqual([service, cashOnPickup, paymentMode], ['ondemand', null, 'prepaid']);
});
