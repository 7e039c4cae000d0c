/** When a round of broadcasting ends: by the documented rules, to the millisecond. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { expiryOf } from './round.ts';

const openedAt = new Date('2026-11-23T08:00:00Z');
const ends = (preference: Parameters<typeof expiryOf>[0], pickupUntil: string | null, mostMinutes = 60) =>
  expiryOf(preference, { pickupUntil: pickupUntil === null ? null : new Date(pickupUntil), openedAt, mostMinutes });

it('asks a squad until half an hour before the pickup ends, even when that is past', () => {
  assert.deepEqual(ends('squad', '2026-11-23T12:00:00.123Z'), new Date('2026-11-23T11:30:00.123Z'));
  assert.deepEqual(ends('squad', '2026-11-23T08:10:00Z'), new Date('2026-11-23T07:40:00Z'));
  assert.equal(ends('squad', null), null);
});

it('asks everybody until the pickup ends or the longest time is over, whichever comes first', () => {
  assert.deepEqual(ends('standard', '2026-11-23T08:45:00Z'), new Date('2026-11-23T08:45:00Z'));
  assert.deepEqual(ends('standard', '2026-11-23T09:45:00Z'), new Date('2026-11-23T09:00:00Z'));
  assert.deepEqual(ends('standard', null), new Date('2026-11-23T09:00:00Z'));
});

it('asks for a boat until somebody comes', () => {
  assert.equal(ends('marine', '2026-11-23T08:45:00Z'), null);
});
