import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Problem } from '../problem.ts';
import { compile, placesUsed } from './compile.ts';
import { layOut, nearestInSquares } from './near-grid.ts';
import { nearestByDistance } from './neighbours.ts';
import { allocateWays, rowFiller } from './ways.ts';

test('looking in squares finds all neighbours, and no one farther than looking everywhere does, but for a few', () => {
  const point = fc.record({ x: fc.integer({ min: 0, max: 300 }), y: fc.integer({ min: 0, max: 60 }) });
  const points = fc.array(point, { minLength: 2, maxLength: 200 });
  let [wrong, all] = [0, 0];
  fc.assert(
    fc.property(points, fc.integer({ min: 1, max: 30 }), (list, width) => {
      const problem: Problem = {
        travel: { kind: 'plane', points: list },
        vehicles: [{ id: 'van', start: 0 }],
        shipments: list.slice(1).map((_, k) => ({ id: `s${k}`, delivery: { location: k + 1 } })),
      };
      const places = placesUsed(problem);
      const ways = allocateWays(problem.travel, places, list.length);
      const fill = rowFiller(ways, problem.travel, places);
      places.forEach((_, row) => fill(row));
      const model = compile(problem, ways);
      const layout = layOut(problem.travel, places);
      assert.ok(layout !== null);
      const everywhere = nearestByDistance(model, width, () => false);
      const found = nearestInSquares(model, layout, width, () => false);
      assert.equal(found.width, everywhere.width);
      for (let u = 0; u < model.visits; u++) {
        const row = found.list.subarray(u * found.width, (u + 1) * found.width);
        assert.equal(new Set(row).size, found.width);
        assert.ok(!row.includes(u) && row.every((w) => w >= 0));
      }
      all += found.far.length;
      found.far.forEach((far, k) => {
        if (far > everywhere.far[k] + 1e-9) wrong++;
      });
    }),
    { numRuns: 150, seed: 5 },
  );
  assert.ok(wrong < 0.01 * all, `${wrong} of ${all}`);
});

test('the globe is laid out flat only where that shows what is near', () => {
  const travel = { kind: 'points' as const, points: [52, 53].map((lat) => ({ lat, lng: 13 })) };
  assert.ok(layOut(travel, [0, 1]) !== null);
  const around = [179, -179].map((lng) => ({ lat: 0, lng }));
  assert.equal(layOut({ kind: 'points', points: around }, [0, 1]), null);
  assert.equal(layOut({ kind: 'matrix', size: 1, distances: [0] }, [0]), null);
});
