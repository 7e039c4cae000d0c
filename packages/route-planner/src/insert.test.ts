import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { evaluate } from './evaluate.ts';
import { explain } from './explain.ts';
import { insert } from './insert.ts';
import type { RouteRef } from './plan-types.ts';
import type { Problem, Shipment } from './problem.ts';
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

/** Every place there is: in each route and in one idle vehicle of each entry, also behind a reload. */
function everyWay({ vehicles }: Problem, routes: readonly RouteRef[], { id, pickup, delivery }: Shipment): RouteRef[] {
  const idle = vehicles.flatMap(({ id: name, count = 1 }) =>
    Array.from({ length: count }, (_, k) => (count === 1 ? name : `${name}#${k + 1}`))
      .filter((copy) => routes.every(({ vehicle }) => vehicle !== copy))
      .slice(0, 1),
  );
  const visits = [
    ...(pickup === undefined ? [] : [{ shipment: id, visit: 'pickup' as const }]),
    ...(delivery === undefined ? [] : [{ shipment: id, visit: 'delivery' as const }]),
  ];
  return [...routes, ...idle.map((vehicle): RouteRef => ({ vehicle, stops: [] }))].flatMap(({ vehicle, stops }) => {
    const found: RouteRef[] = [];
    const [first, second] = visits;
    if (first === undefined) return [];
    for (let at = 0; at <= stops.length; at++) {
      const once = stops.toSpliced(at, 0, first);
      if (second === undefined) found.push({ vehicle, stops: once });
      else
        for (let later = at + 1; later <= once.length; later++)
          found.push({ vehicle, stops: once.toSpliced(later, 0, second) });
      if (at === 0 || stops.length === 0) continue;
      const behind = stops.toSpliced(at, 0, 'reload', first);
      found.push({ vehicle, stops: second === undefined ? behind : behind.toSpliced(at + 2, 0, second) });
    }
    return found;
  });
}

test('no place at all is cheaper than the one that insert finds', () => {
  let inserted = 0;
  fc.assert(
    fc.property(arbitraryProblem(8), (some) => {
      const [last] = some.shipments.slice(-1);
      assert.ok(last !== undefined);
      const routes = searchHere({ ...some, shipments: some.shipments.slice(0, -1) }, 60).routes;
      const found = insert(some, routes, last.id);
      const paid = (plan: readonly RouteRef[]): number => {
        const { cost } = evaluate(some, plan);
        return cost.fixed + cost.distance + cost.time;
      };
      const before = paid(routes);
      const committed = evaluate(some, routes).violations.length;
      let least = Infinity;
      for (const route of everyWay(some, routes, last)) {
        const plan = [...routes.filter(({ vehicle }) => vehicle !== route.vehicle), route];
        if (evaluate(some, plan).violations.length <= committed) least = Math.min(least, paid(plan) - before);
      }
      if (found !== null) inserted++;
      assert.ok(
        found === null ? least === Infinity : Math.abs(found.addedCost - least) < 1e-6,
        `${found?.addedCost} found, ${least} possible`,
      );
    }),
    { numRuns: 400, seed: 11 },
  );
  assert.ok(inserted > 100);
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
