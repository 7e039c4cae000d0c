import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { schedule, type Visit } from './schedule.ts';

const setOff = new Date('2026-01-01T08:00:00Z');
const hub = { lat: 19.1, lng: 72.9 };

const visit: fc.Arbitrary<Visit> = fc.record({
  position: fc.option(
    fc.record({ lat: fc.double({ min: 18, max: 20, noNaN: true }), lng: fc.double({ min: 72, max: 74, noNaN: true }) }),
  ),
  earliest: fc.option(fc.date({ min: setOff, max: new Date('2026-01-02'), noInvalidDate: true })),
  serviceMinutes: fc.option(fc.integer({ min: 0, max: 120 })),
});

it('never lets a courier leave before arriving or arrive before having left the door before', () => {
  fc.assert(
    fc.property(fc.array(visit, { maxLength: 20 }), (visits) => {
      let clock = setOff.getTime();
      for (const { arrival, departure } of schedule(hub, setOff, visits)) {
        if (!arrival || !departure) continue;
        assert.ok(arrival.getTime() >= clock && departure >= arrival);
        clock = departure.getTime();
      }
    }),
  );
});

it('waits for the window and serves as long as it takes', () => {
  const earliest = new Date('2026-01-01T12:00:00Z');
  const [timing] = schedule(hub, setOff, [{ position: { lat: 19.12, lng: 72.9 }, earliest, serviceMinutes: 10 }]);
  assert.equal(timing?.departure?.toISOString(), '2026-01-01T12:10:00.000Z');
  assert.ok((timing?.arrival ?? earliest) < earliest);
});

it('has no times from a visit on whose place nobody knows', () => {
  const known = { position: hub, earliest: null, serviceMinutes: null };
  const unknown = { ...known, position: null };
  const timings = schedule(hub, setOff, [known, unknown, known]);
  assert.deepEqual(timings.map(({ arrival }) => arrival !== null), [true, false, false]); // prettier-ignore
});

it('starts at the first visit when the trip starts nowhere in particular', () => {
  const [timing] = schedule(null, setOff, [{ position: hub, earliest: null, serviceMinutes: null }]);
  assert.deepEqual([timing?.arrival, timing?.distanceMetres], [setOff, null]);
});
