import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { evaluate } from '../evaluate.ts';
import { bestByTryingAll, standingOf } from './try-all.ts';
import type { Problem } from '../problem.ts';
import { arbitraryProblem } from './random-problem.ts';
import { searchHere } from './search-here.ts';

const runs = Number(process.env['PLANNER_RUNS'] ?? 150);

test('a plan keeps every constraint and costs what the search believed', () => {
  fc.assert(
    fc.property(arbitraryProblem(9), fc.integer({ min: 1, max: 99 }), (problem, seed) => {
      const found = searchHere(problem, 150, seed);
      const judged = evaluate(problem, found.routes);
      assert.deepEqual(judged.violations, []);
      assert.ok(
        Math.abs(judged.cost.total - found.cost) < 1e-5 * (1 + found.cost),
        `evaluate says ${judged.cost.total}, the search ${found.cost}`,
      );
    }),
    { numRuns: runs, seed: 7 },
  );
});

test('on tiny problems no plan at all is better', () => {
  // A fixed sample. One in fifty may be missed: among arbitrary ways some shipments fit only together, never one by one.
  const problems = fc.sample(arbitraryProblem(3), { numRuns: runs, seed: 11 }).filter(isTiny);
  let missed = 0;
  for (const [k, problem] of problems.entries()) {
    const found = standingOf(problem, searchHere(problem, 400, k).routes);
    const best = bestByTryingAll(problem);
    assert.ok(found !== null);
    if (JSON.stringify(found.leftOut) !== JSON.stringify(best.leftOut) || found.vehicles > best.vehicles) missed++;
    else {
      assert.ok(found.cost >= best.cost - 1e-5, 'nothing is better than the best');
      if (found.cost > best.cost + 1e-5) missed++;
    }
  }
  assert.ok(missed <= problems.length / 50, `${missed} of ${problems.length} plans are not the best`);
});

/** So that there are not too many plans to try. */
const isTiny = ({ vehicles }: Problem): boolean => vehicles.reduce((sum, { count = 1 }) => sum + count, 0) <= 4;
