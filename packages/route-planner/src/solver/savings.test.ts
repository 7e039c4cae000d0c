import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { evaluate } from '../evaluate.ts';
import type { RouteRef } from '../plan-types.ts';
import type { Problem } from '../problem.ts';
import { toRoutes } from './chains.ts';
import { compile, placesUsed } from './compile.ts';
import { nearestByDistance } from './neighbours.ts';
import { canSave, startBySavings } from './savings.ts';
import { State } from './state.ts';
import { allocateWays, rowFiller } from './ways.ts';

interface Stop {
  readonly x: number;
  readonly y: number;
  readonly amount: number;
}

function problemOf(stops: readonly Stop[], vehicles: number, capacity: number): Problem {
  return {
    travel: { kind: 'plane', points: [{ x: 50, y: 50 }, ...stops] },
    vehicles: [{ id: 'van', count: vehicles, start: 0, capacity: [capacity] }],
    shipments: stops.map(({ amount }, k) => ({ id: `s${k}`, amount: [amount], delivery: { location: k + 1 } })),
  };
}

/** The savings start by itself, however few the stops. */
function savedRoutes(problem: Problem, width = 20): { routes: RouteRef[]; cost: number } {
  const places = placesUsed(problem);
  const ways = allocateWays(problem.travel, places, places.length);
  const fill = rowFiller(ways, problem.travel, places);
  places.forEach((_, row) => fill(row));
  const model = compile(problem, ways);
  assert.ok(canSave(model));
  const state = new State(model);
  startBySavings(
    state,
    nearestByDistance(model, width, () => false),
    () => false,
  );
  return { routes: toRoutes(problem, state), cost: state.cost() };
}

test('stops in a row share a vehicle as far as its load allows', () => {
  const stops = [10, 20, 30, 70, 80, 90].map((x) => ({ x, y: 50, amount: 1 }));
  const { routes, cost } = savedRoutes(problemOf(stops, 6, 3));
  assert.equal(routes.length, 2);
  assert.equal(cost, 160);
  assert.equal(savedRoutes(problemOf(stops, 6, 2)).routes.length, 4);
});

test('where vehicles are too few, the longest routes get them, and the rest is left', () => {
  const stops = [10, 20, 30, 90].map((x) => ({ x, y: 50, amount: 1 }));
  const { routes } = savedRoutes(problemOf(stops, 1, 3));
  assert.deepEqual(
    routes.map((route) => route.stops.length),
    [3],
  );
});

test('what comes of savings is sound and not longer than a route per stop', () => {
  const stop = fc.record({
    x: fc.integer({ min: 0, max: 100 }),
    y: fc.integer({ min: 0, max: 100 }),
    amount: fc.integer({ min: 0, max: 10 }),
  });
  const stops = fc.array(stop, { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(stops, fc.integer({ min: 10, max: 40 }), fc.integer({ min: 1, max: 30 }), (list, capacity, width) => {
      const problem = problemOf(list, list.length, capacity);
      const { routes, cost } = savedRoutes(problem, width);
      const judged = evaluate(problem, routes);
      assert.deepEqual(judged.violations, []);
      assert.deepEqual(judged.unassigned, []);
      assert.ok(Math.abs(judged.cost.total - cost) < 1e-6);
      const alone = list.reduce((sum, { x, y }) => sum + 2 * Math.hypot(x - 50, y - 50), 0);
      assert.ok(cost <= alone + 1e-6, `${cost} with savings, ${alone} without`);
    }),
    { numRuns: 200, seed: 7 },
  );
});
