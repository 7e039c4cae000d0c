/** Shifts and local days as instants. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { readShift, type SentShift } from './shift-times.ts';
import { zonedInstant } from '../../domain/zoned-time.ts';

const india = 'Asia/Kolkata';
const shift = { startTime: '2016-06-13', endTime: '2016-06-15', shiftStartTime: '07:03pm', shiftEndTime: '07:10am' };
const sample = ['2016-06-13T13:33:00.000Z', '2016-06-15T01:40:00.000Z'];

function read(change: Partial<SentShift>): readonly string[] | string {
  const read = readShift({ ...shift, ...change }, india);
  return typeof read === 'string' ? read : [read.start.toISOString(), read.end.toISOString()];
}

it('reads day and time of day in either field, and instants in any', () => {
  assert.deepEqual(read({}), sample);
  assert.deepEqual(read({ startTime: '07:03pm', shiftStartTime: '2016-06-13' }), sample, 'swapped');
  assert.deepEqual(read({ shiftStartTime: '19:03', shiftEndTime: '7:10 AM' }), sample);
  assert.deepEqual(read({ shiftStartTime: '2016-06-13T13:33:00Z', shiftEndTime: '2016-06-15T01:40:00.000Z' }), sample);
  assert.deepEqual(read({ startTime: '2016-06-13T19:03:00+05:30' }), sample);
});

it('takes an end before its start for the next morning', () => {
  assert.deepEqual(read({ endTime: '2016-06-13' }), [sample[0], '2016-06-14T01:40:00.000Z']);
});

it('knows noon and midnight', () => {
  const at = (shiftStartTime: string) => read({ shiftStartTime })[0];
  assert.equal(at('12:00am'), '2016-06-12T18:30:00.000Z');
  assert.equal(at('12:00pm'), '2016-06-13T06:30:00.000Z');
});

it('names the field that it does not understand', () => {
  for (const shiftStartTime of ['25:00', '13:00pm', '00:10am', '12:60', 'noon', '2016-06-14', '2016-02-30']) {
    assert.equal(read({ shiftStartTime }), 'shiftStartTime', shiftStartTime);
  }
  assert.equal(read({ endTime: '08:00pm' }), 'shiftEndTime', 'two times and no day');
});

it('finds the instant of a local time on both sides of a change of the clocks', () => {
  const berlin = (day: string, minute: number) => zonedInstant(day, minute, 'Europe/Berlin').toISOString();
  assert.equal(berlin('2026-03-29', 60), '2026-03-29T00:00:00.000Z');
  assert.equal(berlin('2026-03-29', 240), '2026-03-29T02:00:00.000Z');
  assert.equal(berlin('2026-10-25', 0), '2026-10-24T22:00:00.000Z');
  assert.equal(berlin('2026-10-25', 240), '2026-10-25T03:00:00.000Z');
  assert.equal(zonedInstant('2020-06-13', 0, india).getTime(), 1591986600000);
});
