/** Days of time zones whose clocks are put forward and back, over midnight too. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { dayIn, minuteIn, startOfDay, zonedInstant } from './zoned-time.ts';

const days: readonly [what: string, zone: string, day: string, start: string][] = [
  ['an ordinary day', 'Asia/Kolkata', '2026-03-01', '2026-02-28T18:30:00.000Z'],
  ['an hour is left out over midnight', 'America/Sao_Paulo', '2017-10-15', '2017-10-15T03:00:00.000Z'],
  ['the same in Beirut', 'Asia/Beirut', '2021-03-28', '2021-03-27T22:00:00.000Z'],
  ['the hour before midnight comes twice', 'America/Sao_Paulo', '2018-02-18', '2018-02-18T03:00:00.000Z'],
  ['the hour after midnight comes twice, west', 'America/Havana', '2017-11-05', '2017-11-05T04:00:00.000Z'],
  ['the hour after midnight comes twice, east', 'Asia/Amman', '2021-10-29', '2021-10-28T21:00:00.000Z'],
  ['clocks change later that day', 'Europe/Chisinau', '2026-03-29', '2026-03-28T22:00:00.000Z'],
  ['the day itself is left out', 'Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00.000Z'],
];
for (const [what, zone, day, start] of days) {
  it(`begins a day where ${what}`, () => {
    assert.equal(startOfDay(day, zone).toISOString(), start);
  });
}

const zones = ['UTC', 'Asia/Kuala_Lumpur', 'Europe/Chisinau', 'America/Sao_Paulo', 'Asia/Beirut', 'Africa/Cairo', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Australia/Lord_Howe', 'Asia/Amman'] as const; // prettier-ignore
const instants = fc.date({ min: new Date('2000-01-01'), max: new Date('2037-12-31'), noInvalidDate: true });

it('finds every instant in its own day, and the instant before a day in another', () => {
  fc.assert(
    fc.property(instants, fc.constantFrom(...zones), (instant, zone) => {
      const day = dayIn(instant, zone);
      const start = startOfDay(day, zone);
      assert.ok(start <= instant, `${day} in ${zone} begins ${start.toISOString()}, after ${instant.toISOString()}`);
      assert.equal(dayIn(start, zone), day);
      assert.ok(dayIn(new Date(start.getTime() - 1), zone) < day);
    }),
  );
});

it('finds the time of day that the clocks show', () => {
  assert.equal(zonedInstant('2022-03-09', 21 * 60 + 46, 'Asia/Kuala_Lumpur').toISOString(), '2022-03-09T13:46:00.000Z');
  assert.equal(zonedInstant('2026-03-29', 12 * 60, 'Europe/Chisinau').toISOString(), '2026-03-29T09:00:00.000Z');
});

it('shows the time of day that it was found by', () => {
  const minutes = fc.integer({ min: 240, max: 1439 });
  fc.assert(
    fc.property(instants, minutes, fc.constantFrom(...zones), (instant, minute, zone) => {
      const day = dayIn(instant, zone);
      const found = zonedInstant(day, minute, zone);
      assert.deepEqual([dayIn(found, zone), minuteIn(found, zone)], [day, minute]);
    }),
  );
});
