/** Small objects of GotSurge's, and the names of its fields. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toField, toTimeWindow } from './mapping.ts';

test('writes a window in UTC, also one that an event froze', () => {
  const from = new Date('2026-11-22T08:00:00+08:00');
  const shown = { start_time_utc: '2026-11-22T00:00:00.000Z', end_time_utc: null };
  assert.deepEqual(toTimeWindow({ from, until: null }), shown);
  assert.deepEqual(toTimeWindow({ from: from.toISOString(), until: null }), shown);
});

test('names fields in GotSurge’s words, those in a list by their place', () => {
  assert.equal(toField('pickup.window.until'), 'from_time_window.end_time_utc');
  assert.equal(toField('tasks.3.waybillNumber'), 'tasks.3.tracking_id');
  assert.equal(toField('tasks.0.price'), 'tasks.0.price');
  assert.equal(toField('tasks'), 'tasks');
});
