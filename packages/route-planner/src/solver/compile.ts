/** From a problem to the flat arrays of the search. */
import type { Problem, Vehicle } from '../problem.ts';
import { listCommitted, relaxCommitted } from './compile-committed.ts';
import { boundOfCost, leavingOut } from './compile-costs.ts';
import { fitsOf, kindsOf, listFleet, typesOf } from './compile-fleet.ts';
import { compileLoads } from './compile-loads.ts';
import { compileNodes, listVisits } from './compile-nodes.ts';
import { compileColumns, hasDetours } from './compile-ways.ts';
import type { Features, Model } from './model.ts';
import { tolerance } from './model.ts';
import type { Ways } from './ways.ts';

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
  const nodes = compileNodes(problem, visits, fleet, ways);
  const committed = listCommitted(problem, visits, fleet);
  relaxCommitted(committed, nodes, fleet, ways);
  const loads = compileLoads(problem, fleet);
  const types = typesOf(problem, fleet);
  const kinds = kindsOf(problem);
  const fits = fitsOf(kinds.samples, types.samples);
  const columns = compileColumns(problem, ways);
  const readFleet = (read: (vehicle: Vehicle) => number): Float64Array =>
    Float64Array.from(fleet, ({ vehicle }) => read(vehicle));
  const maxDistance = readFleet((vehicle) => (vehicle.maxDistance ?? Infinity) + tolerance);
  const maxDuration = readFleet((vehicle) => (vehicle.maxDuration ?? Infinity) + tolerance);
  const maxStops = readFleet((vehicle) => vehicle.maxStops ?? Infinity);
  const costPerDistance = readFleet((vehicle) => vehicle.costPerDistance ?? 1);
  const costPerTime = readFleet((vehicle) => vehicle.costPerTime ?? 0);
  const balance = problem.objective?.balance ?? 0;
  const perVehicle = problem.objective?.minimise === 'vehicles' ? boundOfCost(problem, ways) : 0;
  const features: Features = {
    timed: nodes.latest.some((until) => until < Infinity),
    pairs: loads.origin.some((way) => way === 0),
    mixedLoads: loads.dimensions > 1 || (loads.dimensions > 0 && new Set(loads.origin).size > 1),
    rich:
      balance > 0 ||
      nodes.reloads > 0 ||
      nodes.windows.length > 0 ||
      nodes.setup.some((time) => time > 0) ||
      costPerTime.some((rate) => rate > 0) ||
      [maxDistance, maxDuration, maxStops].some((limits) => limits.some((limit) => limit < Infinity)) ||
      fleet.some(({ vehicle }) => (vehicle.breaks ?? []).length > 0),
    uniform: types.samples.length === 1 && fits.every((fit) => fit === 1),
    committed: committed.some((list) => list.length > 0),
    detours: problem.travel.kind === 'matrix' && hasDetours(ways),
  };
  const { weight, penalty } = leavingOut(problem.shipments);
  // One literal, and no spreads: they would leave most properties one step further away for the search.
  return {
    size: ways.size,
    D: ways.distances,
    T: ways.durations,
    DC: columns.DC,
    TC: columns.TC,
    acrossD: columns.acrossD,
    alongD: columns.alongD,
    acrossT: columns.acrossT,
    alongT: columns.alongT,
    plain: columns.plain,
    visits: nodes.visits,
    reloads: nodes.reloads,
    vehicles: fleet.length,
    nodes: nodes.nodes,
    start0: nodes.start0,
    end0: nodes.end0,
    at: nodes.at,
    earliest: nodes.earliest,
    latest: nodes.latest,
    service: nodes.service,
    setup: nodes.setup,
    shipmentOf: nodes.shipmentOf,
    mate: nodes.mate,
    windowsFrom: nodes.windowsFrom,
    windows: nodes.windows,
    shipments: problem.shipments.length,
    first: nodes.first,
    dimensions: loads.dimensions,
    amount: loads.amount,
    bulk: loads.bulk,
    origin: loads.origin,
    weight,
    penalty,
    kind: kinds.of,
    types: types.samples.length,
    fits,
    typeOf: types.of,
    capacity: loads.capacity,
    costPerDistance,
    leastRate: costPerDistance.reduce((least, rate) => Math.min(least, rate), Infinity),
    costPerTime,
    fixedCost: readFleet((vehicle) => (vehicle.fixedCost ?? 0) + perVehicle),
    slowness: readFleet((vehicle) => 1 / (vehicle.speedFactor ?? 1)),
    maxDistance,
    maxDuration,
    maxStops,
    trips: nodes.trips,
    reload0: nodes.reload0,
    committed,
    breaks: fleet.map(({ vehicle }) => vehicle.breaks ?? []),
    names: fleet.map(({ name }) => name),
    origins: Int32Array.from(fleet, ({ index }) => index),
    perVehicle,
    balance,
    features,
  };
}
