/** Sums over whole routes, worked out from scratch. */
import type { Model } from './model.ts';
import type { Roster } from './roster.ts';

/** What the sums read of a state, and the totals they write. */
interface Summed {
  readonly model: Model;
  readonly next: Int32Array;
  readonly roster: Roster;
  readonly distance: Float64Array;
  readonly duration: Float64Array;
  readonly absentAt: Int32Array;
  readonly totals: Float64Array;
}

/** What unequal routes cost. */
export function balanceCost({ model, roster, duration }: Summed): number {
  const { balance } = model;
  if (balance === 0 || roster.usedCount === 0) return 0;
  const { used, usedCount } = roster;
  let sum = 0;
  for (let k = 0; k < usedCount; k++) sum += duration[used[k]];
  const mean = sum / usedCount;
  let over = 0;
  for (let k = 0; k < usedCount; k++) over += Math.max(0, duration[used[k]] - mean);
  return balance * over;
}

export function lengthOf({ model, next }: Summed, v: number): number {
  const { D, at, size, start0, end0 } = model;
  let distance = 0;
  for (let i = start0 + v; i !== end0 + v; i = next[i]) distance += D[at[i] * size + at[next[i]]];
  return distance;
}

/** Distances of the routes, cost, and score of the left out. */
export function sumUp(state: Summed): void {
  const { model, roster, distance, duration, absentAt, totals } = state;
  const { shipments, weight, penalty, fixedCost, costPerDistance, costPerTime } = model;
  totals.fill(0);
  for (let k = 0; k < roster.usedCount; k++) {
    const v = roster.used[k];
    distance[v] = lengthOf(state, v);
    totals[0] += fixedCost[v] + costPerDistance[v] * distance[v] + costPerTime[v] * duration[v];
  }
  for (let s = 0; s < shipments; s++) {
    if (absentAt[s] < 0) continue;
    totals[1] += weight[s];
    if (penalty[s] < Infinity) totals[0] += penalty[s];
  }
}
