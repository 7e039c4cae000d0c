/** The matrices by rows and by columns, and what the search may assume of them. */
import type { Problem } from '../problem.ts';
import type { Model } from './model.ts';
import { createRandom } from './random.ts';
import type { Columns, Numbers, Ways } from './ways.ts';
import { columnsOf, isSymmetric } from './ways.ts';

type ByColumns = Pick<Model, 'DC' | 'TC' | 'acrossD' | 'alongD' | 'acrossT' | 'alongT' | 'plain'>;

export function compileColumns(problem: Problem, ways: Ways): ByColumns {
  const { distances, durations } = ways;
  const ofDistances = symmetricColumns(problem, ways, distances);
  const ofDurations = durations === distances ? ofDistances : symmetricColumns(problem, ways, durations);
  return {
    DC: ofDistances.numbers,
    TC: ofDurations.numbers,
    acrossD: ofDistances.across,
    alongD: ofDistances.along,
    acrossT: ofDurations.across,
    alongT: ofDurations.along,
    plain: durations === distances && ofDistances.numbers === distances && ofDistances.along === 1,
  };
}

function symmetricColumns(problem: Problem, ways: Ways, numbers: Numbers): Columns {
  const symmetric = problem.travel.kind !== 'matrix' || isSymmetric(numbers, ways.size);
  // Open ends make the last column 0 but not the last row, which is never read.
  return columnsOf(numbers, ways.size, symmetric);
}

/** Whether a way over a third place is ever shorter than the direct one: asked of all of few places, of a sample of many. */
export function hasDetours({ size, durations }: Ways): boolean {
  const places = size - 1;
  const isDetour = (i: number, j: number, via: number): boolean => {
    const direct = durations[i * size + j];
    return direct > (durations[i * size + via] + durations[via * size + j]) * (1 + 1e-9);
  };
  if (places <= 40) {
    for (let i = 0; i < places; i++)
      for (let j = 0; j < places; j++) for (let via = 0; via < places; via++) if (isDetour(i, j, via)) return true;
    return false;
  }
  const random = createRandom(places);
  for (let k = 0; k < 60_000; k++)
    if (isDetour(random.whole(places), random.whole(places), random.whole(places))) return true;
  return false;
}
