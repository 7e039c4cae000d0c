/** Fences are crossed once, whatever the order and the quality of the fixes. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import type { Sighting } from '../tracking/believe.ts';
import { follow, unseen, type Crossing, type Fence, type Following } from './crossing.ts';

const centre = { lat: 19.1, lng: 72.9 };
const fence: Fence = { id: 'hub', centre, radiusMetres: 300 };
const start = Date.UTC(2026, 0, 1, 8);
const metresPerDegree = 111_195;

/** So many metres north of the hub, so many minutes after eight. */
const at = (metres: number, minute: number): Sighting => ({
  lat: centre.lat + metres / metresPerDegree,
  lng: centre.lng,
  recordedAt: new Date(start + minute * 60_000),
});

function crossingsOf(fixes: readonly Sighting[], fences = [fence], from: Following = unseen): Crossing[] {
  let following = from;
  return fixes.flatMap((fix) => {
    const step = follow(following, fix, fences);
    following = step.following;
    return step.crossings;
  });
}

const words = (crossings: readonly Crossing[]) =>
  crossings.map(({ kind, fix }) => `${kind} ${(fix.recordedAt.getTime() - start) / 60_000}`);

it('is in from the radius inwards, and out where two fixes in a row are well outside', () => {
  const fixes = [at(2000, 0), at(301, 1), at(299, 2), at(0, 3), at(360, 4), at(340, 5), at(370, 6), at(400, 7)];
  assert.deepEqual(words(crossingsOf(fixes)), ['in 2', 'out 7']);
});

it('is out at once where a fix is far beyond', () => {
  assert.deepEqual(words(crossingsOf([at(0, 0), at(599, 1), at(0, 2), at(601, 3)])), ['in 0', 'out 3']);
});

it('leaves a fence of a few metres no sooner than GPS can tell', () => {
  const door = { ...fence, radiusMetres: 10 };
  const fixes = [at(5, 0), at(40, 1), at(20, 2), at(70, 3), at(9, 4), at(70, 5), at(70, 6)];
  assert.deepEqual(words(crossingsOf(fixes, [door])), ['in 0', 'out 6']);
});

it('passes over a leap, and believes two that agree', () => {
  assert.deepEqual(words(crossingsOf([at(0, 0), at(90_000, 1), at(10, 2), at(20, 3)])), ['in 0']);
  assert.deepEqual(words(crossingsOf([at(0, 0), at(90_000, 1), at(90_100, 2)])), ['in 0', 'out 2']);
  assert.deepEqual(words(crossingsOf([at(0, 0), at(90_000, 1), at(-90_000, 2), at(50, 3)])), ['in 0']);
});

it('tells one entry, however the fixes jitter about the border', () => {
  const jitter = fc.array(fc.integer({ min: -45, max: 45 }), { minLength: 2, maxLength: 60 });
  fc.assert(
    fc.property(jitter, (metres) => {
      const told = crossingsOf([at(2000, 0), at(0, 1), ...metres.map((one, index) => at(300 + one, index + 2))]);
      assert.deepEqual(words(told), ['in 1']);
    }),
  );
});

const walk = fc
  .array(fc.integer({ min: 0, max: 1200 }), { minLength: 1, maxLength: 40 })
  .map((metres) => metres.map((one, index) => at(one, index)));

it('goes in and out by turns, each at a later time than the one before', () => {
  fc.assert(
    fc.property(walk, (fixes) => {
      const told = crossingsOf(fixes);
      told.forEach(({ kind, fix }, index) => {
        assert.equal(kind, index % 2 === 0 ? 'in' : 'out');
        const earlier = told[index - 1];
        if (earlier) assert.ok(fix.recordedAt > earlier.fix.recordedAt);
      });
    }),
  );
});

it('G1: hears the same story from batches that were sent twice and shuffled within', () => {
  const batches = walk.chain((fixes) =>
    fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 40, maxLength: 40 }).map((sizes) => {
      const cut: Sighting[][] = [];
      let from = 0;
      for (const size of sizes) {
        if (from < fixes.length) cut.push(fixes.slice(from, from + size));
        from += size;
      }
      return { fixes, cut };
    }),
  );
  fc.assert(
    fc.property(batches, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), ({ fixes, cut }, random) => {
      // as the store hands a batch over: sorted by the device's clock; a batch may come again
      const heard = cut.flatMap((batch) => {
        const shuffled = batch.toSorted(() => (random.next().value ?? 0) - 0.5);
        const sorted = shuffled.toSorted((a, b) => a.recordedAt.getTime() - b.recordedAt.getTime());
        return [...sorted, ...sorted];
      });
      assert.deepEqual(words(crossingsOf(heard)), words(crossingsOf(fixes)));
    }),
  );
});

it('G2: hears nothing new in what comes late', () => {
  fc.assert(
    fc.property(walk, fc.array(fc.nat(), { maxLength: 20 }), (fixes, late) => {
      const told = words(crossingsOf(fixes));
      const mixed = fixes.flatMap((fix, index) => {
        const again = late.filter((one) => one % fixes.length === index);
        return [fix, ...again.map((one) => ({ ...at(one % 1200, 0), recordedAt: earlier(fixes, index, one) }))];
      });
      assert.deepEqual(words(crossingsOf(mixed)), told);
    }),
  );
});

/** Some time up to that of the fix. */
function earlier(fixes: readonly Sighting[], index: number, by: number): Date {
  return new Date((fixes[index]?.recordedAt.getTime() ?? 0) - (by % 7) * 10_000);
}

it('keeps several fences apart', () => {
  const other: Fence = {
    id: 'other',
    centre: { lat: centre.lat + 0.01, lng: centre.lng },
    radiusMetres: 300,
  };
  const told = crossingsOf([at(0, 0), at(600, 1), at(1112, 2), at(3000, 3)], [fence, other]);
  assert.deepEqual(told.map(({ fenceId, kind }) => `${fenceId} ${kind}`), ['hub in', 'hub out', 'other in', 'other out']); // prettier-ignore
});
