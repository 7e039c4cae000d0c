/** The nodes of the compiled problem: visits, reloads, starts and ends, where and when each may be served. */
import type { Problem, Visit } from '../problem.ts';
import type { FleetEntry } from './compile-fleet.ts';
import type { Model } from './model.ts';
import { tolerance } from './model.ts';
import type { Ways } from './ways.ts';

export interface VisitNode {
  readonly visit: Visit;
  readonly shipment: number;
  readonly other: number;
}

type Nodes = Pick<
  Model,
  | 'visits'
  | 'reloads'
  | 'nodes'
  | 'start0'
  | 'end0'
  | 'at'
  | 'earliest'
  | 'latest'
  | 'service'
  | 'setup'
  | 'shipmentOf'
  | 'mate'
  | 'windowsFrom'
  | 'windows'
  | 'first'
  | 'trips'
  | 'reload0'
>;

const anyTime: readonly (readonly [number, number])[] = [[0, Infinity]];

export function listVisits({ shipments }: Problem): VisitNode[] {
  const nodes: VisitNode[] = [];
  shipments.forEach(({ pickup, delivery }, shipment) => {
    const node = nodes.length;
    const pair = pickup !== undefined && delivery !== undefined;
    if (pickup !== undefined) nodes.push({ visit: pickup, shipment, other: pair ? node + 1 : -1 });
    if (delivery !== undefined) nodes.push({ visit: delivery, shipment, other: pair ? node : -1 });
  });
  return nodes;
}

export function compileNodes(
  problem: Problem,
  visits: readonly VisitNode[],
  fleet: readonly FleetEntry[],
  ways: Ways,
): Nodes {
  const shipments = problem.shipments.length;
  const vehicles = fleet.length;
  let reloads = 0;
  const trips = Int32Array.from(fleet, ({ vehicle }) => Math.min(vehicle.maxTrips ?? 1, shipments));
  const reload0 = Int32Array.from(fleet, (_, v) => {
    const from = visits.length + reloads;
    reloads += Math.max(0, trips[v] - 1);
    return from;
  });
  const start0 = visits.length + reloads;
  const end0 = start0 + vehicles;
  const nodes = end0 + vehicles;

  const at = new Int32Array(nodes);
  const earliest = new Float64Array(nodes);
  const latest = new Float64Array(nodes).fill(Infinity);
  const service = new Float64Array(nodes);
  const setup = new Float64Array(nodes);
  const shipmentOf = new Int32Array(nodes).fill(-1);
  const mate = new Int32Array(nodes).fill(-1);
  const windowsFrom = new Int32Array(visits.length + 1);
  const windows: number[] = [];
  const first = new Int32Array(shipments);
  visits.forEach(({ visit, shipment, other }, node) => {
    const list = visit.windows ?? anyTime;
    at[node] = ways.indexOf[visit.location];
    earliest[node] = list.reduce((low, [from]) => Math.min(low, from), Infinity);
    latest[node] = list.reduce((high, [, until]) => Math.max(high, until), -Infinity) + tolerance;
    service[node] = visit.service ?? 0;
    setup[node] = visit.setup ?? 0;
    shipmentOf[node] = shipment;
    mate[node] = other;
    if (other < node) first[shipment] = other < 0 ? node : other;
    if (list.length > 1)
      for (const [from, until] of list.toSorted((a, b) => a[0] - b[0])) windows.push(from, until + tolerance);
    windowsFrom[node + 1] = windows.length;
  });
  fleet.forEach(({ vehicle }, v) => {
    const { start, end = start, shift = [0, Infinity], reloadDuration = 0 } = vehicle;
    at[start0 + v] = ways.indexOf[start];
    at[end0 + v] = end === null ? ways.size - 1 : ways.indexOf[end];
    earliest[start0 + v] = earliest[end0 + v] = shift[0];
    latest[start0 + v] = latest[end0 + v] = shift[1] + tolerance;
    for (let k = 0; k < trips[v] - 1; k++) {
      at[reload0[v] + k] = ways.indexOf[start];
      service[reload0[v] + k] = reloadDuration;
    }
  });
  return {
    visits: visits.length,
    reloads,
    nodes,
    start0,
    end0,
    at,
    earliest,
    latest,
    service,
    setup,
    shipmentOf,
    mate,
    windowsFrom,
    windows: Float64Array.from(windows),
    first,
    trips,
    reload0,
  };
}
