import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTours } from './evaluate/tour.ts';
import type { Problem } from './problem.ts';
import { reasonsFor } from './unassigned.ts';

/** One van that holds four, and more shipments than were ever looked at one by one. */
const crowded: Problem = {
  travel: { kind: 'plane', points: Array.from({ length: 21 }, (_, x) => ({ x, y: 0 })) },
  vehicles: [{ id: 'van', start: 0, capacity: [4], shift: [0, 60] }],
  shipments: Array.from({ length: 600 }, (_, k) => ({
    id: `d${k}`,
    amount: [k % 100 === 7 ? 9 : 3],
    skills: k % 100 === 8 ? ['cold'] : [],
    delivery: { location: 1 + (k % 20), windows: [k % 100 === 9 ? [0, 0.5] : [0, 60]] },
  })),
};
const loaded = readTours(crowded, [{ vehicle: 'van', stops: [{ shipment: 'd0', visit: 'delivery' }] }]);
const left = crowded.shipments.slice(1);

test('every one of hundreds gets a reason that is true of it', () => {
  const reasons = reasonsFor(crowded, loaded, left);
  assert.equal(reasons.length, left.length);
  for (const { shipment, constraint, by, message } of reasons) {
    const k = Number(shipment.slice(1));
    const expected = { 7: 'capacity', 8: 'skills', 9: 'window' }[k % 100] ?? 'capacity';
    assert.equal(constraint, expected, message);
    // Nine are too large for four; of three there is room for one.
    if (k % 100 === 7) assert.equal(by, 5);
    else if (expected === 'capacity') assert.equal(by, 2, message);
    else if (expected === 'window') assert.equal(by, (k % 20) + 0.5);
  }
});

test('a vehicle that stands still is not said to be in the way', () => {
  const [reason] = reasonsFor(crowded, [], left.slice(0, 1));
  assert.equal(reason?.constraint, 'missing');
  assert.match(reason?.message ?? '', /van stands still and could take it/u);
});

test('where time is up, nothing is claimed', () => {
  for (const { constraint, message } of reasonsFor(crowded, loaded, left, () => true)) {
    assert.equal(constraint, 'missing');
    assert.match(message, /was not looked into/u);
  }
});
