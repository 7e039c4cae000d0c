/** Arrivals are never in the past, and follow how fast it has been going. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { atPace, estimate, expectedArrival, type StopAhead } from './eta.ts';
import { estimateTrip } from './estimate-trip.ts';
import { cityProfile } from './schedule.ts';
import type { Stop } from './trip.ts';

const now = new Date('2026-01-01T08:00:00Z');
const here = { lat: 19.1, lng: 72.9 };
/** Ten kilometres of road at 25 km/h: 24 minutes. */
const tenKm = 10_000 / 1.3 / 111_195;
const north = (steps: number) => ({ lat: here.lat + steps * tenKm, lng: here.lng });
const door = (change: Partial<StopAhead> = {}): StopAhead => ({
  position: north(1),
  earliest: null,
  serviceMinutes: null,
  arrivedAt: null,
  ...change,
});
const minutes = (arrival: Date | null | undefined) =>
  arrival ? Math.round((arrival.getTime() - now.getTime()) / 60_000) : null;

it('drives from the last fix to each stop, waits for its window and serves it', () => {
  const earliest = new Date('2026-01-01T09:00:00Z');
  const times = estimate(
    here,
    now,
    [door(), door({ position: north(2), earliest, serviceMinutes: 10 }), door()],
    cityProfile,
  );
  assert.deepEqual(times.map(({ arrival }) => minutes(arrival)), [24, 48, 94]); // prettier-ignore
});

it('counts what is left of the service at the door where the courier stands', () => {
  const arrivedAt = new Date(now.getTime() - 4 * 60_000);
  const stops = [door({ position: north(2) }), door({ position: here, serviceMinutes: 10, arrivedAt })];
  assert.deepEqual(estimate(here, now, stops, cityProfile).map(({ arrival }) => minutes(arrival)), [54, 0]); // prettier-ignore
  const longSince = new Date(now.getTime() - 60 * 60_000);
  const late = [door({ position: here, serviceMinutes: 10, arrivedAt: longSince }), door()];
  assert.equal(minutes(estimate(here, now, late, cityProfile)[1]?.arrival), 24);
});

it('knows nothing without a place', () => {
  assert.deepEqual(estimate(null, now, [door()], cityProfile), [
    { arrival: null, departure: null, distanceMetres: null },
  ]);
});

it('blends the usual speed with that of late, between half and one and a half of it', () => {
  const kmh = (metres: number, seconds: number) =>
    Math.round(atPace(cityProfile, { metres, seconds }).metresPerSecond * 3.6 * 10) / 10;
  assert.equal(kmh(0, 0), 25);
  assert.equal(kmh(3750, 450), 27.5, 'after half the time half the weight: 30 km/h');
  assert.equal(kmh(7500, 900), 30);
  assert.equal(kmh(15_000, 1800), 30);
  assert.equal(kmh(30_000, 900), 37.5);
  assert.equal(kmh(0, 900), 12.5);
});

const place = fc.record({
  lat: fc.double({ min: -80, max: 80, noNaN: true }),
  lng: fc.double({ min: -180, max: 180, noNaN: true }),
});
const anyDoor = fc.record({
  position: fc.option(place),
  earliest: fc.option(fc.date({ min: new Date('2025-12-30'), max: new Date('2026-01-03'), noInvalidDate: true })),
  serviceMinutes: fc.option(fc.integer({ min: 0, max: 120 })),
  arrivedAt: fc.option(fc.date({ min: new Date('2025-12-30'), max: new Date('2026-01-03'), noInvalidDate: true })),
});
const pace = fc.record({
  metres: fc.double({ min: 0, max: 1e6, noNaN: true }),
  seconds: fc.double({ min: 0, max: 1e5, noNaN: true }),
});

it('never expects anything before now', () => {
  fc.assert(
    fc.property(place, fc.array(anyDoor, { maxLength: 12 }), pace, (from, stops, lately) => {
      for (const { arrival, departure } of estimate(from, now, stops, atPace(cityProfile, lately))) {
        assert.ok(arrival === null || arrival >= now);
        assert.ok(departure === null || (arrival !== null && departure >= arrival));
      }
    }),
  );
});

const stop = (change: Partial<Stop>): Stop & StopAhead => ({
  accountId: '',
  tripId: '',
  id: '1',
  deliveryId: '',
  leg: 'dropoff',
  sequence: 1,
  state: 'open',
  plannedArrival: null,
  plannedDeparture: null,
  plannedDistanceMetres: null,
  acceptedAt: null,
  arrivedPosition: null,
  leftAt: null,
  leftPosition: null,
  expectedArrival: null,
  fenceEnteredAt: null,
  fenceLeftAt: null,
  drivenMetres: null,
  ...door(),
  ...change,
});

it('ends a trip with the last door, and a haul at its hub', () => {
  const whereabouts = { here, now, pace: { metres: 0, seconds: 0 }, destination: null };
  const round = estimateTrip([stop({ state: 'done' }), stop({ id: '2' })], whereabouts);
  assert.deepEqual(round.stops.map((one) => minutes(one.expectedArrival)), [null, 24]); // prettier-ignore
  assert.equal(minutes(round.expectedEnd), 24);
  assert.equal(estimateTrip([stop({ state: 'done' })], whereabouts).expectedEnd, null);
  const haul = (mode: string) => minutes(estimateTrip([], { ...whereabouts, destination: { position: { lat: 28.6, lng: 77.2 }, mode } }).expectedEnd); // prettier-ignore
  // Mumbai to Delhi, 1,142 km as the crow flies
  assert.deepEqual([haul('road'), haul('rail'), haul('air')], [1905, 1905, 137]);
  assert.equal(estimateTrip([], { ...whereabouts, here: null, destination: { position: here, mode: 'road' } }).expectedEnd, null); // prettier-ignore
});

it('shows a stop ahead no time that has gone by', () => {
  const past = new Date(now.getTime() - 1);
  const later = new Date(now.getTime() + 1);
  const open = { state: 'open', expectedArrival: null, plannedArrival: past } as const;
  assert.equal(expectedArrival(open, true, now), now);
  assert.equal(expectedArrival(open, false, now), past);
  assert.equal(expectedArrival({ ...open, expectedArrival: later }, true, now), later);
  assert.equal(expectedArrival({ ...open, state: 'done' }, true, now), past);
});
