/**
 * CVRPLIB's files (TSPLIB keywords): capacities, and where given a limit of duration, service times, time windows,
 * several depots. Distances are rounded to the nearest integer, as the published costs are.
 *
 * Customers are called by the numbers that published solutions use: node 2 is customer 1 where the only depot is node 1;
 * with other depots by their node numbers.
 */
import type { MatrixTravel, Shipment, StopRef, Travel, Vehicle, Window } from '../problem.ts';
import type { Keywords } from './cvrplib-keywords.ts';
import { readKeywords } from './cvrplib-keywords.ts';
import { readMatrix } from './cvrplib-matrix.ts';
import type { Instance } from './instance.ts';
import { UnreadableFile } from './instance.ts';

export const isCvrplib = (text: string): boolean => /^\s*(?:DIMENSION|EDGE_WEIGHT_TYPE|CAPACITY)\s*:/imu.test(text);

export function readCvrplib(text: string): Instance {
  const file = readKeywords(text);
  const size = file.count('DIMENSION');
  const demands = perNode(file, 'DEMAND_SECTION', size, ['demand']).map(([demand = 0]) => demand);
  const depots = readDepots(file, size);
  const windows = file.has('TIME_WINDOW_SECTION')
    ? perNode(file, 'TIME_WINDOW_SECTION', size, ['from', 'until']).map(([from = 0, until = 0]): Window => [
        from,
        until,
      ])
    : null;
  const sameService = file.has('SERVICE_TIME') ? file.number('SERVICE_TIME') : 0;
  const services = file.has('SERVICE_TIME_SECTION')
    ? perNode(file, 'SERVICE_TIME_SECTION', size, ['service time']).map(([service = 0]) => service)
    : null;

  const stops = new Map<number, StopRef>();
  const shipments: Shipment[] = [];
  const offset = depots.length === 1 && depots[0] === 0 ? 0 : 1;
  for (let node = 0; node < size; node++) {
    if (depots.includes(node)) continue;
    const number = node + offset;
    const window = windows?.[node];
    const service = services?.[node] ?? sameService;
    stops.set(number, { shipment: String(number), visit: 'delivery' });
    shipments.push({
      id: String(number),
      amount: [demands[node] ?? 0],
      delivery: { location: node, ...(window && { windows: [window] }), ...(service > 0 && { service }) },
    });
  }
  if (shipments.length === 0) throw new UnreadableFile('there are no customers beside the depot');
  return {
    name: file.text('NAME') ?? '',
    format: 'cvrplib',
    customers: stops,
    problem: { travel: readTravel(file, size), vehicles: readVehicles(file, depots, demands, windows), shipments },
  };
}

function readVehicles(
  file: Keywords,
  depots: readonly number[],
  demands: readonly number[],
  windows: readonly Window[] | null,
): Vehicle[] {
  const capacity = file.number('CAPACITY');
  const limit = ['DURATION', 'DISTANCE'].find((keyword) => file.has(keyword));
  const total = demands.reduce((sum, demand) => sum + demand, 0);
  const customers = demands.length - depots.length;
  // Two half-empty routes can be joined where only the capacity limits them; else one vehicle each is sure to do.
  const enough = limit === undefined && windows === null ? 2 * Math.ceil(total / capacity) + 1 : customers;
  const count = file.has('VEHICLES') ? file.count('VEHICLES') : Math.max(1, Math.min(customers, enough));
  return depots.map((depot): Vehicle => {
    const shift = windows?.[depot];
    return {
      id: depots.length === 1 ? 'vehicle' : `vehicle of depot ${depot + 1}`,
      count,
      start: depot,
      capacity: [capacity],
      ...(limit !== undefined && { maxDuration: file.number(limit) }),
      ...(shift && { shift }),
    };
  });
}

function readTravel(file: Keywords, size: number): Travel {
  const type = file.text('EDGE_WEIGHT_TYPE')?.toUpperCase() ?? 'missing';
  switch (type) {
    case 'EUC_2D':
      return { kind: 'plane', points: readPoints(file, size), rounding: 'nearest' };
    case 'CEIL_2D':
      return upwards(readPoints(file, size));
    case 'EXPLICIT':
      return readMatrix(file, size);
    default: {
      const message = `EDGE_WEIGHT_TYPE is ${type}; known are EUC_2D, CEIL_2D and EXPLICIT`;
      throw new UnreadableFile(message, file.line('EDGE_WEIGHT_TYPE'));
    }
  }
}

const readPoints = (file: Keywords, size: number): { x: number; y: number }[] =>
  perNode(file, 'NODE_COORD_SECTION', size, ['x', 'y']).map(([x = 0, y = 0]) => ({ x, y }));

function upwards(points: readonly { readonly x: number; readonly y: number }[]): MatrixTravel {
  const distances = points.flatMap((a) => points.map((b) => Math.ceil(Math.hypot(a.x - b.x, a.y - b.y))));
  return { kind: 'matrix', distances, size: points.length };
}

function readDepots(file: Keywords, size: number): number[] {
  const nodes = file.has('DEPOT_SECTION') ? file.section('DEPOT_SECTION').flatMap(({ numbers }) => numbers) : [1];
  const end = nodes.indexOf(-1);
  const depots = nodes.slice(0, end === -1 ? nodes.length : end).map((node) => node - 1);
  if (depots.length === 0 || depots.some((depot) => !Number.isInteger(depot) || depot < 0 || depot >= size))
    throw new UnreadableFile('the depots must be nodes of the file, and -1 at their end', file.line('DEPOT_SECTION'));
  return depots;
}

/** One row per node, in any order: its number and the values. */
function perNode(file: Keywords, keyword: string, size: number, columns: readonly string[]): number[][] {
  const rows: number[][] = [];
  for (const { numbers, line } of file.section(keyword)) {
    const [node = 0, ...values] = numbers;
    if (values.length !== columns.length)
      throw new UnreadableFile(`needed: the node's number, ${columns.join(', ')}`, line);
    if (!Number.isInteger(node) || node < 1 || node > size)
      throw new UnreadableFile(`node ${node} is not one of 1 to ${size}, the DIMENSION`, line);
    if (rows[node - 1] !== undefined) throw new UnreadableFile(`node ${node} is there twice`, line);
    rows[node - 1] = values;
  }
  const missing = Array.from({ length: size }, (_, node) => node).find((node) => rows[node] === undefined);
  if (missing !== undefined)
    throw new UnreadableFile(`node ${missing + 1} is missing in ${keyword}`, file.line(keyword));
  return rows;
}
