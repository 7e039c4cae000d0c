/** The nearest place: found whatever cell it is in, also over the date line and at the poles. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { distanceMetres } from '../../domain/geo.ts';
import { createGazetteer } from './gazetteer.ts';
import { createGrid } from './place-grid.ts';
import { openTable, packTable } from './place-table.ts';

type Point = { readonly lat: number; readonly lng: number };

const gridOf = (points: readonly Point[]) => {
  const rows = points.map((point, index) => ({ ...point, key: `IN ${index}`, note: 0 }));
  return createGrid(openTable(packTable(rows, { sources: [], texts: [''] })));
};

test('finds what is nearest, as a search through all would', async () => {
  // to the metre: the table keeps five decimals
  const near = (most: number) => fc.integer({ min: -most * 1e5, max: most * 1e5 }).map((steps) => steps / 1e5);
  const corner = fc.constantFrom([0, 0], [19, 72.9], [-17, 179.9], [52, -180], [69, 180], [-75, 0]);
  const world = corner.chain(([lat = 0, lng = 0]) => {
    const point = fc.record({ lat: near(2), lng: near(2) }).map((by) => {
      const east = lng + by.lng;
      return { lat: lat + by.lat, lng: east > 180 ? east - 360 : east < -180 ? east + 360 : east };
    });
    return fc.tuple(fc.array(point, { maxLength: 30 }), point);
  });
  await fc.assert(
    fc.asyncProperty(world, async ([points, here]) => {
      const found = (await gridOf(points)).nearest(here, 50_000);
      const least = Math.min(...points.map((point) => distanceMetres(point, here)));
      if (found === null) assert.ok(least > 49_900, `a place is ${least} m away`);
      else assert.ok(distanceMetres(found, here) <= least * 1.002 + 2, `one is ${least} m away`);
    }),
    { numRuns: 500 },
  );
});

test('far from everything there is nothing', async () => {
  const grid = await gridOf([
    { lat: 89.9, lng: 120 },
    { lat: 0, lng: 0 },
  ]);
  assert.equal(grid.nearest({ lat: 1, lng: 1 }, 50_000), null);
  assert.equal(grid.nearest({ lat: 89.9, lng: -60 }, 50_000)?.key, 'IN 0', 'over the pole');
  assert.equal((await gridOf([])).nearest({ lat: 0, lng: 0 }, 50_000), null);
});

test('the packaged places know the sample’s positions', async () => {
  const { nearest } = createGazetteer();
  const dindigul = await nearest({ lat: 10.394535555555555, lng: 77.96088 });
  assert.deepEqual(dindigul, { country: 'IN', name: 'chettinayakkanpatti', state: 'tamil nadu' });
  assert.deepEqual(await nearest({ lat: 52.52, lng: 13.4 }), {
    country: 'DE',
    name: 'mitte',
    state: 'state of berlin',
  });
  assert.equal(await nearest({ lat: 0, lng: -30 }), null, 'the Atlantic');
});
