/** Shifts and days off as planning reads them, in the account's time zone. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { dayIn, hoursFrom, isDayOff } from './working-hours.ts';

const kolkata = 'Asia/Kolkata';
const at = (text: string) => new Date(text);
const hours = (setOff: string, ...shifts: { start: string; end: string }[]) => {
  const found = hoursFrom({ shifts }, at(setOff), kolkata);
  return found && [found.from.toISOString().slice(0, 16), found.until?.toISOString().slice(0, 16) ?? null];
};

it('knows the day of the zone and the days off in any case', () => {
  assert.equal(dayIn(kolkata, at('2026-11-23T18:29:00Z')), '2026-11-23');
  assert.equal(dayIn(kolkata, at('2026-11-23T18:30:00Z')), '2026-11-24');
  assert.ok(isDayOff({ daysOff: ['Thursday', 'Monday '] }, '2026-11-23'));
  assert.ok(!isDayOff({ daysOff: ['Thursday', 'Monday'] }, '2026-11-24'));
});

it('has a courier without shifts, or with words for ones, always at work', () => {
  assert.deepEqual(hours('2026-11-23T04:00:00Z'), ['2026-11-23T04:00', null]);
  assert.deepEqual(hours('2026-11-23T04:00:00Z', { start: 'morning', end: '' }), ['2026-11-23T04:00', null]);
});

it('reads times of day, and of instants the time of day, in the zone', () => {
  const day = { start: '09:00', end: '06:00 PM' };
  assert.deepEqual(hours('2026-11-23T00:00:00Z', day), ['2026-11-23T03:30', '2026-11-23T12:30']);
  assert.deepEqual(hours('2026-11-23T05:00:00Z', day), ['2026-11-23T05:00', '2026-11-23T12:30']);
  const sample = { start: '2016-12-12T13:30:00Z', end: '2016-12-12T14:30:00Z' };
  assert.deepEqual(hours('2026-11-23T05:00:00Z', sample), ['2026-11-23T13:30', '2026-11-23T14:30']);
});

it('takes the shift that is still to come on the day, and none when the day’s work is over', () => {
  const two = [
    { start: '14:00', end: '18:00' },
    { start: '08:00', end: '12:00' },
  ];
  assert.deepEqual(hours('2026-11-23T07:00:00Z', ...two), ['2026-11-23T08:30', '2026-11-23T12:30']);
  assert.equal(hours('2026-11-23T13:00:00Z', ...two), null);
});

it('goes on with the night’s shift after midnight', () => {
  const night = { start: '10:00pm', end: '06:00am' };
  assert.deepEqual(hours('2026-11-23T20:00:00Z', night), ['2026-11-23T20:00', '2026-11-24T00:30']);
  assert.deepEqual(hours('2026-11-24T04:00:00Z', night), ['2026-11-24T16:30', '2026-11-25T00:30']);
});
