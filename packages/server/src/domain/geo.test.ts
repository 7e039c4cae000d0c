import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { distanceMetres, isLatLng } from './geo.ts';

const place = fc.record({
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
  lng: fc.double({ min: -180, max: 180, noNaN: true }),
});

it('measures the same way there and back, and nothing from a place to itself', () => {
  fc.assert(
    fc.property(place, place, (a, b) => {
      assert.equal(distanceMetres(a, b), distanceMetres(b, a));
      assert.equal(distanceMetres(a, a), 0);
      assert.ok(distanceMetres(a, b) <= 20_015_200, 'half of the circumference');
    }),
  );
});

it('keeps the triangle inequality, to a metre: near the antipode a double knows no better', () => {
  fc.assert(
    fc.property(place, place, place, (a, b, c) => {
      assert.ok(distanceMetres(a, c) <= distanceMetres(a, b) + distanceMetres(b, c) + 1);
    }),
  );
});

it('knows a distance: Mumbai to Delhi', () => {
  const metres = distanceMetres({ lat: 19.076, lng: 72.8777 }, { lat: 28.6139, lng: 77.209 });
  assert.ok(Math.abs(metres - 1_153_000) < 6_000, String(metres));
});

it('refuses places off the globe and what is not a number', () => {
  assert.ok(isLatLng({ lat: 90, lng: -180 }));
  for (const [lat, lng] of [
    [90.0001, 0],
    [0, 180.0001],
    [Number.NaN, 0],
    [0, Number.POSITIVE_INFINITY],
  ] as const) {
    assert.equal(isLatLng({ lat, lng }), false);
  }
});
