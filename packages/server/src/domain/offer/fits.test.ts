/** Whom an offer fits: the ladder of vehicles, squads, boats, and reach. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { distanceMetres } from '../geo.ts';
import { vehicleKinds, vehicleWishes } from '../task/vehicle-kind.ts';
import { bandAround, fits, whereabouts, wishesFitting, type OfferTerms, type Seeker } from './fits.ts';

const offer: OfferTerms = {
  preference: 'standard',
  squadOf: null,
  squadCode: null,
  vehicleKind: 'car',
  position: null,
};
const seeker: Seeker = { vehicleKind: 'car', marine: false, organisationId: null, squads: [], position: null };

it('takes the kind that was asked for and the two above it', () => {
  for (const [asked, wish] of vehicleKinds.entries()) {
    for (const [rung, kind] of vehicleKinds.entries()) {
      const isFit = rung >= asked && rung <= asked + 2;
      assert.equal(
        fits({ ...offer, vehicleKind: wish }, { ...seeker, vehicleKind: kind }, 1),
        isFit,
        `${wish} ${kind}`,
      );
    }
  }
});

it('takes a part of a load with anything from a car on', () => {
  const takers = vehicleKinds.filter((kind) =>
    fits({ ...offer, vehicleKind: 'ltl' }, { ...seeker, vehicleKind: kind }, 1),
  );
  assert.deepEqual(takers, vehicleKinds.slice(1));
  for (const kind of vehicleKinds) assert.ok(wishesFitting(kind).every((wish) => vehicleWishes.includes(wish)));
});

it('asks for a boat only those who have one, and for a squad those who belong to it', () => {
  const marine: OfferTerms = { ...offer, preference: 'marine' };
  assert.deepEqual([fits(marine, seeker, 1), fits(marine, { ...seeker, marine: true }, 1)], [false, true]);
  const squad: OfferTerms = { ...offer, preference: 'squad', squadOf: 'o', squadCode: 'S1' };
  assert.equal(fits(squad, seeker, 1), false);
  assert.equal(fits(squad, { ...seeker, organisationId: 'o' }, 1), true);
  assert.equal(fits(squad, { ...seeker, organisationId: 'p', squads: ['S1'] }, 1), true);
  assert.equal(fits(squad, { ...seeker, organisationId: 'p', squads: ['S2'] }, 1), false);
  assert.equal(fits({ ...squad, squadOf: null, squadCode: null }, seeker, 1), false, 'nobody belongs to no squad');
});

it('asks whoever is in reach, and of a pickup without a place everybody', () => {
  const here = { lat: 1.3, lng: 103.8 };
  const near = { ...offer, position: { lat: 1.31, lng: 103.8 } };
  const reach = Math.ceil(distanceMetres(here, near.position));
  assert.equal(fits(near, { ...seeker, position: here }, reach), true);
  assert.equal(fits(near, { ...seeker, position: here }, reach - 1), false);
  assert.equal(fits(near, seeker, 1_000_000), false, 'nobody knows where he is');
  assert.equal(fits(offer, { ...seeker, position: here }, 0), true);
});

it('believes a fix for a quarter of an hour', () => {
  const recordedAt = new Date('2026-11-23T08:00:00Z');
  const fix = { lat: 1, lng: 2, recordedAt };
  const after = (ms: number) => new Date(recordedAt.getTime() + ms);
  assert.deepEqual(whereabouts(fix, after(900_000)), { lat: 1, lng: 2 });
  assert.equal(whereabouts(fix, after(900_001)), null);
  assert.equal(whereabouts(null, recordedAt), null);
});

it('draws no band too narrow: whatever is in reach lies in it, at the poles and at the date line too', () => {
  const place = fc.record({ lat: fc.double({ min: -90, max: 90, noNaN: true }), lng: fc.double({ min: -180, max: 180, noNaN: true }) }); // prettier-ignore
  const step = fc.record({ lat: fc.double({ min: -2, max: 2, noNaN: true }), lng: fc.double({ min: -5, max: 5, noNaN: true }) }); // prettier-ignore
  fc.assert(
    fc.property(place, step, fc.integer({ min: 1, max: 200_000 }), (here, away, metres) => {
      const lng = ((here.lng + away.lng + 540) % 360) - 180;
      const there = { lat: Math.max(-90, Math.min(90, here.lat + away.lat)), lng };
      if (distanceMetres(here, there) > metres) return;
      const band = bandAround(here, metres);
      assert.ok(there.lat >= band.south && there.lat <= band.north);
      assert.ok(Math.abs(there.lng - here.lng) <= band.lng);
    }),
    { numRuns: 2000 },
  );
});
