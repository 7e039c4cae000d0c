/** What shipments weigh and vehicles carry, dimension by dimension. */
import type { Problem } from '../problem.ts';
import type { FleetEntry } from './compile-fleet.ts';
import type { Model } from './model.ts';
import { tolerance } from './model.ts';

type Loads = Pick<Model, 'dimensions' | 'amount' | 'capacity' | 'bulk' | 'origin'>;

export function compileLoads(problem: Problem, fleet: readonly FleetEntry[]): Loads {
  const shipments = problem.shipments.length;
  const vehicles = fleet.length;
  const dimensions = Math.max(0, ...problem.shipments.map(({ amount = [] }) => amount.length));
  const amount = new Float64Array(shipments * dimensions);
  problem.shipments.forEach((shipment, s) => amount.set(shipment.amount ?? [], s * dimensions));
  const capacity = new Float64Array(vehicles * dimensions).fill(Infinity);
  fleet.forEach(({ vehicle }, v) =>
    (vehicle.capacity ?? [])
      .slice(0, dimensions)
      .forEach((limit, k) => (capacity[v * dimensions + k] = limit + tolerance)),
  );
  const origin = Int8Array.from(problem.shipments, ({ pickup, delivery }) =>
    pickup === undefined ? 1 : delivery === undefined ? -1 : 0,
  );
  return { dimensions, amount, capacity, bulk: bulkOf(shipments, dimensions, amount, capacity), origin };
}

function bulkOf(shipments: number, dimensions: number, amount: Float64Array, capacity: Float64Array): Float64Array {
  const largest = new Float64Array(dimensions);
  capacity.forEach((limit, i) => {
    if (limit < Infinity) largest[i % dimensions] = Math.max(largest[i % dimensions], limit);
  });
  const bulk = new Float64Array(shipments);
  for (let s = 0; s < shipments; s++)
    for (let k = 0; k < dimensions; k++) bulk[s] += largest[k] > 0 ? amount[s * dimensions + k] / largest[k] : 0;
  return bulk;
}
