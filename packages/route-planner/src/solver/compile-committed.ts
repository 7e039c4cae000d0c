/** What vehicles are bound to serve first. */
import type { Problem, Vehicle } from '../problem.ts';
import type { FleetEntry } from './compile-fleet.ts';
import type { VisitNode } from './compile-nodes.ts';
import type { Model } from './model.ts';
import { tolerance } from './model.ts';
import type { Ways } from './ways.ts';

/** Nodes of the committed visits, by vehicle; of several copies the first has them. */
export const listCommitted = (
  problem: Problem,
  visits: readonly VisitNode[],
  fleet: readonly FleetEntry[],
): number[][] => fleet.map(({ vehicle, copy }) => (copy > 0 ? [] : committedVisits(vehicle, problem, visits)));

function committedVisits(vehicle: Vehicle, problem: Problem, visits: readonly VisitNode[]): number[] {
  const { committed = [] } = vehicle;
  if (committed.length === 0) return [];
  return committed.map((stop) =>
    visits.findIndex(({ visit, shipment }) => {
      const { id, pickup, delivery } = problem.shipments[shipment];
      return id === stop.shipment && visit === (stop.visit === 'pickup' ? pickup : delivery);
    }),
  );
}

/** A committed stop that is late already must not make its vehicle unusable: its window ends when it can be reached. */
export function relaxCommitted(
  committed: readonly (readonly number[])[],
  nodes: Pick<Model, 'at' | 'earliest' | 'latest' | 'service' | 'setup' | 'start0'>,
  fleet: readonly FleetEntry[],
  ways: Ways,
): void {
  const { at, earliest, latest, service, setup, start0 } = nodes;
  committed.forEach((list, v) => {
    let here = start0 + v;
    let time = earliest[here];
    for (const node of list) {
      const way = ways.durations[at[here] * ways.size + at[node]] / (fleet[v].vehicle.speedFactor ?? 1);
      const begin = Math.max(time + way, earliest[node]);
      if (begin > latest[node]) latest[node] = begin + tolerance;
      time = begin + service[node] + (at[here] === at[node] ? 0 : setup[node]);
      here = node;
    }
  });
}
