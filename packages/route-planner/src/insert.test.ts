import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { evaluate } from './evaluate.ts';
import { explain } from './explain.ts';
import { insert } from './insert.ts';
import type { RouteRef } from './plan-types.ts';
import type { Problem } from './problem.ts';
import { arbitraryProblem } from './solver/random-problem.ts';
import { searchHere } from './solver/search-here.ts';

const problem: Problem = {
  travel: { kind: 'plane', points: Array.from({ length: 21 }, (_, x) => ({ x, y: 0 })) },
  vehicles: [
    { id: 'near', start: 0, capacity: [2] },
    { id: 'far', start: 20, capacity: [2], skills: ['cold'] },
    { id: 'small', start: 0, capacity: [0] },
  ],
  shipments: [
    { id: 'a', amount: [1], delivery: { location: 5 } },
    { id: 'b', amount: [1], delivery: { location: 3 } },
    { id: 'c', amount: [1], skills: ['cold'], delivery: { location: 4 } },
  ],
};
const running: RouteRef[] = [{ vehicle: 'near', stops: [{ shipment: 'a', visit: 'delivery' }] }];

test('a shipment on the way costs nothing and goes where it is passed', () => {
  const found = insert(problem, running, 'b');
  assert.equal(found?.vehicle, 'near');
  assert.equal(found?.addedCost, 0);
});

test('it goes with a vehicle that stands still where no running one may take it', () => {
  const found = insert(problem, running, 'c');
  assert.equal(found?.vehicle, 'far');
  assert.equal(found?.addedCost, 32);
  assert.equal(found?.routes.length, 2);
});

test('it is refused where it fits nowhere', () => {
  assert.equal(insert({ ...problem, vehicles: [{ id: 'near', start: 0, capacity: [1] }] }, running, 'b'), null);
});

test('what comes out of insert keeps every constraint and adds the cost it says', () => {
  fc.assert(
    fc.property(arbitraryProblem(8), (some) => {
      const [last] = some.shipments.slice(-1);
      assert.ok(last !== undefined);
      const routes = searchHere({ ...some, shipments: some.shipments.slice(0, -1) }, 60).routes;
      const before = evaluate(some, routes);
      const found = insert(some, routes, last.id);
      if (found === null) return;
      const after = evaluate(some, found.routes);
      assert.deepEqual(after.violations, []);
      const paid = ({ cost }: typeof before): number => cost.fixed + cost.distance + cost.time;
      assert.ok(Math.abs(paid(after) - paid(before) - found.addedCost) < 1e-6);
    }),
    { numRuns: 200, seed: 3 },
  );
});

test('explain says 0 for the vehicle that has it, the price of others, and what keeps the rest away', () => {
  const answers = explain(problem, running, 'a');
  assert.deepEqual(
    answers.map(({ vehicle, extraCost }) => [vehicle, extraCost]),
    [
      ['near', 0],
      ['far', 20],
      ['small', null],
    ],
  );
  assert.equal(answers[2]?.obstacle?.constraint, 'capacity');
  assert.equal(answers[2]?.obstacle?.by, 1);
});
