/** What a haul needs, what of it may change, and when it should arrive. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DomainError } from '../errors.ts';
import { assertChangeable, assertDocument, plannedArrival, transportModes, type HaulageDraft } from './haulage.ts';
import { tripStates } from './trip.ts';

const text = fc.option(fc.string({ minLength: 1 }), { nil: null });
const drafts: fc.Arbitrary<HaulageDraft> = fc.record({
  goodsKind: fc.string(),
  origin: fc.constantFrom('A', 'B'),
  destination: fc.constantFrom('A', 'B'),
  transportMode: fc.constantFrom(...transportModes),
  lorryReceipt: text,
  flightNumber: text,
  trainNumber: text,
  waybillNumber: text,
  sealNumber: text,
  weightGrams: fc.option(fc.nat(), { nil: null }),
  volumeMm3: fc.option(fc.nat(), { nil: null }),
  units: fc.option(fc.nat(), { nil: null }),
  reportingAt: fc.date({ noInvalidDate: true }),
  notes: text,
});

/** The refusal, or null. */
function refusalOf(act: () => void): DomainError | null {
  try {
    act();
    return null;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

test('a haul needs the number of its own mode, and no other', () => {
  fc.assert(
    fc.property(drafts, (draft) => {
      const own = { road: draft.lorryReceipt, air: draft.flightNumber, rail: draft.trainNumber }[draft.transportMode];
      const refusal = refusalOf(() => assertDocument(draft));
      assert.equal(refusal === null, own !== null);
      const path = { road: 'lorryReceipt', air: 'flightNumber', rail: 'trainNumber' }[draft.transportMode];
      if (refusal) assert.deepEqual([refusal.code, refusal.faults[0]?.path], ['invalid_input', path]);
    }),
  );
});

test('what is over never changes, what is planned may, and on the road name, origin and mode stay', () => {
  const names = fc.constantFrom('one', 'two');
  fc.assert(
    fc.property(fc.constantFrom(...tripStates), names, drafts, drafts, names, (state, name, before, after, wanted) => {
      const refusal = refusalOf(() => assertChangeable({ state, name }, before, { ...after, name: wanted }));
      const moved = [
        ...(name === wanted ? [] : ['name']),
        ...(before.origin === after.origin ? [] : ['origin']),
        ...(before.transportMode === after.transportMode ? [] : ['transportMode']),
      ];
      if (state === 'planned') assert.equal(refusal, null);
      else if (state === 'started') assert.deepEqual(refusal?.faults.map(({ path }) => path) ?? [], moved);
      else assert.equal(refusal?.code, 'illegal_transition');
    }),
  );
});

test('goods arrive after they set off, by air before by rail before by road; without both places nobody knows', () => {
  const place = fc.record({ lat: fc.double({ min: -90, max: 90, noNaN: true }), lng: fc.double({ min: -180, max: 180, noNaN: true }) }); // prettier-ignore
  const setOff = new Date('2016-02-27T18:30:00Z');
  fc.assert(
    fc.property(place, place, (origin, destination) => {
      const [air = 0, rail = 0, road = 0] = (['air', 'rail', 'road'] as const).map(
        (mode) => plannedArrival(mode, setOff, origin, destination)?.getTime() ?? Number.NaN,
      );
      assert.ok(setOff.getTime() <= air && air <= rail && rail <= road);
      assert.equal(plannedArrival('road', setOff, origin, origin)?.getTime(), setOff.getTime());
    }),
  );
  assert.equal(plannedArrival('road', setOff, null, { lat: 1, lng: 1 }), null);
  assert.equal(plannedArrival('road', setOff, { lat: 1, lng: 1 }, null), null);
});
