/** What leaving a shipment out counts, and what one more vehicle counts where fewest vehicles come first. */
import type { Problem, Shipment } from '../problem.ts';
import type { Ways } from './ways.ts';

/** More than any vehicle can save by taking stops over from another. */
export function boundOfCost({ vehicles, shipments }: Problem, { distances, durations, size }: Ways): number {
  let [longest, slowest] = [0, 0];
  for (let i = 0; i < distances.length; i += 1 + Math.floor(size / 500)) {
    if (distances[i] < Infinity && distances[i] > longest) longest = distances[i];
    if (durations[i] < Infinity && durations[i] > slowest) slowest = durations[i];
  }
  const rate = Math.max(...vehicles.map(({ costPerDistance = 1 }) => costPerDistance));
  const hourly = Math.max(...vehicles.map(({ costPerTime = 0 }) => costPerTime));
  const fixed = Math.max(...vehicles.map(({ fixedCost = 0 }) => fixedCost));
  const penalties = shipments.reduce((sum, { penalty = 0 }) => sum + penalty, 0);
  return 1 + fixed + penalties + (rate * longest + hourly * slowest) * Math.min(40, 2 + shipments.length);
}

/** Above this, weights of many priorities would no longer add up exactly. */
const heaviest = 2 ** 45;

/** One shipment of a higher priority weighs more than all lower ones together. */
export function leavingOut(shipments: readonly Shipment[]): { weight: Float64Array; penalty: Float64Array } {
  const needed = shipments.filter(({ penalty }) => penalty === undefined);
  const levels = [...new Set(needed.map(({ priority = 0 }) => priority))].toSorted((a, b) => a - b);
  const weights = new Map<number, number>();
  let sum = 0;
  for (const level of levels) {
    const weight = Math.min(heaviest, sum + 1);
    weights.set(level, weight);
    sum += weight * needed.filter(({ priority = 0 }) => priority === level).length;
  }
  return {
    weight: Float64Array.from(shipments, ({ priority = 0, penalty }) =>
      penalty === undefined ? (weights.get(priority) ?? 1) : 0,
    ),
    penalty: Float64Array.from(shipments, ({ penalty }) => penalty ?? Infinity),
  };
}
