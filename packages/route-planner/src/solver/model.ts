/**
 * A problem as flat arrays, the form in which the search reads it.
 *
 * Nodes: the visits first (a pair has two, pickup before delivery), then the reloads, then one start per vehicle, then
 * one end per vehicle. A route is a chain of nodes from its start to its end.
 */
import type { Break, Problem, Shipment, Vehicle, Visit } from '../problem.ts';
import { createRandom } from './random.ts';
import type { Columns, Numbers, Ways } from './ways.ts';
import { columnsOf, isSymmetric } from './ways.ts';

/** Sums of fractions depend on the order of addition; half of what `evaluate` forgives. */
export const tolerance = 5e-7;

export interface Model {
  readonly size: number;
  /** Row by row: distance and duration from the row's place. */
  readonly D: Numbers;
  readonly T: Numbers;
  /** The same by columns: entry (i, u) at `u * across + i * along`. */
  readonly DC: Numbers;
  readonly TC: Numbers;
  readonly acrossD: number;
  readonly alongD: number;
  readonly acrossT: number;
  readonly alongT: number;
  /** Distance is the same there and back, and is the duration. */
  readonly plain: boolean;

  readonly visits: number;
  readonly reloads: number;
  readonly vehicles: number;
  readonly nodes: number;
  /** First start, first end: `start0 + v` and `end0 + v`. */
  readonly start0: number;
  readonly end0: number;

  /** Per node. */
  readonly at: Int32Array;
  /** Hull of the windows. */
  readonly earliest: Float64Array;
  readonly latest: Float64Array;
  readonly service: Float64Array;
  readonly setup: Float64Array;
  readonly shipmentOf: Int32Array;
  /** The pair's other visit, or -1. */
  readonly mate: Int32Array;
  /** Offsets into `windows` (from, until); only where a visit has several. */
  readonly windowsFrom: Int32Array;
  readonly windows: Float64Array;

  readonly shipments: number;
  /** Per shipment: its (first) visit. */
  readonly first: Int32Array;
  readonly dimensions: number;
  readonly amount: Float64Array;
  /** Sum over the dimensions, each as a share of the largest capacity: how big a shipment is. */
  readonly bulk: Float64Array;
  /** +1 goods for the start of the trip, 0 pair, -1 goods for its end. */
  readonly origin: Int8Array;
  /** What leaving it out adds to the score of the left out, which comes before all cost; 0 for optional ones. */
  readonly weight: Float64Array;
  /** What leaving it out costs; Infinity for those that must go. */
  readonly penalty: Float64Array;
  readonly kind: Int32Array;

  readonly types: number;
  /** `fits[kind * types + type]`: skills and pinning. */
  readonly fits: Uint8Array;

  /** Per vehicle. */
  readonly typeOf: Int32Array;
  readonly capacity: Float64Array;
  readonly costPerDistance: Float64Array;
  /** Smallest cost per distance of all. */
  readonly leastRate: number;
  readonly costPerTime: Float64Array;
  readonly fixedCost: Float64Array;
  /** Duration times this: the inverse of the speed factor. */
  readonly slowness: Float64Array;
  readonly maxDistance: Float64Array;
  readonly maxDuration: Float64Array;
  readonly maxStops: Float64Array;
  readonly trips: Int32Array;
  /** First of the vehicle's reload nodes. */
  readonly reload0: Int32Array;
  /** Visits that come first on it. */
  readonly committed: readonly (readonly number[])[];
  readonly breaks: readonly (readonly Break[])[];
  /** Name in plans, and which of the problem's vehicles it is. */
  readonly names: readonly string[];
  readonly origins: Int32Array;

  /** What one more vehicle counts on top of its cost where fewest vehicles come first; else 0. */
  readonly perVehicle: number;
  readonly balance: number;
  readonly features: Features;
}

/** What a problem uses; the search takes the fastest way that knows all of it. */
export interface Features {
  /** Windows or shifts that can be missed. */
  readonly timed: boolean;
  readonly pairs: boolean;
  /** Several dimensions, or not all shipments of one sort (brought, collected, pairs). */
  readonly mixedLoads: boolean;
  /** Cost or limits of time, distance or stops of a whole route, several windows, set-ups, breaks, reloads. */
  readonly rich: boolean;
  /** One kind of vehicle (capacities and cost may differ by nothing), every shipment fits it. */
  readonly uniform: boolean;
  readonly committed: boolean;
  /** Removing a stop may delay the next: roads need not obey the triangle inequality. */
  readonly detours: boolean;
}

const anyTime: readonly (readonly [number, number])[] = [[0, Infinity]];

/** The places where anything may happen, each once, in the order of the problem. */
export function placesUsed(problem: Problem): number[] {
  const seen = new Set<number>();
  for (const { start, end = start } of problem.vehicles) {
    seen.add(start);
    if (end !== null) seen.add(end);
  }
  for (const { pickup, delivery } of problem.shipments) {
    if (pickup !== undefined) seen.add(pickup.location);
    if (delivery !== undefined) seen.add(delivery.location);
  }
  return [...seen];
}

/** Nodes that the compiled problem will have. */
export function countNodes(problem: Problem): number {
  const fleet = listFleet(problem);
  const shipments = problem.shipments.length;
  const reloads = fleet.reduce(
    (sum, { vehicle }) => sum + Math.max(0, Math.min(vehicle.maxTrips ?? 1, shipments) - 1),
    0,
  );
  return listVisits(problem).length + reloads + 2 * fleet.length;
}

export function compile(problem: Problem, ways: Ways): Model {
  const visits = listVisits(problem);
  const fleet = listFleet(problem);
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

  const types = typesOf(problem, fleet);
  const kinds = kindsOf(problem);
  const fits = new Uint8Array(kinds.samples.length * types.samples.length);
  kinds.samples.forEach((shipment, kind) =>
    types.samples.forEach(
      (vehicle, type) => (fits[kind * types.samples.length + type] = canServe(vehicle, shipment) ? 1 : 0),
    ),
  );

  const committed = fleet.map(({ vehicle, copy }) => (copy > 0 ? [] : committedVisits(vehicle, problem, visits)));
  relaxCommitted(committed, { ways, at, earliest, latest, service, setup, start0 }, fleet);

  const distanceColumns = symmetricColumns(problem, ways, ways.distances);
  const durationColumns =
    ways.durations === ways.distances ? distanceColumns : symmetricColumns(problem, ways, ways.durations);
  const readFleet = (read: (vehicle: Vehicle) => number): Float64Array =>
    Float64Array.from(fleet, ({ vehicle }) => read(vehicle));
  const maxDistance = readFleet((vehicle) => (vehicle.maxDistance ?? Infinity) + tolerance);
  const maxDuration = readFleet((vehicle) => (vehicle.maxDuration ?? Infinity) + tolerance);
  const maxStops = readFleet((vehicle) => vehicle.maxStops ?? Infinity);
  const costPerDistance = readFleet((vehicle) => vehicle.costPerDistance ?? 1);
  const costPerTime = readFleet((vehicle) => vehicle.costPerTime ?? 0);
  const balance = problem.objective?.balance ?? 0;
  const perVehicle = problem.objective?.minimise === 'vehicles' ? boundOfCost(problem, ways) : 0;
  const hasPairs = origin.some((way) => way === 0);
  const features: Features = {
    timed: latest.some((until) => until < Infinity),
    pairs: hasPairs,
    mixedLoads: dimensions > 1 || (dimensions > 0 && new Set(origin).size > 1),
    rich:
      balance > 0 ||
      reloads > 0 ||
      windows.length > 0 ||
      setup.some((time) => time > 0) ||
      costPerTime.some((rate) => rate > 0) ||
      [maxDistance, maxDuration, maxStops].some((limits) => limits.some((limit) => limit < Infinity)) ||
      fleet.some(({ vehicle }) => (vehicle.breaks ?? []).length > 0),
    uniform: types.samples.length === 1 && fits.every((fit) => fit === 1),
    committed: committed.some((list) => list.length > 0),
    detours: problem.travel.kind === 'matrix' && hasDetours(ways),
  };
  const { weight, penalty } = leavingOut(problem.shipments);
  return {
    size: ways.size,
    D: ways.distances,
    T: ways.durations,
    DC: distanceColumns.numbers,
    TC: durationColumns.numbers,
    acrossD: distanceColumns.across,
    alongD: distanceColumns.along,
    acrossT: durationColumns.across,
    alongT: durationColumns.along,
    plain:
      ways.durations === ways.distances && distanceColumns.numbers === ways.distances && distanceColumns.along === 1,
    visits: visits.length,
    reloads,
    vehicles,
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
    shipments,
    first,
    dimensions,
    amount,
    bulk: bulkOf(shipments, dimensions, amount, capacity),
    origin,
    weight,
    penalty,
    kind: kinds.of,
    types: types.samples.length,
    fits,
    typeOf: types.of,
    capacity,
    costPerDistance,
    leastRate: costPerDistance.reduce((least, rate) => Math.min(least, rate), Infinity),
    costPerTime,
    fixedCost: readFleet((vehicle) => (vehicle.fixedCost ?? 0) + perVehicle),
    slowness: readFleet((vehicle) => 1 / (vehicle.speedFactor ?? 1)),
    maxDistance,
    maxDuration,
    maxStops,
    trips,
    reload0,
    committed,
    breaks: fleet.map(({ vehicle }) => vehicle.breaks ?? []),
    names: fleet.map(({ name }) => name),
    origins: Int32Array.from(fleet, ({ index }) => index),
    perVehicle,
    balance,
    features,
  };
}

interface VisitNode {
  readonly visit: Visit;
  readonly shipment: number;
  readonly other: number;
}

function listVisits({ shipments }: Problem): VisitNode[] {
  const nodes: VisitNode[] = [];
  shipments.forEach(({ pickup, delivery }, shipment) => {
    const node = nodes.length;
    const pair = pickup !== undefined && delivery !== undefined;
    if (pickup !== undefined) nodes.push({ visit: pickup, shipment, other: pair ? node + 1 : -1 });
    if (delivery !== undefined) nodes.push({ visit: delivery, shipment, other: pair ? node : -1 });
  });
  return nodes;
}

interface FleetEntry {
  readonly vehicle: Vehicle;
  readonly name: string;
  /** Which of the problem's vehicles, and which of its copies. */
  readonly index: number;
  readonly copy: number;
}

/** Every vehicle by name; never more copies than there are shipments to carry. */
function listFleet({ vehicles, shipments }: Problem): FleetEntry[] {
  return vehicles.flatMap((vehicle, index) => {
    const { id, count = 1, committed = [] } = vehicle;
    const useful = committed.length > 0 ? count : Math.min(count, Math.max(1, shipments.length));
    return Array.from({ length: useful }, (_, copy) => ({
      vehicle,
      name: count === 1 ? id : `${id}#${copy + 1}`,
      index,
      copy,
    }));
  });
}

/** Vehicles that differ in nothing but their names are of one type. */
function typesOf(problem: Problem, fleet: readonly FleetEntry[]): { of: Int32Array; samples: Vehicle[] } {
  const pinned = new Set(problem.shipments.flatMap(({ vehicles = [] }) => vehicles));
  const numbers = new Map<string, number>();
  const samples: Vehicle[] = [];
  const of = Int32Array.from(fleet, ({ vehicle, name }) => {
    const { id, count: _count, committed = [], ...rest } = vehicle;
    const key = JSON.stringify([
      Object.entries(rest).toSorted(byKey),
      pinned.has(id) ? id : '',
      committed.length > 0 ? name : '',
    ]);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, samples.length);
    return samples.push(vehicle) - 1;
  });
  return { of, samples };
}

const byKey = (a: readonly [string, unknown], b: readonly [string, unknown]): number => (a[0] < b[0] ? -1 : 1);

/** Shipments with the same needs are of one kind. */
function kindsOf({ shipments }: Problem): { of: Int32Array; samples: Shipment[] } {
  const numbers = new Map<string, number>();
  const samples: Shipment[] = [];
  const of = Int32Array.from(shipments, (shipment) => {
    const { skills = [], vehicles } = shipment;
    const key = JSON.stringify([skills.toSorted(), vehicles?.toSorted() ?? null]);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, samples.length);
    return samples.push(shipment) - 1;
  });
  return { of, samples };
}

export function canServe(vehicle: Vehicle, { skills = [], vehicles }: Shipment): boolean {
  return (
    skills.every((skill) => vehicle.skills?.includes(skill)) &&
    (vehicles === undefined || vehicles.includes(vehicle.id))
  );
}

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
function relaxCommitted(
  committed: readonly (readonly number[])[],
  {
    ways,
    at,
    earliest,
    latest,
    service,
    setup,
    start0,
  }: Pick<Model, 'at' | 'earliest' | 'latest' | 'service' | 'setup' | 'start0'> & { ways: Ways },
  fleet: readonly FleetEntry[],
): void {
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

function symmetricColumns(problem: Problem, ways: Ways, numbers: Numbers): Columns {
  const symmetric = problem.travel.kind !== 'matrix' || isSymmetric(numbers, ways.size);
  // Open ends make the last column 0 but not the last row, which is never read.
  return columnsOf(numbers, ways.size, symmetric);
}

/** Whether a way over a third place is ever shorter than the direct one: asked of all of few places, of a sample of many. */
function hasDetours({ size, durations }: Ways): boolean {
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

/** More than any vehicle can save by taking stops over from another. */
function boundOfCost({ vehicles, shipments }: Problem, { distances, durations, size }: Ways): number {
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
function leavingOut(shipments: readonly Shipment[]): { weight: Float64Array; penalty: Float64Array } {
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
