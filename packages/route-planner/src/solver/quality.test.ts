/** Guards what the search reaches within fixed iterations, so that a slip in a move is seen even where all stays feasible. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { evaluate } from '../evaluate.ts';
import type { Problem } from '../problem.ts';
import { readInstance } from '../read/read-instance.ts';
import { searchHere } from './search-here.ts';

function fixture(file: string, minimise: 'cost' | 'vehicles'): Problem {
  const text = readFileSync(join(import.meta.dirname, '../../fixtures', file), 'utf8');
  return { ...readInstance(text).problem, objective: { minimise } };
}

/** Best known distance, and how many percent above it a plan may be after so many iterations. */
const goals = [
  { file: 'C101.txt', iterations: 5000, best: 828.94, within: 0.01 },
  { file: 'R101.txt', iterations: 20_000, best: 1642.88, within: 1.5 },
  { file: 'RC208.txt', iterations: 20_000, best: 779.31, within: 4 },
  { file: 'lr104.txt', iterations: 8000, best: 1013.39, within: 1 },
  { file: 'lrc108.txt', iterations: 8000, best: 1147.43, within: 1 },
  { file: 'X-n101-k25.vrp', iterations: 20_000, best: 27_591, within: 2.5 },
  { file: 'RC2_2_1.txt', iterations: 10_000, best: 2797, within: 6 },
];

for (const { file, iterations, best, within } of goals)
  test(`${file} comes within ${within} % of the best known distance`, () => {
    const problem = fixture(file, 'cost');
    const { feasible, unassigned, cost } = evaluate(problem, searchHere(problem, iterations).routes);
    assert.ok(feasible);
    assert.deepEqual(unassigned, []);
    const gap = 100 * (cost.total / best - 1);
    assert.ok(gap <= within, `${cost.total} is ${gap.toFixed(2)} % above ${best}`);
  });

const fleets = [
  { file: 'C101.txt', iterations: 5000, vehicles: 10 },
  { file: 'R101.txt', iterations: 30_000, vehicles: 19 },
  { file: 'RC208.txt', iterations: 20_000, vehicles: 3 },
  { file: 'lr104.txt', iterations: 20_000, vehicles: 9 },
];

for (const { file, iterations, vehicles } of fleets)
  test(`${file} is served by ${vehicles} vehicles`, () => {
    const problem = fixture(file, 'vehicles');
    assert.ok(searchHere(problem, iterations).vehicles <= vehicles);
  });
