/** Routes by name turned into vehicles, visits and places. */
import { InvalidProblem } from '../invalid-problem.ts';
import type { RouteRef } from '../plan-types.ts';
import type { Problem, Shipment, StopRef, Vehicle, Visit } from '../problem.ts';

export interface Tour {
  /** `van`, or `van#2` where there are several. */
  readonly name: string;
  readonly vehicle: Vehicle;
  readonly calls: readonly Call[];
}

/** What a vehicle does at one stop of its tour. */
export type Call = VisitCall | ReloadCall;

export interface VisitCall {
  readonly kind: 'pickup' | 'delivery';
  readonly shipment: Shipment;
  readonly visit: Visit;
}

export interface ReloadCall {
  readonly kind: 'reload';
}

export const isVisit = (call: Call): call is VisitCall => call.kind !== 'reload';

/** Every vehicle by the name that plans use. */
export function namedVehicles(vehicles: readonly Vehicle[]): Map<string, Vehicle> {
  const named = new Map<string, Vehicle>();
  for (const vehicle of vehicles) {
    const { id, count = 1 } = vehicle;
    if (count === 1) named.set(id, vehicle);
    else for (let copy = 1; copy <= count; copy++) named.set(`${id}#${copy}`, vehicle);
  }
  return named;
}

/** Throws `InvalidProblem` for a vehicle, shipment or visit that the problem does not have. */
export function readTours(problem: Problem, routes: readonly RouteRef[]): Tour[] {
  const vehicles = namedVehicles(problem.vehicles);
  const shipments = new Map(problem.shipments.map((shipment) => [shipment.id, shipment]));
  return routes.map((route, at) => {
    const vehicle = vehicles.get(route.vehicle);
    if (vehicle === undefined)
      throw new InvalidProblem(
        `routes[${at}].vehicle`,
        `no vehicle is called ${JSON.stringify(route.vehicle)}; one with a count above 1 is called id#1, id#2, …`,
      );
    const calls = route.stops.map((stop, position) =>
      stop === 'reload' ? { kind: stop } : readVisit(shipments, stop, at, position),
    );
    return { name: route.vehicle, vehicle, calls };
  });
}

function readVisit(shipments: ReadonlyMap<string, Shipment>, stop: StopRef, at: number, position: number): VisitCall {
  const shipment = shipments.get(stop.shipment);
  // Written only where it is needed: thousands of stops are read within milliseconds.
  const path = (): string => `routes[${at}].stops[${position}]`;
  if (shipment === undefined)
    throw new InvalidProblem(`${path()}.shipment`, `no shipment is called ${JSON.stringify(stop.shipment)}`);
  const visit = stop.visit === 'pickup' ? shipment.pickup : shipment.delivery;
  if (visit === undefined) throw new InvalidProblem(`${path()}.visit`, `shipment ${shipment.id} has no ${stop.visit}`);
  return { kind: stop.visit, shipment, visit };
}
