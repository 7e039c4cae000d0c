/** Refuses problems that make no sense, with the place of the mistake and what to do about it. */
import { checkShipment } from './check/shipment.ts';
import { checkTravel } from './check/travel.ts';
import { isList, isRecord, number, oneOf } from './check/values.ts';
import { checkVehicle } from './check/vehicle.ts';
import { InvalidProblem } from './invalid-problem.ts';
import type { Problem, Shipment, StopRef, Vehicle } from './problem.ts';

/** Throws `InvalidProblem`. Numbers are finite; only limits and the ends of windows may be `Infinity`. */
export function checkProblem(problem: unknown): asserts problem is Problem {
  let places = 0;
  isRecord(problem, '', {
    travel: { check: (travel) => (places = checkTravel(travel)), required: true },
    vehicles: { check: notEmptyFleet, required: true },
    shipments: { check: isList, required: true },
    objective: { check: checkObjective },
  });
  // The lists are there; what is in them is checked next.
  const { vehicles, shipments } = problem as Problem;
  for (const [at, vehicle] of vehicles.entries()) checkVehicle(vehicle, `vehicles[${at}]`, places);
  for (const [at, shipment] of shipments.entries()) checkShipment(shipment, `shipments[${at}]`, places);
  checkVehicleNames(vehicles);
  const byId = checkShipmentIds(shipments);
  checkDimensions(vehicles, shipments);
  checkPinnedVehicles(vehicles, shipments);
  checkCommitted(vehicles, byId);
}

const notEmptyFleet = (value: unknown, path: string): void => {
  if (isList(value, path).length === 0) throw new InvalidProblem(path, 'is empty; at least one vehicle is needed');
};

const checkObjective = (value: unknown, path: string): void => {
  isRecord(value, path, {
    minimise: { check: oneOf('cost', 'vehicles'), required: true },
    balance: { check: number({ min: 0 }) },
  });
};

/** Also the names of copies: `van#2` may be a vehicle's own id. */
function checkVehicleNames(vehicles: readonly Vehicle[]): void {
  const taken = new Map<string, number>();
  for (const [at, { id }] of vehicles.entries()) {
    const first = taken.get(id);
    if (first !== undefined) throw new InvalidProblem(`vehicles[${at}].id`, `is also the id of vehicles[${first}]`);
    taken.set(id, at);
  }
  for (const [at, { id, count = 1 }] of vehicles.entries()) {
    const [, base = '', copy = ''] = /^(.*)#([1-9]\d*)$/su.exec(id) ?? [];
    const other = taken.get(base);
    const copies = other === undefined ? 1 : (vehicles[other]?.count ?? 1);
    if (copies > 1 && Number(copy) <= copies && count === 1)
      throw new InvalidProblem(`vehicles[${at}].id`, `is also the name of a copy of vehicles[${other}]; rename one`);
  }
}

function checkShipmentIds(shipments: readonly Shipment[]): Map<string, Shipment> {
  const byId = new Map<string, Shipment>();
  for (const [at, shipment] of shipments.entries()) {
    const first = byId.get(shipment.id);
    if (first !== undefined)
      throw new InvalidProblem(`shipments[${at}].id`, `is also the id of shipments[${shipments.indexOf(first)}]`);
    byId.set(shipment.id, shipment);
  }
  return byId;
}

function checkDimensions(vehicles: readonly Vehicle[], shipments: readonly Shipment[]): void {
  let first: { readonly path: string; readonly size: number } | null = null;
  const compare = (path: string, list: readonly number[] | undefined): void => {
    if (list === undefined) return;
    first ??= { path, size: list.length };
    if (list.length !== first.size) {
      const advice = `has ${list.length} entries, ${first.path} ${first.size}; all need one per dimension`;
      throw new InvalidProblem(path, advice);
    }
  };
  for (const [at, { capacity }] of vehicles.entries()) compare(`vehicles[${at}].capacity`, capacity);
  for (const [at, { amount }] of shipments.entries()) compare(`shipments[${at}].amount`, amount);
}

function checkPinnedVehicles(vehicles: readonly Vehicle[], shipments: readonly Shipment[]): void {
  const ids = new Set(vehicles.map(({ id }) => id));
  for (const [at, { vehicles: pinned = [] }] of shipments.entries()) {
    const unknown = pinned.findIndex((id) => !ids.has(id));
    if (unknown === -1) continue;
    const advice = `no vehicle has the id ${JSON.stringify(pinned[unknown])}; ids are without #1, #2, …`;
    throw new InvalidProblem(`shipments[${at}].vehicles[${unknown}]`, advice);
  }
}

function checkCommitted(vehicles: readonly Vehicle[], shipments: ReadonlyMap<string, Shipment>): void {
  const before = new Map<string, { readonly vehicle: Vehicle; readonly visit: StopRef['visit'] }[]>();
  for (const [at, vehicle] of vehicles.entries()) {
    const { committed = [], count = 1, maxStops = Infinity } = vehicle;
    const path = `vehicles[${at}].committed`;
    if (committed.length > 0 && count > 1)
      throw new InvalidProblem(path, 'only one vehicle can be on this trip; give it an entry of its own with count 1');
    if (committed.length > maxStops)
      throw new InvalidProblem(path, `has ${committed.length} stops, more than maxStops (${maxStops})`);
    for (const [position, { shipment: id, visit }] of committed.entries()) {
      const where = `${path}[${position}]`;
      const shipment = shipments.get(id);
      if (shipment === undefined)
        throw new InvalidProblem(`${where}.shipment`, `no shipment has the id ${JSON.stringify(id)}`);
      if (shipment[visit] === undefined) throw new InvalidProblem(`${where}.visit`, `${id} has no ${visit}`);
      const reached = before.get(id) ?? [];
      before.set(id, [...reached, { vehicle, visit }]);
      if (reached.some((other) => other.visit === visit || other.vehicle !== vehicle))
        throw new InvalidProblem(where, `${id} is committed already; list each visit once, both with one vehicle`);
      if (visit === 'delivery' && shipment.pickup !== undefined && reached.length === 0)
        throw new InvalidProblem(
          where,
          `comes without its pickup before it; if ${id} is on board already, leave its pickup out of the shipment`,
        );
      checkCarrier(vehicle, shipment, where);
    }
  }
}

function checkCarrier(vehicle: Vehicle, { id, vehicles, skills = [] }: Shipment, path: string): void {
  if (vehicles?.includes(vehicle.id) === false)
    throw new InvalidProblem(path, `${id} may not go with ${vehicle.id}; add it to the shipment's vehicles`);
  const missing = skills.find((skill) => vehicle.skills?.includes(skill) !== true);
  if (missing !== undefined)
    throw new InvalidProblem(path, `${id} needs the skill ${missing}; add it to the skills of ${vehicle.id}`);
}
