/** Until when, and in which states, a delivery can be added to a provider's order. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { publicStatuses, type PublicStatus } from '../public-order/public-status.ts';
import { obstacleOf, type Obstacle } from './may-add-delivery.ts';

const now = new Date('2026-01-01T10:00:00Z');
const later = new Date(now.getTime() + 1);

test('while its goods lie at the provider, and its time is not over', () => {
  const ended: Partial<Record<PublicStatus, Obstacle>> = { Cancelled: 'cancelled', Expired: 'expired' };
  const open = ['Unknown', 'AwaitingPayment', 'Paid', 'Processing', 'Ready'];
  for (const status of publicStatuses) {
    const expected = open.includes(status) ? null : (ended[status] ?? 'under_way');
    assert.equal(obstacleOf({ status, acceptedUntil: later }, now), expected, status);
    assert.equal(obstacleOf({ status, acceptedUntil: now }, now), expected ?? 'too_late', status);
  }
});
