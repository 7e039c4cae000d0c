/** A trip's way, its doors and its pace, from the fixes of its tracker. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import type { Sighting } from '../tracking/believe.ts';
import { followTrip, freshMemory, paceOf, shareWay, type Memory, type WatchedStop } from './follow-trip.ts';

const origin = { lat: 19.1, lng: 72.9 };
const start = Date.UTC(2026, 0, 1, 8);
const at = (metres: number, minute: number): Sighting => ({
  lat: origin.lat + metres / 111_195,
  lng: origin.lng,
  recordedAt: new Date(start + minute * 60_000),
});
const minuteOf = (instant: Date | null | undefined) => (instant ? (instant.getTime() - start) / 60_000 : null);

const stop = (id: string, metres: number | null, change: Partial<WatchedStop> = {}): WatchedStop => ({
  accountId: '',
  tripId: '',
  id,
  deliveryId: '',
  leg: 'dropoff',
  sequence: 1,
  state: 'open',
  plannedArrival: null,
  plannedDeparture: null,
  plannedDistanceMetres: null,
  acceptedAt: null,
  arrivedAt: null,
  arrivedPosition: null,
  leftAt: null,
  leftPosition: null,
  expectedArrival: null,
  fenceEnteredAt: null,
  fenceLeftAt: null,
  drivenMetres: null,
  position: metres === null ? null : at(metres, 0),
  ...change,
});

const drive = (metres: readonly number[], stops: readonly WatchedStop[] = [], from: Memory = freshMemory) =>
  followTrip(from, metres.map((one, index) => at(one, index)), [], stops); // prettier-ignore

it('adds up the way, without the wandering of a parked vehicle and without leaps', () => {
  assert.equal(Math.round(drive([0, 1000, 2000]).memory.drivenMetres ?? 0), 2000);
  assert.equal(drive([0, 12, -7, 15, 3, 0]).memory.drivenMetres, 0);
  assert.equal(Math.round(drive([0, 500_000, 1000]).memory.drivenMetres ?? 0), 1000);
  assert.equal(Math.round(drive([0, 500_000, 501_000, 502_000]).memory.drivenMetres ?? 0), 1000);
  assert.equal(drive([]).memory.drivenMetres, null);
});

it('comes to the same whether the fixes come one by one or together', () => {
  const metres = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(metres, (way) => {
      const stops = [stop('a', 500), stop('b', 2500)];
      const together = drive(way, stops);
      const one = way.reduce(
        ({ memory, stops: seen }, each, index) => followTrip(memory, [at(each, index)], [], seen),
        followTrip(freshMemory, [], [], stops),
      );
      assert.deepEqual(one.memory, together.memory);
      assert.deepEqual(one.stops, together.stops);
    }),
  );
});

it('notes when a door was reached and left, and the last time where it was passed before', () => {
  const [passed] = drive([0, 1000, 2000, 3000, 1050], [stop('a', 1000)]).stops;
  assert.deepEqual([minuteOf(passed?.fenceEnteredAt), passed?.fenceLeftAt], [4, null]);
  const done = stop('a', 1000, { state: 'done', fenceEnteredAt: new Date(start) });
  const inside = { ...freshMemory, following: { ...freshMemory.following, inside: ['a'] } };
  const left = followTrip(inside, [at(1000, 1), at(2000, 2), at(1000, 3)], [], [done]).stops[0];
  assert.deepEqual([minuteOf(left?.fenceEnteredAt), minuteOf(left?.fenceLeftAt)], [0, 2], 'what is over stays');
});

it('has no fence around a door of which nobody knows the place, or that was taken off', () => {
  const { stops } = drive([0], [stop('a', null), stop('b', 0, { state: 'dropped' })]);
  assert.deepEqual(stops.map(({ fenceEnteredAt }) => fenceEnteredAt), [null, null]); // prettier-ignore
});

it('knows the pace of the last quarter of an hour, without the time at doors', () => {
  const way = Array.from({ length: 31 }, (_, minute) => (minute <= 15 ? minute * 100 : 1500 + (minute - 15) * 500));
  const { metres, seconds } = paceOf(drive(way).memory);
  assert.ok(Math.abs(metres / seconds - 500 / 60) < 0.1, `${metres} m in ${seconds} s`);
  const halt = drive([0, 500, 1000, 1000, 1000, 1000], [stop('a', 1000)]).memory;
  assert.equal(paceOf(halt).seconds, 120);
  assert.equal(paceOf(drive([0]).memory).seconds, 0);
});

it('shares the way among the stops in the order in which they were reached', () => {
  const first = stop('a', 0, { state: 'done', arrivedAt: new Date(start), drivenMetres: 700 });
  const second = stop('b', 0, { state: 'arrived', arrivedAt: new Date(start + 1) });
  const third = stop('c', 0);
  const parts = (stops: readonly WatchedStop[]) => stops.map(({ drivenMetres }) => drivenMetres);
  assert.deepEqual(parts(shareWay([first, second, third], 1000)), [700, 300, null]);
  assert.deepEqual(parts(shareWay([third, second, first], 1000)), [null, 300, 700]);
  assert.deepEqual(parts(shareWay([first, second, third], null)), [700, null, null]);
  const unseen = { ...first, drivenMetres: null };
  assert.deepEqual(parts(shareWay([second, unseen, third], 1000)), [0, 1000, null]);
});
